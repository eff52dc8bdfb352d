#include "app/song_place.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/planned.h"
#include "base/random.h"
#include "base/text.h"
#include "propose/phrase_plan.h"
#include "propose/rhythm_plan.h"
#include "song/timeline.h"

namespace amuse::app {
namespace {

using song::Tick;

constexpr std::size_t kMostSlots = 256, kMostBefore = 24, kMostAfter = 32, kMostFromPartBefore = 8;

/// A stretch of the place: a chord of the song, or silence up to the next chord or bar line.
struct Cell {
  Tick start = 0, length = 0;
  const song::ChordEvent* chord = nullptr;
};

/// Where the place lies in part ticks.
struct Range {
  const song::Part* part = nullptr;
  Tick partStart = 0;  ///< Played tick of the part's first bar line.
  Tick from = 0, to = 0;
};

/// The bar lines of a range, its end included.
std::vector<Tick> barLines(const song::Song& song, const Range& range) {
  std::vector<Tick> lines;
  Tick at = range.from;
  while (at < range.to) {
    lines.push_back(at);
    at += song::meterAt(song, range.partStart + at).barTicks();
  }
  lines.push_back(range.to);
  return lines;
}

Result<Range> rangeOf(const song::Song& song, const Place& place) {
  const song::Part* part = song::findPart(song, place.partId);
  if (part == nullptr) return fail(ErrorCode::NotFound, "the song has no part with that id");
  const int bars = place.bars == 0 ? part->bars - place.firstBar + 1 : place.bars;
  if (place.firstBar < 1 || bars < 1 || place.firstBar + bars - 1 > part->bars)
    return fail(ErrorCode::InvalidArgument,
                fmt::format("the place must lie in bars 1 to {} of part {}", part->bars, part->id));
  Range range{part, song::firstStartOf(song, *part)};
  range.from = song::ticksOfBars(song, range.partStart, place.firstBar - 1);
  range.to = range.from + song::ticksOfBars(song, range.partStart + range.from, bars);
  return range;
}

/// Silence from one tick to another, cut at bar lines.
void addSilence(const std::vector<Tick>& lines, Tick from, Tick to, std::vector<Cell>& cells) {
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Tick start = std::max(from, lines[i]), end = std::min(to, lines[i + 1]);
    if (start < end) cells.push_back({start, end - start, nullptr});
  }
}

/// @param keeps  Whether a chord stands in the plan; those that do not leave their place as silence.
template <typename Keeps>
std::vector<Cell> cellsOf(const song::Song& song, const Range& range, const Keeps& keeps) {
  const auto lines = barLines(song, range);
  std::vector<Cell> cells;
  Tick at = range.from;
  for (const auto& chord : range.part->chords) {
    if (chord.start < range.from) at = std::max(at, chord.start + chord.length);
    if (chord.start < range.from || chord.start >= range.to || !keeps(chord)) continue;
    addSilence(lines, at, chord.start, cells);
    cells.push_back({chord.start, chord.length, &chord});
    at = chord.start + chord.length;
  }
  addSilence(lines, at, range.to, cells);
  return cells;
}

/// The last chords of what is played before the part, where it first comes.
std::vector<theory::ChordSymbol> chordsOfPartBefore(const song::Song& song, const song::Part& part) {
  std::vector<theory::ChordSymbol> chords;
  const auto first = std::find(song.order.begin(), song.order.end(), part.id);
  if (first == song.order.begin() || first == song.order.end()) return chords;
  const song::Part* before = song::findPart(song, *std::prev(first));
  const auto count = std::min(before->chords.size(), kMostFromPartBefore);
  for (auto chord = before->chords.end() - static_cast<std::ptrdiff_t>(count); chord != before->chords.end(); ++chord)
    chords.push_back(chord->symbol);
  return chords;
}

std::vector<theory::ChordSymbol> contextBefore(const song::Song& song, const Range& range) {
  std::vector<theory::ChordSymbol> chords;
  for (const auto& chord : range.part->chords)
    if (chord.start < range.from) chords.push_back(chord.symbol);
  if (chords.empty()) return chordsOfPartBefore(song, *range.part);
  if (chords.size() > kMostBefore) chords.erase(chords.begin(), chords.end() - kMostBefore);
  return chords;
}

bool isLastPlayed(const song::Song& song, const song::Part& part) {
  return !song.order.empty() && song.order.back() == part.id;
}

Result<propose::Ending> endingFor(const song::Song& song, const Range& range, const std::string& wanted,
                                  bool hasAfter) {
  if (wanted != "auto") return propose::parseEnding(wanted);
  if (isLastPlayed(song, *range.part)) return propose::Ending::Close;
  return range.part->bars <= 8 && !hasAfter ? propose::Ending::Loop : propose::Ending::Open;
}

void addSlot(SongPlan& song, const Cell& cell, bool fixed) {
  std::optional<theory::ChordSymbol> symbol;
  if (fixed) symbol = cell.chord->symbol;
  song.plan.slots.push_back({cell.start, cell.length, symbol});
  song.targets.push_back({cell.start, cell.length, {}});
  if (cell.chord != nullptr) song.targets.back().chordId = cell.chord->id;
}

/// Chords that share and hold bars, as the rhythm of a suggestion.
Result<std::vector<Cell>> drawnCells(const song::Song& song, const Range& range, const PlaceQuestion& question,
                                     const brief::Brief& brief, propose::Ending ending) {
  const song::Meter meter = song::meterAt(song, range.partStart + range.from);
  const auto bars = static_cast<int>((range.to - range.from) / meter.barTicks());
  if (barLines(song, range).size() != static_cast<std::size_t>(bars) + 1 || bars > kMaxBars)
    return fail(ErrorCode::InvalidArgument, fmt::format("rhythm auto needs at most {} bars of one metre", kMaxBars));
  Random random = Random(question.seed).fork("phrases");
  const auto phrases = propose::planPhrases(bars, random);
  Random rhythmRandom = Random(question.seed).fork("rhythm");
  const auto rhythm =
      propose::planRhythm(phrases, {meter.beats, meter.unit, ending, propose::densityOf(brief)}, rhythmRandom);
  std::vector<Cell> cells;
  double beats = 0;
  for (const double length : rhythm.beats) {
    const auto tick = [&](double at) { return range.from + std::llround(at * static_cast<double>(meter.beatTicks())); };
    cells.push_back({tick(beats), tick(beats + length) - tick(beats), nullptr});
    beats += length;
  }
  return cells;
}

Result<std::vector<Cell>> placeCells(const song::Song& song, const Range& range, const PlaceQuestion& question,
                                     const brief::Brief& brief, propose::Ending ending) {
  if (question.rhythm == PlaceRhythm::Keep || question.asked == Asked::Gaps)
    return cellsOf(song, range, [](const song::ChordEvent&) { return true; });
  auto locked = cellsOf(song, range, [](const song::ChordEvent& chord) { return chord.locked; });
  if (question.rhythm == PlaceRhythm::Bar) return locked;
  if (std::any_of(locked.begin(), locked.end(), [](const Cell& cell) { return cell.chord != nullptr; }))
    return fail(ErrorCode::InvalidArgument, "rhythm auto needs a place without locked chords; use keep or bar");
  return drawnCells(song, range, question, brief, ending);
}

void finishPlan(const song::Song& song, const Range& range, propose::Ending ending, const brief::Brief& brief,
                SongPlan& made) {
  made.partId = range.part->id;
  made.plan.key = song::keyAt(song, range.partStart + range.from);
  made.plan.modeWhy = "the mode of the song";
  made.plan.meter = song::meterAt(song, range.partStart + range.from);
  made.plan.bars = static_cast<int>(barLines(song, range).size()) - 1;
  made.plan.ending = ending;
  made.plan.fillsSlots = true;
  makeQuery(brief, made.plan);
}

Result<void> checkSlots(const SongPlan& made, Asked asked) {
  if (made.plan.slots.size() > kMostSlots)
    return fail(ErrorCode::TooLarge, "the place holds over 256 chords; take fewer bars");
  if (std::all_of(made.plan.slots.begin(), made.plan.slots.end(), [](const auto& slot) { return slot.fixed; }))
    return fail(ErrorCode::InvalidArgument, asked == Asked::Gaps ? "the place has no gap to fill"
                                                                 : "every chord of the place is locked; unlock one");
  return {};
}

}  // namespace

