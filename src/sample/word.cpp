#include "sample/word.h"

#include <algorithm>
#include <array>

#include "theory/measures.h"
#include "theory/mode.h"

namespace amuse::sample {
namespace {

using theory::PitchClassSet;
using theory::RelativeChord;

/// Places on the line of fifths with the tonic at 0, flats negative: Db -5 .. F# 6.
constexpr std::array<int, 12> kFifths{0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5};

double meanFifths(PitchClassSet tones) {
  double sum = 0;
  for (int pitch = 0; pitch < 12; ++pitch)
    if (tones.contains(pitch)) sum += kFifths[static_cast<std::size_t>(pitch)];
  return tones.empty() ? 0 : sum / tones.size();
}

bool isSuspended(const RelativeChord& chord) {
  const auto triad = theory::triadOf(chord.quality.chordClass);
  const bool added =
      chord.quality.tones.contains(2) && chord.quality.tones.size() == 4 && !chord.quality.tones.contains(10);
  return triad == theory::TriadClass::Sus2 || triad == theory::TriadClass::Sus4 || triad == theory::TriadClass::Five ||
         added;
}

/// 0 when roots and bass notes take three places or more, 1 when neither moves at all.
double stillnessOf(std::span<const RelativeChord> chords) {
  PitchClassSet roots, basses;
  for (const auto& chord : chords) {
    roots = roots.with(chord.root);
    basses = basses.with(chord.root + chord.bass);
  }
  const double expected = std::min(3.0, static_cast<double>(chords.size()));
  if (expected <= 1) return 0;
  const auto lack = [&](int places) { return std::clamp((expected - places) / (expected - 1), 0.0, 1.0); };
  return 0.5 * (lack(roots.size()) + lack(basses.size()));
}

/// A word is the weighted sum of how far a progression's character lies above its set's mean.
struct WordRule {
  std::string_view word;
  double (*score)(const Character& own, const Character& mean);
};
constexpr std::array<WordRule, 11> kWords{{
    {"home",
     [](const Character& own, const Character& mean) { return own.tonicEnds - mean.tonicEnds + 0.4 - own.outside; }},
    {"lift", [](const Character& own, const Character& mean) { return 0.8 * (own.brightness - mean.brightness); }},
    {"darker", [](const Character& own, const Character& mean) { return 0.8 * (mean.brightness - own.brightness); }},
    {"twist", [](const Character& own,
                 const Character& mean) { return 1.6 * (own.outside - mean.outside) + 0.4 * own.outside; }},
    {"drift",
     [](const Character& own, const Character& mean) {
       return 1.2 * (mean.tonicShare - own.tonicShare) + mean.tonicEnds - own.tonicEnds;
     }},
    {"walk", [](const Character& own, const Character& mean) { return 1.4 * (own.steps - mean.steps); }},
    {"wheel", [](const Character& own, const Character& mean) { return 1.4 * (own.fifths - mean.fifths); }},
    {"float", [](const Character& own, const Character& mean) { return 1.4 * (own.suspended - mean.suspended); }},
    {"lush", [](const Character& own, const Character& mean) { return 0.7 * (own.rich - mean.rich); }},
    {"reach", [](const Character& own, const Character& mean) { return 0.5 * (own.dominantEnd - mean.dominantEnd); }},
    {"plain", [](const Character& own,
                 const Character& mean) { return 0.5 * (mean.rich - own.rich) + 0.3 * (mean.outside - own.outside); }},
}};

Character meanOf(std::span<const Character> all) {
  Character mean;
  const auto n = static_cast<double>(all.size());
  for (const auto field :
       {&Character::tonicEnds, &Character::brightness, &Character::outside, &Character::steps, &Character::fifths,
        &Character::rich, &Character::suspended, &Character::dominantEnd, &Character::tonicShare})
    for (const auto& one : all) mean.*field += one.*field / n;
  return mean;
}

}  // namespace

Character characterOf(std::span<const RelativeChord> chords, theory::Mode mode) {
  Character result;
  if (chords.empty()) return result;
  const auto n = static_cast<double>(chords.size());
  const double scaleFifths = meanFifths(theory::scaleOf(mode));
  for (std::size_t i = 0; i < chords.size(); ++i) {
    const auto& chord = chords[i];
    const PitchClassSet tones = chord.quality.tones.transposed(chord.root);
    result.brightness += (meanFifths(tones) - scaleFifths) / n;
    result.outside += (theory::diatonicShare(chord, mode) < 1 ? 1 : 0) / n;
    result.rich += std::max(0, tones.size() - 3) / n;
    result.suspended += (isSuspended(chord) ? 1 : 0) / n;
    result.tonicShare += (chord.root == 0 ? 1 : 0) / n;
    if (i == 0) continue;
    const auto& before = chords[i - 1];
    const int bassMove = theory::toPitchClass(chord.root + chord.bass - before.root - before.bass);
    const bool step = bassMove == 1 || bassMove == 2 || bassMove == 10 || bassMove == 11;
    result.steps += (step ? 1 : 0) / std::max(1.0, n - 1);
    result.fifths += (theory::toPitchClass(chord.root - before.root) == 5 ? 1 : 0) / std::max(1.0, n - 1);
  }
  result.stillness = stillnessOf(chords);
  result.tonicEnds = 0.5 * (chords.front().root == 0) + 0.5 * (chords.back().root == 0);
  result.dominantEnd = chords.back().root == 7 || chords.back().root >= 10 ? 1 : 0;
  return result;
}

std::vector<std::string_view> wordsFor(std::span<const std::vector<RelativeChord>> progressions, theory::Mode mode) {
  std::vector<Character> characters;
  for (const auto& chords : progressions) characters.push_back(characterOf(chords, mode));
  const Character mean = meanOf(characters);

  std::vector<std::string_view> words(progressions.size());
  std::array<int, kWords.size()> used{};
  // The clearest case takes its word first, so that a faint resemblance never keeps a word from the one it fits best.
  for (std::size_t done = 0; done < words.size(); ++done) {
    double best = -1e9;
    std::size_t bestCard = 0, bestWord = 0;
    for (std::size_t card = 0; card < words.size(); ++card) {
      if (!words[card].empty()) continue;
      for (std::size_t word = 0; word < kWords.size(); ++word) {
        const double score = kWords[word].score(characters[card], mean) - 10.0 * used[word];
        if (score > best) best = score, bestCard = card, bestWord = word;
      }
    }
    words[bestCard] = kWords[bestWord].word;
    ++used[bestWord];
  }
  return words;
}

std::string_view wordBeside(std::span<const std::vector<RelativeChord>> progressions, theory::Mode mode,
                            const std::set<std::string_view>& used) {
  std::vector<Character> characters;
  for (const auto& chords : progressions) characters.push_back(characterOf(chords, mode));
  const Character mean = meanOf(characters);
  const auto score = [&](const auto& word) {
    return word.score(characters.back(), mean) - (used.contains(word.word) ? 10.0 : 0.0);
  };
  return std::max_element(kWords.begin(), kWords.end(),
                          [&](const auto& a, const auto& b) { return score(a) < score(b); })
      ->word;
}

}  // namespace amuse::sample
