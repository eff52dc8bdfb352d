#include "app/recording_question.h"

#include <algorithm>
#include <map>

#include "app/transcribed_song.h"
#include "notation/bar_syntax.h"
#include "song/timeline.h"

namespace amuse::app {
namespace {

using song::Tick;

constexpr int kContextBars = 8;

/// The song's chords from its first bar line on, in one metre: that of its first bar.
struct Bars {
  song::Meter meter;
  std::vector<notation::BarCell> cells;
  int count = 0;
};

Bars barsOf(const song::Song& song) {
  Bars bars{song.meterMap.front().meter, {}, 0};
  for (const auto& played : song::playedChords(song)) {
    const auto& chord = song.parts[played.partIndex].chords[played.eventIndex];
    const Tick start = std::max<Tick>(0, played.start), end = played.start + played.length;
    if (end > start) bars.cells.push_back({chord.symbol, start, end - start});
  }
  const Tick end = bars.cells.empty() ? 0 : bars.cells.back().start + bars.cells.back().length;
  bars.count = static_cast<int>((end + bars.meter.barTicks() - 1) / bars.meter.barTicks());
  return bars;
}

/// What sounds in some bars, from their first bar line, silence being N.C.
std::vector<notation::BarCell> cellsIn(const Bars& bars, int from, int until) {
  const Tick start = from * bars.meter.barTicks(), end = until * bars.meter.barTicks();
  std::vector<notation::BarCell> cells;
  Tick at = start;
  const auto add = [&](const std::optional<theory::ChordSymbol>& chord, Tick to) {
    if (to > at) cells.push_back({chord, at - start, to - at});
    at = std::max(at, to);
  };
  for (const auto& cell : bars.cells) {
    if (cell.start >= end || cell.start + cell.length <= start) continue;
    add(theory::noChord(), std::max(start, cell.start));
    add(cell.chord, std::min(end, cell.start + cell.length));
  }
  add(theory::noChord(), end);
  return cells;
}

/// The chord that sounds longest in each bar; the one before where a bar is silent.
std::vector<std::string> mainChords(const Bars& bars, int count) {
  std::vector<std::string> chords;
  for (int bar = 0; bar < count; ++bar) {
    std::map<std::string, Tick> ticks;
    for (const auto& cell : cellsIn(bars, bar, bar + 1))
      if (cell.chord && !cell.chord->isNoChord()) ticks[theory::toText(*cell.chord)] += cell.length;
    if (!ticks.empty())
      chords.push_back(std::ranges::max_element(ticks, {}, [](const auto& one) { return one.second; })->first);
    else if (!chords.empty())
      chords.push_back(chords.back());
  }
  return chords;
}

/// How much richer or plainer than usual: a third of songs' chords have four notes or more.
double richnessOf(const Bars& bars) {
  Tick rich = 0, all = 0;
  for (const auto& cell : bars.cells) {
    if (!cell.chord || cell.chord->isNoChord()) continue;
    all += cell.length;
    if (cell.chord->quality.tones.size() > 3) rich += cell.length;
  }
  const double share = all > 0 ? static_cast<double>(rich) / static_cast<double>(all) : 1.0 / 3;
  return std::clamp(1.2 * (share - 1.0 / 3), -0.5, 0.8);
}

void likeStyleOf(SuggestInput& input, const Bars& bars) {
  input.shifts.richness = std::clamp(input.shifts.richness + richnessOf(bars), -1.0, 1.0);
  const double perBar = static_cast<double>(bars.cells.size()) / std::max(1, bars.count);
  if (perBar < 0.7 || perBar > 1.4) input.rhythm = "auto";
}

}  // namespace

Result<RecordingUse> parseRecordingUse(std::string_view text) {
  if (text == "continue") return RecordingUse::Continue;
  if (text == "answer") return RecordingUse::Answer;
  if (text == "reharmonise") return RecordingUse::Reharmonise;
  if (text == "style") return RecordingUse::Style;
  return fail(ErrorCode::InvalidArgument, "use continue, answer, reharmonise or style");
}

Result<void> askAbout(SuggestInput& input, const transcribe::Transcription& heard, RecordingUse use) {
  const Bars bars = barsOf(toSong(heard, "", ""));
  if (bars.cells.empty())
    return fail(ErrorCode::InvalidArgument, "no chords were heard in the recording; it can inspire by its sound alone");
  const bool usesContext = use == RecordingUse::Continue || use == RecordingUse::Answer;
  if (usesContext && !input.context.empty())
    return fail(ErrorCode::InvalidArgument, "the recording's chords and a context are too much; leave one of them out");
  if (const auto key = transcribe::mainKey(heard); key && !input.key) {
    input.key = theory::toText(key->tonic);
    if (input.mode == "auto") input.mode = std::string(theory::toText(key->mode));
  }
  if (input.meter == "auto") input.meter = song::toText(bars.meter);
  if (use == RecordingUse::Style) {
    likeStyleOf(input, bars);
    return {};
  }
  const int asked = std::min(input.bars.value_or(4), bars.count);
  if (use == RecordingUse::Continue) {
    input.context = notation::toBarText(cellsIn(bars, std::max(0, bars.count - kContextBars), bars.count), bars.meter);
    return {};
  }
  input.like = mainChords(bars, asked);
  if (use == RecordingUse::Answer) {
    input.context = notation::toBarText(cellsIn(bars, 0, asked), bars.meter);
    if (input.ending == "auto") input.ending = "close";
  }
  return {};
}

}  // namespace amuse::app
