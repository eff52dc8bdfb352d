#pragma once

#include <memory>

#include "propose/proposer.h"
#include "propose/proposer_model.h"

/// The built-in proposer: no network, milliseconds. docs/proposer.md says how it works.
namespace amuse::propose {

/// Immutable and thread-safe. What it offers comes from its model's chords only, the fixed ones apart.
class BuiltinProposer final : public Proposer {
 public:
  explicit BuiltinProposer(ProposerModel model) : model_(std::move(model)) {}
  /// Errors: as ProposerModel::open.
  [[nodiscard]] static Result<std::unique_ptr<BuiltinProposer>> open(const std::filesystem::path& path);

  [[nodiscard]] const std::string& name() const noexcept override { return model_.name(); }
  /// Exactly `count` candidates, none malformed. Errors: InvalidArgument (no slots, more than 256, a negative count).
  [[nodiscard]] Result<Proposals> propose(const Query& query, int count, std::uint32_t seed, int round) const override;

  [[nodiscard]] const ProposerModel& model() const noexcept { return model_; }

 private:
  ProposerModel model_;
};

}  // namespace amuse::propose
