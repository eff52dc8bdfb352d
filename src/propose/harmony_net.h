#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lm/chord_model.h"
#include "lm/model_file.h"
#include "propose/proposer_model.h"
#include "propose/record_match.h"

/// The proposer's network: the next chord of a progression written for keywords, a mood and genres. A gated recurrent
/// layer (Cho et al., EMNLP 2014) with its conditions at every step and at the output. docs/proposer.md says how it is
/// trained and used.
namespace amuse::propose {

/// What a progression is written for, as numbers. An unknown part is all zeros, which the network has met in training.
using NetCondition = std::vector<float>;
/// Where each part of a condition stands.
struct NetConditionLayout {
  static constexpr int kKeywords = 0, kGenres = 32, kAffect = 64, kAffectKnown = 68, kKeywordsKnown = 69,
                       kGenresKnown = 70, kMode = 71, kStyle = kMode + theory::kModeCount, kColour = kStyle + 4,
                       kColourKnown = kColour + 1, kSize = kColourKnown + 1;
};
/// The network's answer: a chord at `sevenths` level.
inline constexpr int kNetOutputs = lm::kNoChordSymbol;
inline constexpr int kNetInputs = 67;

/// The inputs that are 1 when a chord is wanted at `slot` (negative before the first) of `slots` after `previous`
/// (nullptr at the start).
[[nodiscard]] std::vector<int> netInputs(const theory::RelativeChord* previous, int slot, int slots, bool startsPhrase);

/// The vector of terms: the mean of those the model knows, by weight, scaled to unit length; zeros for none.
[[nodiscard]] std::array<float, file::kVectorSize> termMean(const ProposerModel& model,
                                                            std::span<const std::pair<std::string, double>> terms);
/// For one lead of a brief; the colour is left open.
[[nodiscard]] NetCondition conditionOf(const ProposerModel& model, const brief::Brief& brief, const Lead& lead,
                                       theory::Mode mode);
/// Says how rich the chords are, 0 power chords .. 4 ninths (as ProgressionRow::colour / 32).
void setColour(NetCondition& condition, double colour) noexcept;
/// A condition with keywords, genres and affect unknown.
[[nodiscard]] NetCondition withoutKeywords(NetCondition condition);

/// Weights, memory-mapped. Immutable and thread-safe.
class HarmonyNet final {
 public:
  /// Errors: Unavailable (missing, damaged, of other sizes).
  [[nodiscard]] static Result<HarmonyNet> open(const std::filesystem::path& path);
  [[nodiscard]] static Result<HarmonyNet> fromFile(lm::ModelFile file);

  /// What a condition adds at every step, worked out once.
  struct Conditioned {
    std::vector<float> gates, output;
  };
  [[nodiscard]] Conditioned condition(const NetCondition& condition) const;
  /// The same with a colour (0 power chords .. 4 ninths); for conditions made without one.
  [[nodiscard]] Conditioned withColour(Conditioned conditioned, double colour) const;
  /// A place in a progression; starts empty.
  struct State {
    std::vector<float> hidden;
  };
  /// Reads `inputs` (of netInputs) and gives the probability of each symbol below kNetOutputs; they sum to 1.
  void step(const Conditioned& conditioned, std::span<const int> inputs, State& state, std::span<float> p) const;

  [[nodiscard]] std::uint64_t hash() const noexcept { return file_.hash(); }

 private:
  explicit HarmonyNet(lm::ModelFile file) : file_(std::move(file)) {}
  lm::ModelFile file_;
  int units_ = 0;
  std::span<const float> inputGates_;      ///< [input][3 x units]: reset, update, new.
  std::span<const float> conditionGates_;  ///< [condition][3 x units].
  std::span<const float> hiddenGates_;     ///< [unit][3 x units].
  std::span<const float> gateBias_, newBias_, outputBias_;
  std::span<const float> hiddenOutput_, conditionOutput_;  ///< [unit or condition][output].
};

}  // namespace amuse::propose