Result<PlaceRhythm> parsePlaceRhythm(std::string_view text) {
  if (text == "keep") return PlaceRhythm::Keep;
  if (text == "bar") return PlaceRhythm::Bar;
  if (text == "auto") return PlaceRhythm::Auto;
  return fail(ErrorCode::InvalidArgument, fmt::format("the rhythm is '{}'; use keep, bar or auto", text));
}

Result<SongPlan> planPlace(const song::Song& song, const PlaceQuestion& question, const brief::Brief& brief) {
  const auto range = rangeOf(song, question.place);
  if (!range) return tl::unexpected(range.error());
  std::vector<const song::ChordEvent*> after;
  for (const auto& chord : range->part->chords)
    if (chord.start >= range->to && after.size() < kMostAfter) after.push_back(&chord);
  const auto ending = endingFor(song, *range, question.ending, !after.empty());
  if (!ending) return tl::unexpected(ending.error());
  const auto cells = placeCells(song, *range, question, brief, *ending);
  if (!cells) return tl::unexpected(cells.error());

  SongPlan made;
  made.plan.before = contextBefore(song, *range);
  const bool gapsOnly = question.asked == Asked::Gaps;
  for (const auto& cell : *cells) {
    const bool fixed = cell.chord != nullptr && (gapsOnly || cell.chord->locked);
    addSlot(made, cell, fixed);
  }
  if (const auto fine = checkSlots(made, question.asked); !fine) return tl::unexpected(fine.error());
  for (const auto* chord : after) addSlot(made, {chord->start, chord->length, chord}, true);
  if (question.rhythm != PlaceRhythm::Keep && !gapsOnly)
    for (const auto& chord : range->part->chords)
      if (chord.start >= range->from && chord.start < range->to && !chord.locked) made.givingWay.push_back(chord.id);
  finishPlan(song, *range, *ending, brief, made);
  return made;
}

