#include "app/explain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "theory/measures.h"
#include "theory/mode.h"
#include "theory/roman.h"

namespace amuse::app {
namespace {

using theory::ChordSymbol;
using theory::RelativeChord;

constexpr std::size_t kMostReasons = 4;

/// The progression under explanation, seen both ways.
struct Subject {
  const Explained& asked;
  std::vector<RelativeChord> relative;
  [[nodiscard]] std::size_t size() const { return relative.size(); }
  [[nodiscard]] std::string name(std::size_t i) const { return theory::toText(asked.chords[i]); }
  [[nodiscard]] std::string roman(std::size_t i) const { return theory::romanNumeral(asked.chords[i], asked.key); }
};

Why make(std::string code, std::map<std::string, std::string> params, std::string text) {
  return {std::move(code), std::move(params), std::move(text)};
}

bool isDominantSeventh(const RelativeChord& chord) { return chord.quality.chordClass == theory::ChordClass::Dom7; }
bool hasMajorThird(const RelativeChord& chord) { return chord.quality.tones.contains(4); }

/// The strongest keyword whose own colour agrees with a direction: sign of valence, of tension, ...
std::optional<std::string> keywordWith(const brief::Brief& brief, double brief::Affect::*axis, double direction) {
  for (const auto& keyword : brief.keywords)
    if (keyword.affect && (*keyword.affect).*axis * direction > 0.25) return keyword.word;
  return std::nullopt;
}

std::string forKeyword(const std::optional<std::string>& word) { return word ? fmt::format(" - {}", *word) : ""; }

/// V/x resolving to x: a major or dominant chord outside the scale a fifth above the next chord.
std::optional<Why> applied(const Subject& s) {
  for (std::size_t i = 0; i + 1 < s.size(); ++i) {
    const auto& chord = s.relative[i];
    if (!hasMajorThird(chord) || theory::diatonicShare(chord, s.asked.key.mode) == 1) continue;
    if (theory::toPitchClass(s.relative[i + 1].root - chord.root) != 5 || s.relative[i + 1].root == 0) continue;
    return make("applied", {{"chord", s.name(i)}, {"target", s.name(i + 1)}},
                fmt::format("{} leans hard into {}{}", s.name(i), s.name(i + 1),
                            forKeyword(keywordWith(s.asked.brief, &brief::Affect::complexity, 1))));
  }
  return std::nullopt;
}

/// A chord whose tones belong to the parallel mode.
std::optional<Why> borrowed(const Subject& s) {
  const bool minor = theory::isMinorFamily(s.asked.key.mode);
  const theory::Mode other = minor ? theory::Mode::Maj : theory::Mode::Min;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto& chord = s.relative[i];
    if (theory::diatonicShare(chord, s.asked.key.mode) == 1 || theory::diatonicShare(chord, other) < 1) continue;
    if (minor && chord.root == 7) continue;  // the major V of a minor key is everyday, not borrowed
    const auto word = keywordWith(s.asked.brief, &brief::Affect::valence, minor ? 1 : -1);
    return make("borrowed", {{"chord", s.name(i)}, {"roman", s.roman(i)}},
                minor
                    ? fmt::format("{} is borrowed from the major key: a ray of light{}", s.name(i), forKeyword(word))
                    : fmt::format("{} is borrowed from the minor key: a shadow passes{}", s.name(i), forKeyword(word)));
  }
  return std::nullopt;
}

/// Three or more bass notes in one direction by steps.
std::optional<Why> bassWalk(const Subject& s) {
  std::size_t begin = 0;
  int direction = 0;
  for (std::size_t i = 1; i <= s.size(); ++i) {
    int move = 0;
    if (i < s.size())
      move = theory::toPitchClass(s.asked.chords[i].bassPitchClass() - s.asked.chords[i - 1].bassPitchClass());
    const int way = move == 1 || move == 2 ? 1 : move == 10 || move == 11 ? -1 : 0;
    if (way != 0 && way == direction) continue;
    if (direction != 0 && i - begin >= 3) {
      std::string notes;
      for (std::size_t j = begin; j < i; ++j)
        notes += (notes.empty() ? "" : " ") + theory::toText(s.asked.chords[j].bass.value_or(s.asked.chords[j].root));
      const std::string way_ = direction > 0 ? "climbs" : "walks down";
      return make("bass-walk", {{"notes", notes}, {"direction", direction > 0 ? "up" : "down"}},
                  fmt::format("the bass {} step by step: {}", way_, notes));
    }
    direction = way;
    begin = i - 1;
  }
  return std::nullopt;
}

/// ii-V(-I) in either family.
std::optional<Why> twoFive(const Subject& s) {
  for (std::size_t i = 0; i + 1 < s.size(); ++i) {
    const auto &two = s.relative[i], &five = s.relative[i + 1];
    const bool minorTwo = two.quality.tones.contains(3) && two.quality.tones.contains(10);
    if (!minorTwo || !isDominantSeventh(five) || theory::toPitchClass(five.root - two.root) != 5) continue;
    return make("two-five", {{"two", s.name(i)}, {"five", s.name(i + 1)}},
                fmt::format("{} to {} is the jazz ii-V", s.name(i), s.name(i + 1)));
  }
  return std::nullopt;
}

std::optional<Why> startsAway(const Subject& s) {
  if (s.relative.front().root == 0) return std::nullopt;
  return make("starts-away", {{"chord", s.name(0)}, {"roman", s.roman(0)}},
              fmt::format("starts on {} rather than home, so it is already moving", s.name(0)));
}

std::optional<Why> landing(const Subject& s) {
  const auto &last = s.relative.back(), &first = s.relative.front();
  const std::string from = s.name(s.size() - 1), to = s.name(0);
  if (s.size() >= 2 && last.root == 0 && !s.asked.loops)
    return make("comes-home", {{"chord", from}}, fmt::format("comes to rest on {}", from));
  if (!s.asked.loops || s.size() < 2) return std::nullopt;
  const int move = theory::toPitchClass(first.root - last.root);
  if (move == 5)
    return make("turns-back", {{"from", from}, {"to", to}}, fmt::format("{} falls back to {} when it loops", from, to));
  if (move == 7)
    return make("turns-back", {{"from", from}, {"to", to}},
                fmt::format("{} settles softly into {} when it loops", from, to));
  if (move <= 2 || move >= 10)
    return make("turns-back", {{"from", from}, {"to", to}},
                fmt::format("{} slides by step into {} when it loops", from, to));
  return std::nullopt;
}

std::optional<Why> colour(const Subject& s) {
  int rich = 0, bare = 0, suspended = 0;
  for (const auto& chord : s.relative) {
    rich += chord.quality.tones.size() >= 4 && chord.quality.tones.contains(10) + chord.quality.tones.contains(11) > 0;
    bare += chord.quality.chordClass == theory::ChordClass::Five;
    const auto triad = theory::triadOf(chord.quality.chordClass);
    suspended += triad == theory::TriadClass::Sus2 || triad == theory::TriadClass::Sus4;
  }
  const auto n = static_cast<double>(s.size());
  if (bare >= 2)
    return make(
        "power-chords", {},
        "power chords: no third, all weight" + forKeyword(keywordWith(s.asked.brief, &brief::Affect::arousal, 1)));
  if (rich / n >= 0.75)
    return make("sevenths", {},
                "sevenths all the way: soft edges, late hours" +
                    forKeyword(keywordWith(s.asked.brief, &brief::Affect::complexity, 1)));
  if (suspended >= 2) return make("suspended", {}, "suspended chords leave the question open");
  return std::nullopt;
}

std::optional<Why> mood(const Subject& s) {
  double minor = 0, fit = 0;
  for (const auto& chord : s.relative) {
    minor += chord.quality.tones.contains(3) && !hasMajorThird(chord);
    fit += theory::diatonicShare(chord, s.asked.key.mode);
  }
  const auto n = static_cast<double>(s.size());
  minor /= n;
  if (minor >= 0.5)
    if (const auto word = keywordWith(s.asked.brief, &brief::Affect::valence, -1))
      return make("dark", {{"keyword", *word}}, fmt::format("mostly minor chords, for {}", *word));
  if (minor <= 0.34)
    if (const auto word = keywordWith(s.asked.brief, &brief::Affect::valence, 1))
      return make("bright", {{"keyword", *word}}, fmt::format("mostly major chords, for {}", *word));
  if (fit / n > 0.99)
    if (const auto word = keywordWith(s.asked.brief, &brief::Affect::tension, -1))
      return make("at-ease", {{"keyword", *word}}, fmt::format("never leaves the scale, for {}", *word));
  return std::nullopt;
}

Why rarity(const Subject& s) {
  const int percent = static_cast<int>(std::lround(100 * s.asked.surprise));
  const std::string value = std::to_string(percent);
  if (percent <= 33)
    return make("typical", {{"percentile", value}}, "well-trodden: many songs open with moves like these");
  if (percent <= 75) return make("fresh", {{"percentile", value}}, "familiar moves in a less usual order");
  return make("rare", {{"percentile", value}}, fmt::format("bold: {} of 100 real openings are more common", percent));
}

}  // namespace

std::vector<Why> explain(const Explained& explained) {
  Subject subject{explained, {}};
  for (const auto& chord : explained.chords)
    subject.relative.push_back(theory::toRelative(chord, explained.key.tonic.pitchClass()));
  std::vector<Why> reasons;
  if (subject.relative.empty()) return reasons;
  using Finder = std::optional<Why> (*)(const Subject&);
  // Most telling first: what bends the harmony, then how it moves, then its colour.
  for (const Finder find : {Finder{borrowed}, Finder{applied}, Finder{bassWalk}, Finder{twoFive}, Finder{mood},
                            Finder{colour}, Finder{startsAway}, Finder{landing}}) {
    if (reasons.size() + 1 >= kMostReasons) break;
    if (auto reason = find(subject)) reasons.push_back(std::move(*reason));
  }
  reasons.push_back(rarity(subject));
  return reasons;
}

}  // namespace amuse::app
