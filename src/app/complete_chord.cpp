#include <algorithm>
#include <array>
#include <tuple>

#include "app/chord_facts.h"
#include "base/text.h"
#include "theory/roman.h"

namespace amuse::app {
namespace {

using theory::ChordSymbol;
using theory::OriginKind;

/// Qualities a name may go on to, the plainest first.
constexpr std::array<std::string_view, 36> kQualities{
    "",      "m",   "7",     "maj7", "m7",  "sus4",  "sus2",    "6",   "m6",    "add9", "dim",    "m7b5",
    "dim7",  "aug", "9",     "maj9", "m9",  "7sus4", "madd9",   "69",  "5",     "11",   "m11",    "13",
    "maj13", "m13", "9sus4", "7b9",  "7#9", "7#11",  "maj7#11", "7#5", "mmaj7", "m69",  "13sus4", "7alt"};

/// What an empty prefix and a numeral draw on: qualities everybody knows.
constexpr std::size_t kCommonQualities = 5;

struct Found {
  ChordFacts facts;
  std::size_t quality = 0;  ///< Its place in kQualities.
  int degree = 0;           ///< Semitones above the tonic.
};

int rankOf(OriginKind kind) {
  switch (kind) {
    case OriginKind::InKey: return 0;
    case OriginKind::Borrowed: return 1;
    case OriginKind::Applied: return 2;
    case OriginKind::Outside: return 3;
  }
  return 3;
}

class Completions {
 public:
  explicit Completions(const theory::Key& key) : key_(key) {}

  void add(const ChordSymbol& chord, std::size_t quality) {
    found_.push_back(
        {chordFacts(chord, key_), quality, theory::toPitchClass(chord.root.pitchClass() - key_.tonic.pitchClass())});
  }
  /// The quality on each of the twelve degrees.
  void addOnAllDegrees(std::string_view name, std::size_t place) {
    const auto quality = theory::parseChordSymbol("C" + std::string(name))->quality;
    for (int degree = 0; degree < 12; ++degree) add(theory::toSymbol({degree, quality, 0}, key_), place);
  }
  /// @param first  Goes before all others, whatever it is.
  std::vector<ChordFacts> sorted(const std::optional<ChordSymbol>& first) {
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return order(a) < order(b); });
    std::vector<ChordFacts> list;
    if (first) list.push_back(chordFacts(*first, key_));
    for (auto& one : found_) {
      const auto same = [&](const ChordFacts& facts) { return facts.chord == one.facts.chord; };
      if (list.size() < kMostCompletions && std::none_of(list.begin(), list.end(), same))
        list.push_back(std::move(one.facts));
    }
    return list;
  }
  [[nodiscard]] std::vector<Found>& found() noexcept { return found_; }

 private:
  static std::tuple<int, std::size_t, int> order(const Found& one) {
    return {rankOf(one.facts.origin.kind), one.quality, one.degree};
  }
  const theory::Key& key_;
  std::vector<Found> found_;
};

/// Every root under the names it may be typed with: as the key spells it, and as sharps and flats do.
std::vector<theory::Spelling> rootsBeginning(std::string_view typed, const theory::Key& key) {
  std::vector<theory::Spelling> roots;
  for (int pitchClass = 0; pitchClass < 12; ++pitchClass) {
    const auto own = theory::spell(pitchClass, key);
    roots.push_back(own);
    for (const int accidental : {-1, 0, 1})
      for (int letter = 0; letter < 7; ++letter) {
        const theory::Spelling other{letter, accidental};
        if (other.pitchClass() == pitchClass && other != own) roots.push_back(other);
      }
  }
  // Only the key's own spelling comes unasked; another must have been typed as far as its accidental.
  std::erase_if(roots, [&](const theory::Spelling& root) {
    const std::string name = theory::toText(root);
    if (root == theory::spell(root.pitchClass(), key)) return !name.starts_with(typed.substr(0, name.size()));
    return !typed.starts_with(name);
  });
  return roots;
}