Result<SongPlan> planContinuation(const song::Song& song, const song::Id& partId, int bars,
                                  const PlaceQuestion& question, const brief::Brief& brief) {
  const song::Part* part = song::findPart(song, partId);
  if (part == nullptr) return fail(ErrorCode::NotFound, "the song has no part with that id");
  if (bars < 1 || bars > kMaxBars)
    return fail(ErrorCode::InvalidArgument, fmt::format("the bars are {}; use 1 to {}", bars, kMaxBars));
  Range range{part, song::firstStartOf(song, *part)};
  range.from = song::partLengthTicks(song, *part);
  range.to = range.from + song::ticksOfBars(song, range.partStart + range.from, bars);
  const auto ending = endingFor(song, range, question.ending, false);
  if (!ending) return tl::unexpected(ending.error());
  const auto cells = question.rhythm == PlaceRhythm::Auto
                         ? drawnCells(song, range, question, brief, *ending)
                         : Result<std::vector<Cell>>(cellsOf(song, range, [](const auto&) { return false; }));
  if (!cells) return tl::unexpected(cells.error());
  SongPlan made;
  made.plan.before = contextBefore(song, range);
  for (const auto& cell : *cells) addSlot(made, cell, false);
  finishPlan(song, range, *ending, brief, made);
  return made;
}

std::vector<song::Edit> editsFor(const SongPlan& plan, std::span<const theory::ChordSymbol> chords,
                                 const song::Origin& origin) {
  std::vector<song::Edit> edits;
  for (const auto& id : plan.givingWay) edits.push_back({song::RemoveChord{id}});
  for (std::size_t i = 0; i < plan.targets.size(); ++i) {
    const auto& target = plan.targets[i];
    if (plan.plan.slots[i].fixed) continue;
    if (target.chordId) {
      edits.push_back({song::ReplaceChord{*target.chordId, chords[i], std::nullopt, origin}});
    } else {
      edits.push_back(
          {song::InsertChord{plan.partId, {"", target.start, target.length, chords[i], false, {}, origin}}});
    }
  }
  return edits;
}

Result<const song::Part*> findPartNamed(const song::Song& song, const std::string& idOrName) {
  if (const auto* part = song::findPart(song, idOrName)) return part;
  for (const auto& part : song.parts)
    if (toLower(part.name) == toLower(idOrName)) return &part;
  std::vector<std::string> names;
  for (const auto& part : song.parts) names.push_back(part.name);
  return fail(ErrorCode::NotFound, fmt::format("the song has no part '{}'; it has {}", idOrName,
                                               names.empty() ? "none" : join(names, ", ")));
}

}  // namespace amuse::app
