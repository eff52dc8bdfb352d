#include "propose/net_guide.h"

#include <algorithm>
#include <cmath>

#include "lm/net_kernels.h"
#include "propose/keyword_text.h"

namespace amuse::propose {
namespace {

// Guidance beyond these factors would let a rare word rule.
constexpr float kLeastStress = 0.2f, kMostStress = 5;
// Beyond this the bite of a chord says no more: a diminished chord is tense, a minor add9 not tenser.
constexpr double kMostBite = 0.06;
constexpr double kUsualColour = 2;

double placeOnFifths(int pitchClass) noexcept { return (pitchClass * 7 + 5) % 12 - 5; }

/// What `measure` says of every set of pitch classes: it is asked for each chord there is, at each request.
template <typename Measure>
std::array<double, 4096> tabulate(Measure measure) {
  std::array<double, 4096> table{};
  for (std::size_t bits = 0; bits < table.size(); ++bits)
    table[bits] = measure(theory::PitchClassSet(static_cast<std::uint16_t>(bits)));
  return table;
}

double measurePlace(theory::PitchClassSet tones) noexcept {
  double sum = 0, count = 0;
  for (int tone = 0; tone < 12; ++tone) {
    if (!tones.contains(tone)) continue;
    sum += placeOnFifths(tone);
    count += 1;
  }
  return count > 0 ? sum / count : 0;
}

/// The mean place of the tones on the line of fifths.
double meanPlace(theory::PitchClassSet tones) noexcept {
  static const auto table = tabulate(measurePlace);
  return table[tones.bits()];
}

double measureBite(theory::PitchClassSet tones) noexcept {
  // theory::roughness of each interval above middle C, from a minor second to a major seventh.
  constexpr double kInterval[12] = {0, 0.592, 0.431, 0.333, 0.296, 0.201, 0.300, 0.103, 0.287, 0.194, 0.244, 0.332};
  if (tones.size() < 3) return kUsualBite;
  double sum = 0;
  int pairs = 0;
  for (int a = 0; a < 12; ++a)
    for (int b = a + 1; b < 12; ++b)
      if (tones.contains(a) && tones.contains(b)) {
        sum += kInterval[b - a];
        ++pairs;
      }
  return sum / pairs;
}

// What a genre plays whatever its mood, as factors on chords; few rows, for what the written progressions show of a
// genre but neighbours and songs, written down plainly, wash out.
enum class Family { Any, Major, Minor };
struct IdiomRow {
  std::string_view genre;  ///< Found anywhere in a genre's name or a keyword; empty for all.
  Family family;
  std::uint32_t roots;  ///< Bits of roots above the tonic.
  theory::ChordClass chordClass;
  double factor;
};
constexpr std::uint32_t kOneFourFive = 1u << 0 | 1u << 5 | 1u << 7, kFiveAndFlatSix = 1u << 7 | 1u << 8;
constexpr std::uint32_t kFour = 1u << 5, kAnyRoot = 0xfff;
// Source: shares in the written sets of each genre (data/llm/proposals_*.jsonl) against those of all sets.
constexpr IdiomRow kIdioms[] = {
    {"blues", Family::Major, kOneFourFive, theory::ChordClass::Dom7, 4.0},
    // A minor blues keeps its minor tonic and turns round on bVI7 V7: 0.13 and 0.06 of its written chords.
    {"blues", Family::Minor, kFiveAndFlatSix, theory::ChordClass::Dom7, 4.0},
    {"blues", Family::Minor, kFour, theory::ChordClass::Dom7, 2.0},
    {"blues", Family::Any, kAnyRoot, theory::ChordClass::Maj7, 0.4},
    {"rockabilly", Family::Major, kOneFourFive, theory::ChordClass::Dom7, 2.0},
    {"boogie", Family::Major, kOneFourFive, theory::ChordClass::Dom7, 3.0},
    // Power chords feed on themselves where colour is low: 0.66 of written punk is triads, 0.30 of what was drawn.
    {"", Family::Any, kAnyRoot, theory::ChordClass::Five, 0.5},
};

/// How much of a brief's genres (or, named as such, its keywords) are of a genre, 0..1.
double shareOf(const brief::Brief& brief, std::string_view genre) {
  if (genre.empty()) return 1;
  double of = 0, all = 1e-9, keyword = 0;
  for (const auto& row : brief.genres) {
    all += row.weight;
    if (normaliseKeyword(row.name).find(genre) != std::string::npos) of += row.weight;
  }
  for (const auto& row : brief.keywords)
    if (row.weight > 0 && normaliseKeyword(row.word).find(genre) != std::string::npos) keyword = 0.8;
  return std::max(of / all, keyword);
}

/// Natural logarithm of what the idioms add to each chord of the model.
std::vector<double> idiomPull(const ProposerModel& model, const brief::Brief& brief, theory::Mode mode) {
  std::vector<double> pull(model.chords().size());
  const auto family = theory::isMinorFamily(mode) ? Family::Minor : Family::Major;
  for (const auto& idiom : kIdioms) {
    const double share = shareOf(brief, idiom.genre);
    if (share <= 0 || (idiom.family != Family::Any && idiom.family != family)) continue;
    for (std::size_t i = 0; i < pull.size(); ++i) {
      const auto& chord = model.chords()[i].chord;
      if (chord.quality.chordClass == idiom.chordClass && (idiom.roots >> chord.root & 1) != 0)
        pull[i] += share * std::log(idiom.factor);
    }
  }
  return pull;
}

}  // namespace

double roughnessOf(const theory::RelativeChord& chord) noexcept {
  const auto tones = chord.quality.tones;
  // Weights by interval class 1..6, after Huron's index of consonance (1994): semitones bite, tritones strain.
  constexpr double kBite[7] = {0, 1.0, 0.3, 0, 0, 0, 0.7};
  double sum = 0;
  for (int a = 0; a < 12; ++a)
    for (int b = a + 1; b < 12; ++b)
      if (tones.contains(a) && tones.contains(b)) sum += kBite[std::min(b - a, 12 - (b - a))];
  if (chord.quality.chordClass == theory::ChordClass::Aug) sum += 0.6;
  return std::min(1.0, sum / 2);
}

double biteOf(const theory::RelativeChord& chord) noexcept {
  static const auto table = tabulate(measureBite);
  return table[chord.quality.tones.bits()];
}

double brightnessOf(const theory::RelativeChord& chord, theory::Mode mode) noexcept {
  return meanPlace(chord.quality.tones.transposed(chord.root)) - meanPlace(theory::scaleOf(mode));
}

NetGuide::NetGuide(const ProposerModel& model, const HarmonyNet& net, const brief::Brief& brief,
                   std::span<const Lead> leads, theory::Mode mode, const GuideWeights& weights)
    : net_(&net), weights_(weights) {
  const auto scale = theory::scaleOf(mode);
  const auto idioms = idiomPull(model, brief, mode);
  for (const auto& lead : leads) {
    const auto condition = conditionOf(model, brief, lead, mode);
    asked_.push_back(net.condition(condition));
    if (asked_.size() == 1) plain_ = net.condition(withoutKeywords(condition));
    std::vector<float> factors;
    factors.reserve(model.chords().size());
    for (std::size_t i = 0; i < idioms.size(); ++i) {
      const auto& chord = model.chords()[i].chord;
      const double foreign = chord.quality.tones.transposed(chord.root).isSubsetOf(scale) ? 0 : 1;
      const double bite = std::clamp(biteOf(chord) - kUsualBite, -kMostBite, kMostBite);
      const double pull = idioms[i] + lead.affect.tension * (weights_.foreign * foreign + weights_.bite * bite) +
                          lead.affect.valence * weights_.bright * brightnessOf(chord, mode) +
                          lead.affect.complexity * weights_.rich * (colourOf(chord) - kUsualColour);
      factors.push_back(static_cast<float>(std::exp(pull)));
    }
    mood_.push_back(std::move(factors));
  }
}

void GuideWalk::read(const theory::RelativeChord* chord, int slot, int slots, bool startsPhrase) {
  const auto inputs = netInputs(chord, slot, slots, startsPhrase);
  guide_->net().step(*asked_, inputs, askedState_, askedP_);
  guide_->net().step(*plain_, inputs, plainState_, plainP_);
}

void GuideWalk::bend(const ProposerModel& model, std::span<const double> shares, std::vector<double>& p) const {
  const auto symbols = model.symbols();
  std::array<float, kNetOutputs> stress;  // (asked / plain)^guidance, by logarithms
  const auto guidance = static_cast<float>(guide_->weights().guidance);
  for (std::size_t s = 0; s < stress.size(); ++s) stress[s] = (askedP_[s] + 1e-5f) / (plainP_[s] + 1e-5f);
  lm::netKernels().logarithms(stress.data(), stress.size());
  for (float& x : stress) x *= guidance;
  lm::netKernels().exponentials(stress.data(), stress.size());
  for (float& x : stress) x = std::clamp(x, kLeastStress, kMostStress);
  const double share = guide_->weights().share;
  const auto mood = guide_->mood(lead_);
  for (std::size_t i = 0; i < p.size(); ++i) {
    const std::size_t s = symbols[i];
    p[i] = ((1 - share) * p[i] + share * (askedP_[s] * shares[i])) * static_cast<double>(stress[s] * mood[i]);
  }
}

}  // namespace amuse::propose
