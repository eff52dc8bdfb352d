#pragma once

#include <memory>
#include <span>
#include <vector>

#include "lm/chord_net.h"
#include "lm/ngram_model.h"

/// A prior whose n-gram mixture is corrected by chord networks.
namespace amuse::lm {

/// P(symbol): the logits of the networks' mean output plus the mixture's parts, each weighed by its gate. The residual
/// below `sevenths` is the mixture's. Uses mode, genre, section and decade.
class NeuralModel final : public ChordModel {
 public:
  /// Whether the file holds a network.
  [[nodiscard]] static bool isIn(const ModelFile& file) noexcept;
  /// Errors: Unavailable, when a chunk is missing or made by another version.
  [[nodiscard]] static Result<std::unique_ptr<NeuralModel>> make(ModelFile file);

  [[nodiscard]] const std::string& name() const noexcept override { return parts_.name; }
  [[nodiscard]] std::vector<SequenceScore> score(const Conditions& conditions,
                                                 std::span<const ScoreRequest> requests) const override;
  [[nodiscard]] NextDistribution next(const Conditions& conditions,
                                      std::span<const theory::RelativeChord> prefix) const override;
  [[nodiscard]] double logResidual(const Conditions& conditions, const theory::RelativeChord& chord,
                                   const theory::RelativeChord* previous) const override;
  [[nodiscard]] double sectionCount(theory::Mode mode) const noexcept override;
  [[nodiscard]] OpeningStats openings() const noexcept override { return parts_.openings; }

  /// How long each chord is held: ln P of every class of kDurationBeats, once the chord and all before it are known.
  /// `timing`: of the chords (a chord's own length is not looked at, only those before it); empty: unknown. One row a
  /// chord, exp of a row sums to 1. Chord probabilities do not depend on it.
  [[nodiscard]] std::vector<std::array<double, kDurationClasses>> durationLogs(
      const Conditions& conditions, std::span<const theory::RelativeChord> chords, const NetTiming& timing = {}) const;

 private:
  NeuralModel(ModelFile file, NgramParts parts, std::vector<ChordNetView> nets)
      : file_(std::move(file)), parts_(std::move(parts)), nets_(std::move(nets)) {}

  ModelFile file_;
  NgramParts parts_;
  std::vector<ChordNetView> nets_;  ///< 1 to kMaxNets, of the same channels and dense inputs.
};
inline constexpr std::size_t kMaxNets = 4;

}  // namespace amuse::lm