/// "am7/" -> each bass that makes sense: chord tones first, then the scale.
std::vector<ChordFacts> completeBass(const ChordSymbol& chord, std::string_view typed, const theory::Key& key) {
  std::vector<theory::Spelling> basses = theory::chordTones(chord);
  for (const auto& note : theory::scaleNotes(key)) basses.push_back(note);
  std::vector<ChordFacts> list;
  for (const auto& bass : basses) {
    ChordSymbol slash = chord;
    if (bass.pitchClass() == chord.root.pitchClass() || !theory::toText(bass).starts_with(typed)) continue;
    slash.bass = bass;
    const auto same = [&](const ChordFacts& facts) { return facts.chord == slash; };
    if (std::none_of(list.begin(), list.end(), same)) list.push_back(chordFacts(slash, key));
  }
  return list;
}

bool looksLikeNumeral(std::string_view typed) {
  while (!typed.empty() && (typed[0] == 'b' || typed[0] == '#')) typed.remove_prefix(1);
  return !typed.empty() && (typed[0] == 'i' || typed[0] == 'I' || typed[0] == 'v' || typed[0] == 'V');
}

std::vector<ChordFacts> completeNumeral(std::string_view typed, const theory::Key& key) {
  Completions completions(key);
  for (std::size_t q = 0; q < kQualities.size(); ++q) completions.addOnAllDegrees(kQualities[q], q);
  std::erase_if(completions.found(), [&](const Found& one) { return !one.facts.roman.starts_with(typed); });
  const auto exact = theory::parseRoman(typed, key);
  return completions.sorted(exact ? std::optional(*exact) : std::nullopt);
}

/// The key's triads and sevenths, and what is usually borrowed and applied.
std::vector<ChordFacts> commonChords(const theory::Key& key) {
  Completions completions(key);
  for (std::size_t q = 0; q < kCommonQualities; ++q) completions.addOnAllDegrees(kQualities[q], q);
  for (const auto* more : {"dim", "m7b5"}) completions.addOnAllDegrees(more, kCommonQualities);
  std::erase_if(completions.found(), [](const Found& one) {
    const auto& origin = one.facts.origin;
    const bool isSeventh = one.facts.chord.quality.tones.contains(10);
    switch (origin.kind) {
      case OriginKind::InKey: return false;
      case OriginKind::Borrowed: return one.facts.chord.quality.tones.size() != 3;
      case OriginKind::Applied: return !isSeventh || one.facts.chord.quality.chordClass != theory::ChordClass::Dom7;
      case OriginKind::Outside: return true;
    }
    return true;
  });
  return completions.sorted(std::nullopt);
}

}  // namespace

std::vector<ChordFacts> completeChord(std::string_view prefix, const theory::Key& key) {
  if (prefix.size() > theory::kMaxChordSymbolBytes) return {};
  const std::string bare(trim(prefix));
  if (bare.empty()) return commonChords(key);
  if (looksLikeNumeral(bare)) return completeNumeral(bare, key);
  const std::string typed = withCapital(prefix);
  if (const auto slash = typed.rfind('/'); slash != std::string::npos)
    if (const auto chord = readTypedChord(typed.substr(0, slash)); chord && !chord->isNoChord() && !chord->bass)
      if (auto basses = completeBass(*chord, withCapital(typed.substr(slash + 1)), key); !basses.empty()) return basses;
  const auto exact = readTypedChord(typed);
  // "C-" and "CM7" go on as "Cm" and "Cmaj7" do.
  const std::string written = exact ? theory::toText(*exact) : typed;
  Completions completions(key);
  for (const auto& begin : {typed, written})
    for (const auto& root : rootsBeginning(begin, key))
      for (std::size_t q = 0; q < kQualities.size(); ++q) {
        const std::string name = theory::toText(root) + std::string(kQualities[q]);
        if (!name.starts_with(begin)) continue;
        if (const auto chord = theory::parseChordSymbol(name)) completions.add(*chord, q);
      }
  return completions.sorted(exact ? std::optional(*exact) : std::nullopt);
}

}  // namespace amuse::app
