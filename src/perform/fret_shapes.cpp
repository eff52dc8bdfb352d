#include "perform/fret_shapes.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "base/text.h"
#include "perform/fret_search.h"

namespace amuse::perform {
namespace {

using theory::toPitchClass;

constexpr int kHighestMovableFret = 10;

Result<std::vector<int>> parseFrets(std::string_view text) {
  std::vector<int> frets;
  for (const std::string_view word : splitWords(text)) {
    int fret = -1;
    if (word != "x") {
      const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), fret);
      if (error != std::errc{} || end != word.data() + word.size() || fret < 0 || fret > 15)
        return fail(ErrorCode::Parse, "a fret is x or a number from 0 to 15");
    }
    frets.push_back(fret);
  }
  return frets;
}

Result<FretShape> parseRow(const std::vector<std::string_view>& fields) {
  if (fields.size() < 5) return fail(ErrorCode::Parse, "five columns are needed");
  FretShape shape;
  if (fields[0] != "guitar" && fields[0] != "ukulele")
    return fail(ErrorCode::Parse, "the instrument is guitar or ukulele");
  shape.instrument = fields[0] == "guitar" ? FretInstrument::Guitar : FretInstrument::Ukulele;
  auto chord = theory::parseChordSymbol(fields[1]);
  if (!chord) return tl::unexpected(chord.error());
  shape.chord = *chord;
  auto frets = parseFrets(fields[2]);
  if (!frets) return tl::unexpected(frets.error());
  shape.frets = std::move(*frets);
  if (shape.frets.size() != (shape.instrument == FretInstrument::Guitar ? 6u : 4u))
    return fail(ErrorCode::Parse, "a guitar has 6 strings, a ukulele 4");
  if (fields[3] != "0" && fields[3] != "1") return fail(ErrorCode::Parse, "movable is 0 or 1");
  shape.movable = fields[3] == "1";
  return shape;
}

bool sameChord(const FretShape& shape, const theory::ChordSymbol& chord, int semitones) {
  return shape.chord.quality == chord.quality &&
         toPitchClass(shape.chord.root.pitchClass() + semitones) == chord.root.pitchClass() &&
         toPitchClass(shape.chord.bassPitchClass() + semitones) == chord.bassPitchClass();
}

/// The table's shapes for a chord, the capo already taken off, lowest on the neck first; those within easy reach.
std::vector<std::vector<int>> shapesFromTable(const theory::ChordSymbol& chord, const Tuning& tuning, int capo,
                                              const FretShapes& shapes) {
  std::vector<std::vector<int>> found;
  for (const FretShape& shape : shapes.rows) {
    if (shape.instrument != tuning.instrument || shape.frets.size() != tuning.strings.size()) continue;
    // The shape sounds `capo` higher than its name, so the chord wanted under the capo is that much lower.
    const int up = toPitchClass(chord.root.pitchClass() - capo - shape.chord.root.pitchClass());
    if (up != 0 && !shape.movable) continue;
    if (!sameChord(shape, chord, up + capo)) continue;
    std::vector<int> frets = shape.frets;
    for (int& fret : frets) fret += fret >= 0 ? up : 0;
    if (*std::max_element(frets.begin(), frets.end()) <= kHighestMovableFret) found.push_back(std::move(frets));
  }
  const auto height = [](const std::vector<int>& frets) { return *std::max_element(frets.begin(), frets.end()); };
  std::stable_sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return height(a) < height(b); });
  return found;
}

Fingering makeFingering(std::vector<int> frets, const Tuning& tuning, int capo) {
  Fingering fingering;
  int lowest = std::numeric_limits<int>::max(), fretted = 0;
  for (std::size_t i = 0; i < frets.size(); ++i) {
    if (frets[i] < 0) continue;
    fingering.pitches.push_back(tuning.strings[i] + capo + frets[i]);
    if (frets[i] > 0) {
      lowest = std::min(lowest, frets[i]);
      ++fretted;
    }
  }
  fingering.fingers = fingersNeeded(frets);
  if (fingering.fingers < fretted) fingering.barreFret = lowest;
  fingering.frets = std::move(frets);
  return fingering;
}

}  // namespace

