#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "lm/chord_model.h"
#include "lm/internal/mixture.h"
#include "lm/model_file.h"

/// The shipped chord model: several modified Kneser-Ney models and the section's own past, mixed log-linearly.
namespace amuse::lm {

/// What a model file holds of the mixture; views into the file. `tones` and `basses` give the residual below the
/// `sevenths` level.
struct NgramParts {
  std::string name;
  internal::MixtureView mixture;
  SparseTable tones, basses;
  std::array<double, theory::kModeCount> sectionCounts{};
  OpeningStats openings;
  /// Nothing when a chunk is missing or made by another version.
  [[nodiscard]] static std::optional<NgramParts> find(const ModelFile& file);
  [[nodiscard]] double logResidual(theory::Mode mode, const theory::RelativeChord& chord,
                                   const theory::RelativeChord* previous) const noexcept;
  /// One step's probabilities at the two coarser levels, from a distribution over symbols; `exact` is left 0.
  [[nodiscard]] static SequenceScore::Step readStep(const internal::SymbolVector& p, Symbol symbol) noexcept;
  /// In double precision, summing to 1.
  [[nodiscard]] static NextDistribution toDistribution(const internal::SymbolVector& p) noexcept;
};

/// P(symbol) comes from internal::MixtureWalk, P(tones | symbol) and P(bass | tones) from interpolated counts with a
/// uniform floor. Of the conditions only the mode is used.
class NgramModel final : public ChordModel {
 public:
  /// Takes a checked file. Errors: Unavailable, when a chunk is missing or made by another version.
  [[nodiscard]] static Result<std::unique_ptr<NgramModel>> make(ModelFile file);

  [[nodiscard]] const std::string& name() const noexcept override { return parts_.name; }
  [[nodiscard]] std::vector<SequenceScore> score(const Conditions& conditions,
                                                 std::span<const ScoreRequest> requests) const override;
  [[nodiscard]] NextDistribution next(const Conditions& conditions,
                                      std::span<const theory::RelativeChord> prefix) const override;
  [[nodiscard]] double logResidual(const Conditions& conditions, const theory::RelativeChord& chord,
                                   const theory::RelativeChord* previous) const override;
  [[nodiscard]] double sectionCount(theory::Mode mode) const noexcept override;
  [[nodiscard]] OpeningStats openings() const noexcept override { return parts_.openings; }

 private:
  NgramModel(ModelFile file, NgramParts parts) : file_(std::move(file)), parts_(std::move(parts)) {}
  [[nodiscard]] SequenceScore scoreOne(internal::MixtureWalk& walk, theory::Mode mode,
                                       const ScoreRequest& request) const;

  ModelFile file_;
  NgramParts parts_;
};

/// Maps and checks a model file, with a network in it or without; about a millisecond.
/// Errors: Unavailable (missing, corrupt, cut short, another version), one line that says what to do.
[[nodiscard]] Result<std::unique_ptr<ChordModel>> openModel(const std::filesystem::path& path);
/// The same for a model in memory, as fitNgramModel makes it; `bytes` must outlive the result. @param name  For
/// messages.
[[nodiscard]] Result<std::unique_ptr<ChordModel>> viewModel(const std::string& bytes, const std::string& name);

}  // namespace amuse::lm
