#pragma once

#include <optional>
#include <vector>

#include "propose/chord_pool.h"
#include "propose/harmony_net.h"

/// How the network and the mood bend what the pool says about the next chord.
namespace amuse::propose {

/// Chosen on folds 1 and 2 of the keyword sets (`amuse evaluate chords-follow --fold 1`), which are not held out
/// (docs/proposer.md).
struct GuideWeights {
  double share = 0.6;     ///< Of the network in the mixture with the pool.
  double guidance = 0.8;  ///< Power of (with keywords / without) by which the network's word is stressed.
  double foreign = 1.2;   ///< Tension's pull on chords with tones outside the scale, natural log at tension 1.
  double bite = 30;       ///< Tension's pull on chords that bite, a unit of biteOf.
  double bright = 0.3;    ///< Valence's pull on bright chords, a place on the line of fifths.
  double rich = 0.1;      ///< Complexity's pull on rich chords, a step of colourOf.
};

/// What a brief's leads say, worked out once for a query's brief and mode. Immutable; borrows the model and the net.
class NetGuide {
 public:
  NetGuide(const ProposerModel& model, const HarmonyNet& net, const brief::Brief& brief, std::span<const Lead> leads,
           theory::Mode mode, const GuideWeights& weights = {});

  [[nodiscard]] const HarmonyNet& net() const noexcept { return *net_; }
  [[nodiscard]] const GuideWeights& weights() const noexcept { return weights_; }
  [[nodiscard]] const HarmonyNet::Conditioned& asked(int lead) const { return asked_[static_cast<std::size_t>(lead)]; }
  [[nodiscard]] const HarmonyNet::Conditioned& plain() const noexcept { return plain_; }
  /// A factor a chord of the model: what the lead's mood adds.
  [[nodiscard]] std::span<const float> mood(int lead) const { return mood_[static_cast<std::size_t>(lead)]; }

 private:
  const HarmonyNet* net_;
  GuideWeights weights_;
  std::vector<HarmonyNet::Conditioned> asked_;
  HarmonyNet::Conditioned plain_;
  std::vector<std::vector<float>> mood_;
};

/// One candidate's walk through the network, slot by slot from left to right.
class GuideWalk {
 public:
  /// `guide`, `asked` and `plain` (the guide's, with the candidate's colour) must outlive the walk.
  GuideWalk(const NetGuide& guide, const HarmonyNet::Conditioned& asked, const HarmonyNet::Conditioned& plain, int lead)
      : guide_(&guide), asked_(&asked), plain_(&plain), lead_(lead) {}

  /// Takes `chord` (nullptr for nothing) as what stands before `slot`; then advice() speaks about that slot.
  void read(const theory::RelativeChord* chord, int slot, int slots, bool startsPhrase);
  /// Bends `p`, a distribution over the model's chords; what comes out need not sum to 1. `shares`: of
  /// each chord in its symbol's chance (Draw::shares).
  void bend(const ProposerModel& model, std::span<const double> shares, std::vector<double>& p) const;

 private:
  const NetGuide* guide_;
  const HarmonyNet::Conditioned *asked_, *plain_;
  int lead_;
  HarmonyNet::State askedState_, plainState_;
  std::array<float, kNetOutputs> askedP_{}, plainP_{};
};

/// How rough a chord's quality is, 0 for a major triad .. 1: semitones, tritones and whole tones among its tones,
/// sounding as closely as they can; an augmented triad in between.
[[nodiscard]] double roughnessOf(const theory::RelativeChord& chord) noexcept;
/// How much a chord bites whatever the number of its tones: mean sensory roughness of its pairs of tones in close
/// position, 0.21 for m7, 0.24 for 7, 0.3 for dim. A power chord counts as usual: it is heavy, not sweet.
[[nodiscard]] double biteOf(const theory::RelativeChord& chord) noexcept;
inline constexpr double kUsualBite = 0.23;
/// Mean place of a chord's tones on the line of fifths, above that of the mode's scale.
[[nodiscard]] double brightnessOf(const theory::RelativeChord& chord, theory::Mode mode) noexcept;

}  // namespace amuse::propose
