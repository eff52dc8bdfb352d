#include "app/explain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "theory/measures.h"
#include "theory/mode.h"
#include "theory/roman.h"

namespace amuse::app {
namespace {

using theory::RelativeChord;

constexpr std::size_t kMostReasons = 3;

/// The progression under explanation, seen both ways.
struct Subject {
  const Explained& asked;
  std::vector<RelativeChord> relative;
  [[nodiscard]] std::size_t size() const { return relative.size(); }
  [[nodiscard]] theory::PitchClass tonic() const { return asked.key.tonic.pitchClass(); }
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

std::string forKeyword(const std::optional<std::string>& word) { return word ? fmt::format(", for {}", *word) : ""; }

/// A tone of the chord (its bass too), in semitones above the key's tonic.
bool hasToneOfKey(const RelativeChord& chord, int tone) {
  return chord.quality.tones.contains(theory::toPitchClass(tone - chord.root)) ||
         theory::toPitchClass(chord.root + chord.bass) == tone;
}

/// A chord something can come to rest on: major or minor, no dominant.
bool isRestful(const RelativeChord& chord) {
  const auto triad = theory::triadOf(chord.quality.chordClass);
  return !chord.isNoChord() && (triad == theory::TriadClass::Maj || triad == theory::TriadClass::Min) &&
         !isDominantSeventh(chord);
}

/// True for the m7 of a ii-V, whatever it leads to.
bool beginsTwoFive(const Subject& s, std::size_t i) {
  if (i + 1 >= s.size()) return false;
  const auto &two = s.relative[i], &five = s.relative[i + 1];
  return two.quality.tones.contains(3) && two.quality.tones.contains(10) && isDominantSeventh(five) &&
         theory::toPitchClass(five.root - two.root) == 5;
}

/// V/x resolving to x: a major or dominant chord outside the scale, a fifth above a chord whose root is in the scale.
bool isApplied(const Subject& s, std::size_t i) {
  if (i + 1 >= s.size()) return false;
  const auto &chord = s.relative[i], &next = s.relative[i + 1];
  if (!hasMajorThird(chord) || chord.quality.tones.contains(11) || next.isNoChord()) return false;
  return theory::diatonicShare(chord, s.asked.key.mode) < 1 && next.root != 0 &&
         theory::toPitchClass(next.root - chord.root) == 5 && theory::scaleOf(s.asked.key.mode).contains(next.root);
}

std::optional<Why> applied(const Subject& s) {
  for (std::size_t i = 0; i + 1 < s.size(); ++i)
    if (isApplied(s, i) && (i == 0 || !beginsTwoFive(s, i - 1)))  // a ii-V is told as such
      return make("applied", {{"chord", s.name(i)}, {"target", s.name(i + 1)}},
                  fmt::format("{} leans hard into {}{}", s.name(i), s.name(i + 1),
                              forKeyword(keywordWith(s.asked.brief, &brief::Affect::complexity, 1))));
  return std::nullopt;
}

/// Where a foreign chord comes from, told by the tones that are foreign, or nothing when no one mode explains it.
std::optional<theory::Mode> lender(const RelativeChord& chord, theory::Mode mode) {
  const bool minor = theory::isMinorFamily(mode);
  const theory::Mode parallel = minor ? theory::Mode::Maj : theory::Mode::Min;
  // The near neighbour first: a IV in minor needs no more than Dorian, a bVII in major no more than Mixolydian.
  for (const theory::Mode other : {minor ? theory::Mode::Dor : theory::Mode::Mix, parallel})
    if (theory::diatonicShare(chord, other) == 1 && (other == parallel || isRestful(chord)))
      for (const int tone : minor ? std::array{4, 9, 11} : std::array{3, 8, 10})
        if (hasToneOfKey(chord, tone) && !theory::scaleOf(mode).contains(tone)) return other;
  return std::nullopt;
}

/// A chord whose tones belong to the parallel mode. Only in the modes a listener hears as plain major or minor.
std::optional<Why> borrowed(const Subject& s) {
  using theory::Mode;
  const Mode mode = s.asked.key.mode;
  if (mode == Mode::Phr || mode == Mode::Loc || mode == Mode::Phdm) return std::nullopt;
  const bool minor = theory::isMinorFamily(mode);
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto& chord = s.relative[i];
    if (theory::thirdOf(chord.quality.chordClass) == theory::Third::None) continue;  // too bare to have a colour
    if (chord.isNoChord() || theory::diatonicShare(chord, mode) == 1) continue;
    if (isApplied(s, i) || beginsTwoFive(s, i)) continue;  // these belong to the chord they lead to
    // V, V7 and the diminished VII with the leading tone are everyday in a minor key, not borrowed.
    if (minor && theory::diatonicShare(chord, Mode::Hmin) == 1) continue;
    const auto from = lender(chord, mode);
    if (!from) continue;
    const auto word = keywordWith(s.asked.brief, &brief::Affect::valence, minor ? 1 : -1);
    const std::string_view says = *from == Mode::Dor   ? "brings in the raised sixth of Dorian"
                                  : *from == Mode::Mix ? "brings in the lowered seventh of Mixolydian"
                                  : *from == Mode::Maj ? "is borrowed from the major key: a ray of light"
                                                       : "is borrowed from the minor key: a shadow passes";
    const bool parallel = *from == Mode::Maj || *from == Mode::Min;
    return make("borrowed", {{"chord", s.name(i)}, {"roman", s.roman(i)}, {"from", std::string(theory::toText(*from))}},
                fmt::format("{} {}{}", s.name(i), says, parallel ? forKeyword(word) : ""));
  }
  return std::nullopt;
}

/// Three or more bass notes in one direction by steps.
std::optional<Why> bassWalk(const Subject& s) {
  std::size_t begin = 0;
  int direction = 0;
  for (std::size_t i = 1; i <= s.size(); ++i) {
    int move = 0;
    if (i < s.size() && !s.relative[i].isNoChord() && !s.relative[i - 1].isNoChord())
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

/// ii-V or ii-V-I in either family, of the key or of another chord.
std::optional<Why> twoFive(const Subject& s) {
  for (std::size_t i = 0; i + 1 < s.size(); ++i) {
    if (!beginsTwoFive(s, i)) continue;
    const auto target = theory::toPitchClass(s.relative[i + 1].root + 5);
    const bool arrives = i + 2 < s.size() && s.relative[i + 2].root == target && isRestful(s.relative[i + 2]);
    const std::string two = s.name(i), five = s.name(i + 1);
    if (arrives)
      return make("two-five", {{"two", two}, {"five", five}, {"one", s.name(i + 2)}},
                  fmt::format("{} {} {} is the ii-V-I of jazz", two, five, s.name(i + 2)));
    const auto one = theory::toText(theory::spell(theory::toPitchClass(target + s.tonic()), s.asked.key));
    return make("two-five", {{"two", two}, {"five", five}, {"one", one}},
                fmt::format("{} {} is the ii-V of jazz, pointing at {}", two, five, one));
  }
  return std::nullopt;
}

std::optional<Why> startsAway(const Subject& s) {
  if (s.asked.continues || s.relative.front().isNoChord() || s.relative.front().root == 0) return std::nullopt;
  return make("starts-away", {{"chord", s.name(0)}, {"roman", s.roman(0)}},
              fmt::format("starts away from home, on {}", s.name(0)));
}

/// How it stops, where it does not loop.
std::optional<Why> stop(const Subject& s) {
  const auto& last = s.relative.back();
  const std::string name = s.name(s.size() - 1);
  if (last.root == 0 && !last.bass)
    return make("comes-home", {{"chord", name}}, fmt::format("comes to rest on {}", name));
  if (last.root == 7 && hasMajorThird(last))
    return make("left-open", {{"chord", name}}, fmt::format("stops on {} with the door open", name));
  return std::nullopt;
}

/// How it leads back to its first chord, or stops.
std::optional<Why> landing(const Subject& s) {
  const auto &last = s.relative.back(), &first = s.relative.front();
  if (s.size() < 2 || last.isNoChord() || first.isNoChord()) return std::nullopt;
  if (!s.asked.loops) return stop(s);
  if (s.asked.continues) return std::nullopt;  // what it loops back to lies before the first chord
  const int move = theory::toPitchClass(first.root - last.root);
  const bool home = first.root == 0;
  std::string_view says;
  if (move == 5) says = home ? "falls back to" : "rolls on to";
  if (move == 7) says = home ? "settles softly into" : "drifts back to";
  if (move == 1 || move == 2 || move == 10 || move == 11) says = "slides by step into";
  if (says.empty()) return std::nullopt;
  const std::string from = s.name(s.size() - 1), to = s.name(0);
  return make("turns-back", {{"from", from}, {"to", to}}, fmt::format("{} {} {} when it loops", from, says, to));
}

bool isSeventh(theory::ChordClass chordClass) {
  using C = theory::ChordClass;
  return chordClass == C::Dom7 || chordClass == C::Maj7 || chordClass == C::Min7 || chordClass == C::MinMaj7 ||
         chordClass == C::HalfDim7 || chordClass == C::Dim7 || chordClass == C::Dom7Sus4;
}

/// What most chords are made of. "All" is said only where it is so.
std::optional<Why> colour(const Subject& s) {
  std::size_t sevenths = 0, dominants = 0, bare = 0, suspended = 0;
  for (const auto& chord : s.relative) {
    if (chord.isNoChord()) continue;
    sevenths += isSeventh(chord.quality.chordClass);
    dominants += isDominantSeventh(chord);
    const auto triad = theory::triadOf(chord.quality.chordClass);
    bare += triad == theory::TriadClass::Five;
    suspended += triad == theory::TriadClass::Sus2 || triad == theory::TriadClass::Sus4;
  }
  const auto energy = [&] { return forKeyword(keywordWith(s.asked.brief, &brief::Affect::arousal, 1)); };
  const auto richness = [&] { return forKeyword(keywordWith(s.asked.brief, &brief::Affect::complexity, 1)); };
  const std::size_t all = s.size();
  if (bare >= 2 && bare == all) return make("power-chords", {}, "power chords only: no thirds, all weight" + energy());
  if (bare >= 2)
    return make("power-chords", {}, "power chords with no third: neither happy nor sad, all weight" + energy());
  if (all >= 2 && dominants == all) return make("sevenths", {}, "dominant sevenths throughout: a blues accent");
  if (all >= 2 && sevenths == all) return make("sevenths", {}, "sevenths all the way: soft edges" + richness());
  if (sevenths >= 2 && 4 * sevenths >= 3 * all) return make("sevenths", {}, "mostly sevenths: soft edges" + richness());
  if (suspended >= 2) return make("suspended", {}, "suspended chords hold the third back");
  return std::nullopt;
}

std::optional<Why> mood(const Subject& s) {
  std::size_t minor = 0, major = 0, inside = 0;
  for (const auto& chord : s.relative) {
    const auto triad = theory::triadOf(chord.quality.chordClass);
    minor += !chord.isNoChord() && triad == theory::TriadClass::Min;
    // A dominant seventh is major by its third, but not bright.
    major += !chord.isNoChord() && triad == theory::TriadClass::Maj && !isDominantSeventh(chord);
    inside += theory::diatonicShare(chord, s.asked.key.mode) == 1;
  }
  // Half is not most.
  if (2 * minor > s.size())
    if (const auto word = keywordWith(s.asked.brief, &brief::Affect::valence, -1))
      return make("dark", {{"keyword", *word}}, fmt::format("mostly minor chords, for {}", *word));
  if (2 * major > s.size())
    if (const auto word = keywordWith(s.asked.brief, &brief::Affect::valence, 1))
      return make("bright", {{"keyword", *word}}, fmt::format("mostly major chords, for {}", *word));
  if (inside == s.size())
    if (const auto word = keywordWith(s.asked.brief, &brief::Affect::tension, -1))
      return make("at-ease", {{"keyword", *word}}, fmt::format("stays inside the scale, for {}", *word));
  return std::nullopt;
}

constexpr int kTypicalPercent = 33, kRarePercent = 75;

Why rarity(const Subject& s) {
  const int percent = static_cast<int>(std::lround(100 * s.asked.surprise));
  const std::string value = std::to_string(percent);
  if (percent <= kTypicalPercent)
    return make("typical", {{"percentile", value}}, "well-trodden: songs go this way often");
  if (percent < kRarePercent) return make("fresh", {{"percentile", value}}, "a little off the beaten track");
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
  for (const Finder find : {Finder{borrowed}, Finder{applied}, Finder{bassWalk}, Finder{twoFive}, Finder{startsAway},
                            Finder{landing}, Finder{colour}, Finder{mood}})
    if (auto reason = find(subject)) reasons.push_back(std::move(*reason));
  reasons.push_back(rarity(subject));
  return reasons;
}

void tellApart(std::vector<std::vector<Why>>& cards) {
  std::map<std::string, std::size_t> cardsWith;
  for (const auto& card : cards)
    for (const auto& reason : card) ++cardsWith[reason.text];
  std::set<std::string> said;
  for (auto& card : cards) {
    std::vector<Why> kept;
    for (auto& reason : card) {
      const bool common = cards.size() > 1 && 2 * cardsWith[reason.text] > cards.size();
      if (common && !said.insert(reason.text).second) continue;
      if (kept.size() < kMostReasons) kept.push_back(std::move(reason));
    }
    // A card that shares every reason with the others keeps none of its own; its rarity, last, is always true.
    if (kept.empty()) kept.push_back(std::move(card.back()));
    card = std::move(kept);
  }
}

}  // namespace amuse::app