Tuning guitarTuning() { return {FretInstrument::Guitar, {40, 45, 50, 55, 59, 64}}; }
Tuning ukuleleTuning() { return {FretInstrument::Ukulele, {67, 60, 64, 69}}; }

Result<FretShapes> parseFretShapes(std::string_view table) {
  if (table.size() > kMaxFretShapeBytes)
    return fail(ErrorCode::TooLarge, fmt::format("a table of shapes has at most {} bytes", kMaxFretShapeBytes));
  FretShapes shapes;
  int rowNumber = 0;
  for (const auto& fields : tableRows(table)) {
    ++rowNumber;
    auto row = parseRow(fields);
    if (!row) return fail(ErrorCode::Parse, fmt::format("fret_shapes.tsv, row {}: {}", rowNumber, row.error().message));
    shapes.rows.push_back(std::move(*row));
  }
  return shapes;
}

int fingersNeeded(std::span<const int> frets) noexcept {
  int lowest = std::numeric_limits<int>::max(), fretted = 0, atLowest = 0;
  for (const int fret : frets) {
    if (fret <= 0) continue;
    ++fretted;
    if (fret < lowest) {
      lowest = fret;
      atLowest = 0;
    }
    atLowest += fret == lowest;
  }
  // Three or more high strings at one fret lie under one flat finger: the top of x32333.
  int flat = 0;
  while (flat < static_cast<int>(frets.size()) && frets[frets.size() - 1 - flat] == frets.back()) ++flat;
  if (flat >= 3 && frets.back() > lowest) fretted -= flat - 1;
  if (atLowest < 2) return fretted;
  // A barre would stop the strings between its ends, so none of them may be open.
  const auto first = std::find(frets.begin(), frets.end(), lowest);
  const bool openUnderBarre = std::find(first, frets.end(), 0) != frets.end();
  return openUnderBarre ? fretted : fretted - atLowest + 1;
}

Fingering fingeringFor(const theory::ChordSymbol& chord, const Tuning& tuning, int capo, const FretShapes& shapes) {
  if (chord.isNoChord()) return {};
  auto known = shapesFromTable(chord, tuning, capo, shapes);
  return makeFingering(known.empty() ? searchFrets(chord, tuning, capo) : std::move(known.front()), tuning, capo);
}

std::vector<Fingering> fingeringsFor(const theory::ChordSymbol& chord, const Tuning& tuning, int capo,
                                     const FretShapes& shapes, std::size_t most) {
  std::vector<Fingering> all;
  if (chord.isNoChord()) return all;
  auto frets = shapesFromTable(chord, tuning, capo, shapes);
  if (frets.size() < most)
    for (auto& more : searchFretsEach(chord, tuning, capo)) frets.push_back(std::move(more));
  for (auto& one : frets) {
    auto fingering = makeFingering(std::move(one), tuning, capo);
    if (all.size() < most && std::find(all.begin(), all.end(), fingering) == all.end())
      all.push_back(std::move(fingering));
  }
  return all;
}

Fingering powerFingering(const theory::ChordSymbol& chord, const Tuning& tuning) {
  if (chord.isNoChord()) return {};
  const int root = chord.root.pitchClass();
  // Roots up to the third fret of the A string sit lower and fuller there than on the E string.
  const int onE = toPitchClass(root - tuning.strings[0]), onA = toPitchClass(root - tuning.strings[1]);
  const std::size_t first = onE <= 4 || onE < onA ? 0 : 1;
  const int fret = first == 0 ? onE : onA;
  std::vector<int> frets(tuning.strings.size(), -1);
  frets[first] = fret;
  if (chord.quality.tones.contains(7)) frets[first + 1] = fret + 2;
  frets[first + 2] = fret + 2;
  return makeFingering(std::move(frets), tuning, 0);
}

}  // namespace amuse::perform
