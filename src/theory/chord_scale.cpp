#include "theory/chord_scale.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace amuse::theory {
namespace {

constexpr std::string_view kLevine = "Levine, The Jazz Theory Book (1995)";
constexpr std::string_view kPersichetti = "Persichetti, Twentieth-Century Harmony (1961)";

constexpr ScaleFacts kScales[] = {
    {"ionian", "1 2 3 4 5 6 7", PitchClassSet::of(0, 2, 4, 5, 7, 9, 11), kPersichetti},
    {"dorian", "1 2 b3 4 5 6 b7", PitchClassSet::of(0, 2, 3, 5, 7, 9, 10), kPersichetti},
    {"phrygian", "1 b2 b3 4 5 b6 b7", PitchClassSet::of(0, 1, 3, 5, 7, 8, 10), kPersichetti},
    {"lydian", "1 2 3 #4 5 6 7", PitchClassSet::of(0, 2, 4, 6, 7, 9, 11), kPersichetti},
    {"mixolydian", "1 2 3 4 5 6 b7", PitchClassSet::of(0, 2, 4, 5, 7, 9, 10), kPersichetti},
    {"aeolian", "1 2 b3 4 5 b6 b7", PitchClassSet::of(0, 2, 3, 5, 7, 8, 10), kPersichetti},
    {"locrian", "1 b2 b3 4 b5 b6 b7", PitchClassSet::of(0, 1, 3, 5, 6, 8, 10), kPersichetti},
    {"melodic minor", "1 2 b3 4 5 6 7", PitchClassSet::of(0, 2, 3, 5, 7, 9, 11), kLevine},
    {"lydian dominant", "1 2 3 #4 5 6 b7", PitchClassSet::of(0, 2, 4, 6, 7, 9, 10), kLevine},
    {"altered", "1 b2 #2 3 b5 #5 b7", PitchClassSet::of(0, 1, 3, 4, 6, 8, 10), kLevine},
    {"locrian natural 2", "1 2 b3 4 b5 b6 b7", PitchClassSet::of(0, 2, 3, 5, 6, 8, 10), kLevine},
    {"lydian augmented", "1 2 3 #4 #5 6 7", PitchClassSet::of(0, 2, 4, 6, 8, 9, 11), kLevine},
    {"mixolydian b6", "1 2 3 4 5 b6 b7", PitchClassSet::of(0, 2, 4, 5, 7, 8, 10), kLevine},
    {"dorian b2", "1 b2 b3 4 5 6 b7", PitchClassSet::of(0, 1, 3, 5, 7, 9, 10), kLevine},
    {"harmonic minor", "1 2 b3 4 5 b6 7", PitchClassSet::of(0, 2, 3, 5, 7, 8, 11), kPersichetti},
    {"locrian natural 6", "1 b2 b3 4 b5 6 b7", PitchClassSet::of(0, 1, 3, 5, 6, 9, 10), kLevine},
    {"ionian #5", "1 2 3 4 #5 6 7", PitchClassSet::of(0, 2, 4, 5, 8, 9, 11), kLevine},
    {"dorian #4", "1 2 b3 #4 5 6 b7", PitchClassSet::of(0, 2, 3, 6, 7, 9, 10), kLevine},
    {"phrygian dominant", "1 b2 3 4 5 b6 b7", PitchClassSet::of(0, 1, 4, 5, 7, 8, 10), kLevine},
    {"lydian #2", "1 #2 3 #4 5 6 7", PitchClassSet::of(0, 3, 4, 6, 7, 9, 11), kLevine},
    {"ultralocrian", "1 b2 b3 b4 b5 b6 bb7", PitchClassSet::of(0, 1, 3, 4, 6, 8, 9), kLevine},
    {"harmonic major", "1 2 3 4 5 b6 7", PitchClassSet::of(0, 2, 4, 5, 7, 8, 11), kPersichetti},
    {"whole tone", "1 2 3 #4 #5 b7", PitchClassSet::of(0, 2, 4, 6, 8, 10), kLevine},
    {"half-whole diminished", "1 b2 #2 3 #4 5 6 b7", PitchClassSet::of(0, 1, 3, 4, 6, 7, 9, 10), kLevine},
    {"whole-half diminished", "1 2 b3 4 b5 b6 bb7 7", PitchClassSet::of(0, 2, 3, 5, 6, 8, 9, 11), kLevine},
    {"major pentatonic", "1 2 3 5 6", PitchClassSet::of(0, 2, 4, 7, 9), kPersichetti},
    {"minor pentatonic", "1 b3 4 5 b7", PitchClassSet::of(0, 3, 5, 7, 10), kPersichetti},
    {"suspended pentatonic", "1 2 4 5 b7", PitchClassSet::of(0, 2, 5, 7, 10), kPersichetti},
    {"blues", "1 b3 4 b5 5 b7", PitchClassSet::of(0, 3, 5, 6, 7, 10), kLevine},
};

/// How far from everyday use a scale is: modes of major 0, of melodic minor and pentatonics 1, others 2 and 3.
int rarityOf(const ScaleFacts& scale) noexcept {
  constexpr int kModesOfMajor = 7, kModesOfMelodicMinor = 14, kHeptatonic = 22, kSymmetric = 25;
  const auto index = &scale - std::begin(kScales);
  return index < kModesOfMajor          ? 0
         : index < kModesOfMelodicMinor ? 1
         : index < kHeptatonic          ? 2
         : index < kSymmetric           ? 3
                                        : 1;
}

/// A minor chord is not played with the major third of "lydian #2".
bool holds(const ScaleFacts& scale, const RelativeChord& chord) noexcept {
  const PitchClassSet tones = chord.quality.tones.with(chord.bass);
  const bool minor = triadOf(chord.quality.chordClass) == TriadClass::Min;
  return tones.isSubsetOf(scale.tones) && !(minor && scale.tones.contains(4) && !tones.contains(4));
}

bool isDominant(const Quality& quality) noexcept {
  return thirdOf(quality.chordClass) == Third::Major && quality.tones.contains(10);
}

/// A semitone above a chord tone makes a minor ninth with it. Dominants take b9 and b13 as colour; their natural
/// eleventh still blocks the third.
PitchClassSet avoidNotes(const Quality& quality, const ScaleFacts& scale) noexcept {
  PitchClassSet avoid;
  for (int semitones = 0; semitones < 12; ++semitones) {
    const bool free = scale.tones.contains(semitones) && !quality.tones.contains(semitones);
    const bool rubs = quality.tones.contains(semitones - 1) && (!isDominant(quality) || semitones == 5);
    if (free && rubs) avoid = avoid.with(semitones);
  }
  return avoid;
}

}  // namespace

