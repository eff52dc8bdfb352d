#include "notation/internal/chart.h"

#include <algorithm>

#include "base/text.h"
#include "notation/bar_syntax.h"
#include "song/song_builder.h"
#include "song/timeline.h"

namespace amuse::notation {
namespace {

using song::Tick;

constexpr Tick kChartGrid = song::kTicksPerQuarter / 12;  // Sixteenths and triplets meet on it.
constexpr BarSyntaxLimits kChartLimits{1u << 20, kMaxWrittenBars};
constexpr int kMostPlacesInBar = 16;
constexpr std::size_t kMaxChartChords = 200'000;

/// A song like the flat one as far as time goes, for the functions of song/timeline.h.
song::Song clockOf(const FlatSong& flat) {
  song::Song clock = song::makeEmptySong("");
  clock.tempoMap = flat.tempoMap;
  clock.meterMap = flat.meterMap;
  clock.keyMap = flat.keyMap;
  return clock;
}

template <typename Change>
void delay(std::vector<Change>& map, Tick by) {
  for (Change& change : map) change.at += change.at > 0 ? by : 0;
}

/// The same song with the pickup as the last beats of a bar in front; returns how long that bar is. A pickup without
/// chords leaves nothing to write.
Tick pickupToBar(FlatSong& flat) {
  const bool hasChords = !flat.chords.empty() && flat.chords.front().start < 0;
  flat.leadIn = 0;
  if (!hasChords) return 0;
  const Tick bar = flat.meterMap.front().meter.barTicks();
  delay(flat.tempoMap, bar);
  delay(flat.meterMap, bar);
  delay(flat.keyMap, bar);
  for (FlatSection& section : flat.sections) section.start += section.start > 0 ? bar : 0;
  for (FlatChord& chord : flat.chords) chord.start += bar;
  flat.length += bar;
  return bar;
}

/// Whether some division of its bar into equal places, up to kMostPlacesInBar, has a place at this tick.
bool isOnSomeGrid(Tick inBar, Tick bar) {
  for (Tick places = 1; places <= kMostPlacesInBar; ++places) {
    const Tick place = (inBar * places + bar - 1) / bar;
    if (bar * place / places == inBar) return true;
  }
  return false;
}

void snapChords(FlatSong& flat, const song::Song& clock, std::vector<Diagnostic>& remarks) {
  const auto onGrid = [&](Tick at) {
    const song::BarPosition position = song::toBarPosition(clock, at);
    const song::Meter meter = song::meterAt(clock, at);
    const Tick inBar = (position.beatNumber - 1) * meter.beatTicks() + position.tickInBeat;
    return inBar % kChartGrid == 0 || isOnSomeGrid(inBar, meter.barTicks());
  };
  bool rounded = false;
  const auto snap = [&](Tick at) {
    if (onGrid(at)) return at;
    rounded = true;
    return (at + kChartGrid / 2) / kChartGrid * kChartGrid;
  };
  std::vector<FlatChord> kept;
  for (FlatChord chord : flat.chords) {
    const Tick start = snap(chord.start), end = snap(chord.end());
    chord.start = start;
    chord.length = end - start;
    if (chord.length > 0) kept.push_back(chord);
  }
  flat.chords = std::move(kept);
  if (rounded) remarks.push_back({Severity::Warning, "chord times are rounded to twelfths of a quarter note", {}});
}

/// The last change of a map within a bar, if there is one.
template <typename Change>
const Change* changeWithin(const std::vector<Change>& map, Tick from, Tick to) {
  const Change* found = nullptr;
  for (const Change& change : map) {
    if (change.at >= from && change.at < to) found = &change;
  }
  return found;
}

ChartRun beginRun(const FlatSong& flat, const song::Song& clock, Tick at) {
  const Tick barEnd = at + song::meterAt(clock, at).barTicks();
  ChartRun run;
  run.start = at;
  run.meter = song::meterAt(clock, at);
  run.key = song::keyAt(clock, barEnd - 1);
  if (const auto* change = changeWithin(flat.meterMap, at, barEnd)) run.newMeter = change->meter;
  if (const auto* change = changeWithin(flat.keyMap, at, barEnd)) run.newKey = change->key;
  if (const auto* change = changeWithin(flat.tempoMap, at, barEnd)) run.newTempoBpm = change->bpm;
  return run;
}

/// Writes the bars of the runs from `first` on, which are in one metre, as one text: chords may be held from run to
/// run.
void writeBars(const FlatSong& flat, std::vector<ChartRun>& runs, std::size_t first, Tick end) {
  const Tick start = runs[first].start;
  const auto chords = withoutGaps(flat.chords, start, end);
  std::vector<BarCell> cells;
  cells.reserve(chords.size());
  for (const FlatChord& chord : chords) cells.push_back({chord.symbol, chord.start - start, chord.length});
  const std::string text = toBarText(cells, runs[first].meter);
  const auto bars = split(text, '|');
  for (std::size_t run = first; run < runs.size(); ++run) {
    const Tick runEnd = run + 1 < runs.size() ? runs[run + 1].start : end;
    const auto own = startingWithin(chords, runs[run].start, runEnd);
    runs[run].chords.assign(own.begin(), own.end());
    const Tick bar = runs[run].meter.barTicks();
    for (Tick at = runs[run].start; at < runEnd; at += bar) {
      runs[run].bars.emplace_back(trim(bars[static_cast<std::size_t>((at - start) / bar)]));
    }
  }
}

ChartSection sectionOf(const FlatSong& flat, const song::Song& clock, std::string name, Tick start, Tick end) {
  ChartSection section{std::move(name), start, end, {}};
  std::size_t firstOfMeter = 0;
  for (Tick at = start; at < end;) {
    ChartRun fresh = beginRun(flat, clock, at);
    if (!section.runs.empty() && fresh.newMeter) {
      writeBars(flat, section.runs, firstOfMeter, at);
      firstOfMeter = section.runs.size();
    }
    if (section.runs.empty() || fresh.changesAnything()) section.runs.push_back(fresh);
    at += fresh.meter.barTicks();
  }
  writeBars(flat, section.runs, firstOfMeter, end);
  return section;
}

}  // namespace

Chart chartOf(FlatSong flat, std::vector<Diagnostic>& remarks) {
  Chart chart;
  chart.delay = pickupToBar(flat);
  const song::Song clock = clockOf(flat);
  snapChords(flat, clock, remarks);
  for (std::size_t i = 0; i < flat.sections.size(); ++i) {
    const Tick end = i + 1 < flat.sections.size() ? flat.sections[i + 1].start : flat.length;
    chart.sections.push_back(sectionOf(flat, clock, flat.sections[i].name, flat.sections[i].start, end));
  }
  return chart;
}

void ChartBuilder::setTempo(double bpm) { flat.tempoMap.push_back({now(), bpm}); }
void ChartBuilder::setMeter(const song::Meter& meter) { flat.meterMap.push_back({now_, meter}); }
void ChartBuilder::setKey(const theory::Key& key) { flat.keyMap.push_back({now(), key}); }
void ChartBuilder::beginSection(std::string name) { flat.sections.push_back({now(), std::move(name)}); }

void ChartBuilder::addBars(std::string_view text, std::size_t fileOffset) {
  const std::string_view whole = text;
  text = trim(text);
  if (text.starts_with('|')) text = trim(text.substr(1));
  if (text.ends_with('|')) text = trim(text.substr(0, text.size() - 1));
  if (!waiting_.empty()) waiting_ += " | ";
  pieces_.push_back({waiting_.size(), fileOffset + static_cast<std::size_t>(text.data() - whole.data())});
  waiting_ += text;
  waitingBars_ += static_cast<int>(std::count(text.begin(), text.end(), '|')) + 1;
}

void ChartBuilder::dropWaiting() {
  waiting_.clear();
  pieces_.clear();
  waitingBars_ = 0;
}

Result<void> ChartBuilder::flush() {
  if (pieces_.empty()) return {};
  const auto line = parseBars(waiting_, meter(), kChartLimits);
  if (!line) {
    Error error = line.error();
    const std::size_t at = error.offset.value_or(0);
    for (const Piece& piece : pieces_) {
      if (piece.textOffset <= at) error.offset = piece.fileOffset + at - piece.textOffset;
    }
    return tl::unexpected(error);
  }
  for (const BarCell& cell : line->cells) {
    if (cell.chord) flat.chords.push_back({now_ + cell.start, cell.length, *cell.chord});
  }
  now_ += line->bars * meter().barTicks();
  bars_ += line->bars;
  if (bars_ > kMaxWrittenBars || flat.chords.size() > kMaxChartChords) {
    return fail(ErrorCode::TooLarge, "the chart has too many bars or chords; give a shorter one");
  }
  dropWaiting();
  return {};
}

}  // namespace amuse::notation
