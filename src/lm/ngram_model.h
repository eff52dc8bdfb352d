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

/// P(symbol) comes from internal::MixtureWalk, P(tones | symbol) and P(bass | tones) from interpolated counts with a
/// uniform floor. Of the conditions only the mode is used.
class NgramModel final : public ChordModel {
 public:
  /// Takes a checked file. Errors: Unavailable, when a chunk is missing or made by another version.
  [[nodiscard]] static Result<std::unique_ptr<NgramModel>> make(ModelFile file);

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::vector<SequenceScore> score(const Conditions& conditions,
                                                 std::span<const ScoreRequest> requests) const override;
  [[nodiscard]] NextDistribution next(const Conditions& conditions,
                                      std::span<const theory::RelativeChord> prefix) const override;
  [[nodiscard]] double logResidual(const Conditions& conditions, const theory::RelativeChord& chord,
                                   const theory::RelativeChord* previous) const override;
  [[nodiscard]] double sectionCount(theory::Mode mode) const noexcept override;
  [[nodiscard]] OpeningStats openings() const noexcept override { return openings_; }

 private:
  explicit NgramModel(ModelFile file) : file_(std::move(file)) {}
  [[nodiscard]] bool readChunks();
  [[nodiscard]] SequenceScore scoreOne(internal::MixtureWalk& walk, theory::Mode mode,
                                       const ScoreRequest& request) const;

  ModelFile file_;
  std::string name_;
  internal::MixtureView mixture_;
  SparseTable tones_, basses_;
  std::array<double, theory::kModeCount> sectionCounts_{};
  OpeningStats openings_;
};

/// Maps and checks a model file; about a millisecond.
/// Errors: Unavailable (missing, corrupt, cut short, another version), one line that says what to do.
[[nodiscard]] Result<std::unique_ptr<ChordModel>> openModel(const std::filesystem::path& path);

}  // namespace amuse::lm