std::span<const ScaleFacts> allScales() noexcept { return kScales; }

const ScaleFacts* findScale(std::string_view name) noexcept {
  const auto* found =
      std::find_if(std::begin(kScales), std::end(kScales), [&](const ScaleFacts& row) { return row.name == name; });
  return found != std::end(kScales) ? found : nullptr;
}

std::vector<ChordScale> chordScales(const RelativeChord& chord, Mode mode) {
  std::vector<ChordScale> fitting;
  if (chord.isNoChord()) return fitting;
  const PitchClassSet key = scaleOf(mode);
  for (const auto& scale : kScales) {
    if (!holds(scale, chord)) continue;
    const PitchClassSet inKey(scale.tones.transposed(chord.root).bits() & key.bits());
    fitting.push_back({&scale, avoidNotes(chord.quality, scale), scale.tones.size() - inKey.size()});
  }
  std::stable_sort(fitting.begin(), fitting.end(), [](const ChordScale& a, const ChordScale& b) {
    const auto rank = [](const ChordScale& row) {
      const int rarity = rarityOf(*row.scale);
      // The key's own scale comes first, however rare: harmonic minor in harmonic minor.
      const int distance = row.outsideTones == 0 ? 0 : 2 * row.outsideTones + rarity + row.avoid.size();
      return std::tuple(distance, rarity, -row.scale->tones.size());
    };
    return rank(a) < rank(b);
  });
  return fitting;
}

std::vector<Spelling> scaleNotes(const Spelling& root, const ScaleFacts& scale) {
  std::vector<Spelling> notes;
  for (const auto degree : splitWords(scale.degrees)) {
    if (const auto interval = parseInterval(degree)) notes.push_back(noteAbove(root, *interval));
  }
  return notes;
}

}  // namespace amuse::theory
