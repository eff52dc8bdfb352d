#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "propose/harmony_net.h"
#include "propose/proposer.h"
#include "propose/proposer_model.h"

/// The built-in proposer: no network, milliseconds. docs/proposer.md says how it works.
namespace amuse::propose {

/// Thread-safe: beside its model it only keeps what it last read out of a brief, so that further rounds and requests
/// for the same brief are quicker. What it offers comes from its model's chords only, the fixed ones apart.
class BuiltinProposer final : public Proposer {
 public:
  /// @param leftOut  Records that must not count, as in matchRecords: for held-out measures.
  /// @param net  Null: the pool speaks alone.
  explicit BuiltinProposer(ProposerModel model, std::shared_ptr<const HarmonyNet> net = nullptr,
                           std::vector<char> leftOut = {});
  ~BuiltinProposer() override;
  /// @param leftOutFold  The eighth of the keyword sets (held_out.h) that must not count.
  /// Errors: as ProposerModel::open and HarmonyNet::open.
  [[nodiscard]] static Result<std::unique_ptr<BuiltinProposer>> open(const std::filesystem::path& model,
                                                                     const std::filesystem::path& net,
                                                                     std::optional<int> leftOutFold = {});

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  /// Exactly `count` candidates, none malformed. Errors: InvalidArgument (no slots, more than 256, a negative count).
  [[nodiscard]] Result<Proposals> propose(const Query& query, int count, std::uint32_t seed, int round) const override;

  [[nodiscard]] const ProposerModel& model() const noexcept { return model_; }

 private:
  struct Prepared;
  [[nodiscard]] std::shared_ptr<const Prepared> prepare(const Query& query, std::uint32_t seed) const;

  ProposerModel model_;
  std::shared_ptr<const HarmonyNet> net_;
  std::vector<char> leftOut_;
  std::string name_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Prepared> last_;  ///< Guarded by mutex_.
};

}  // namespace amuse::propose
