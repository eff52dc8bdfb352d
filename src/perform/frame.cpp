#include "perform/frame.h"

#include <algorithm>

#include "song/timeline.h"

namespace amuse::perform {
namespace {

constexpr song::Tick kPickupGrid = song::kTicksPerQuarter / 4;

/// A pickup as a bar of its own: rounded up to whole sixteenths so that it has a metre.
song::Tick leadInOf(const song::Song& song) {
  const song::Tick ticks = song::leadInTicks(song);
  return (ticks + kPickupGrid - 1) / kPickupGrid * kPickupGrid;
}

song::Meter meterOfPickup(song::Tick ticks) {
  song::Meter meter{static_cast<int>(ticks / kPickupGrid), 16};
  while (meter.beats % 2 == 0 && meter.unit > 4) meter = {meter.beats / 2, meter.unit / 2};
  return meter;
}

/// `goesOn`: the same part has just been played.
void addBars(const song::Song& song, const song::PlayedPart& played, bool goesOn, Frame& frame) {
  const std::size_t section = frame.sections.size();
  const int bars = song.parts[played.partIndex].bars;
  const int phraseStart =
      goesOn && kPhraseBars % bars == 0 && !frame.bars.empty() ? frame.bars.back().phraseBar + 1 : 0;
  song::Tick at = played.start;
  for (int i = 0; i < bars && at < played.start + played.length; ++i) {
    const song::Meter meter = song::meterAt(song, at);
    frame.bars.push_back({at + frame.leadIn, meter.barTicks(), meter, section, i, bars, false, phraseStart + i});
    at += meter.barTicks();
  }
  const song::Tick start = played.start + frame.leadIn;
  const song::Part& part = song.parts[played.partIndex];
  frame.sections.push_back({part.name, start, start + played.length, part.energy, part.density});
}

template <typename Change>
std::vector<Change> shifted(const std::vector<Change>& map, song::Tick leadIn) {
  std::vector<Change> moved = map;
  for (Change& change : moved) change.at += change.at > 0 ? leadIn : 0;
  return moved;
}

/// Every chord's name where it begins, and "N.C." where none is held: who reads the names lets each last to the next.
std::vector<Marker> chordNames(const song::Song& song, const Frame& frame) {
  const std::string kNoChord = theory::toText(theory::noChord());
  std::vector<Marker> names;
  song::Tick end = 0;
  for (const song::PlayedEvent& event : song::playedChords(song)) {
    const song::Tick at = std::max<song::Tick>(0, event.start + frame.leadIn);
    if (at >= frame.length) break;
    if (at > end) names.push_back({end, kNoChord});
    names.push_back({at, theory::toText(song.parts[event.partIndex].chords[event.eventIndex].symbol)});
    end = event.start + event.length + frame.leadIn;
  }
  if (!names.empty() && end < frame.length) names.push_back({end, kNoChord});
  return names;
}

}  // namespace

Frame makeFrame(const song::Song& song) {
  Frame frame;
  frame.leadIn = leadInOf(song);
  frame.length = frame.leadIn + song::songLengthTicks(song);
  if (frame.leadIn > 0) frame.bars.push_back({0, frame.leadIn, meterOfPickup(frame.leadIn), 0, -1, 0, true});
  frame.tempoMap = shifted(song.tempoMap, frame.leadIn);
  std::optional<std::size_t> before;
  for (const song::PlayedPart& played : song::flattenParts(song)) {
    addBars(song, played, before == played.partIndex, frame);
    before = played.partIndex;
  }
  for (const song::PlayedEvent& event : song::playedChords(song)) {
    const song::ChordEvent& chord = song.parts[event.partIndex].chords[event.eventIndex];
    const song::Tick start = std::max<song::Tick>(0, event.start + frame.leadIn);
    const song::Tick end = std::min(frame.length, event.start + event.length + frame.leadIn);
    if (end <= start || chord.symbol.isNoChord()) continue;
    frame.chords.push_back({start, end, chord.symbol, chord.voicing});
  }
  return frame;
}

Performance makeEmptyPerformance(const song::Song& song, const Frame& frame) {
  Performance performance;
  performance.title = song.title;
  performance.leadIn = frame.leadIn;
  performance.length = frame.length;
  performance.tempoMap = frame.tempoMap;
  performance.meterMap = shifted(song.meterMap, frame.leadIn);
  performance.keyMap = shifted(song.keyMap, frame.leadIn);
  if (frame.leadIn > 0) {
    const song::Meter first = performance.meterMap.front().meter;
    performance.meterMap.front() = {frame.leadIn, first};
    performance.meterMap.insert(performance.meterMap.begin(), {0, meterOfPickup(frame.leadIn)});
  }
  performance.chordNames = chordNames(song, frame);
  for (const song::PlayedEvent& event : song::playedLyrics(song)) {
    const song::Lyric& lyric = song.parts[event.partIndex].lyrics[event.eventIndex];
    const song::Tick at = std::max<song::Tick>(0, event.start + frame.leadIn);
    if (at < frame.length) performance.words.push_back({at, lyric.text, lyric.noteId.has_value()});
  }
  for (const FrameSection& section : frame.sections) {
    if (!section.name.empty()) performance.partNames.push_back({section.start, section.name});
  }
  return performance;
}

std::vector<TimedNote> melodyNotes(const song::Song& song, const Frame& frame) {
  std::vector<TimedNote> notes;
  for (const song::PlayedEvent& event : song::playedMelody(song)) {
    const song::Note& note = song.parts[event.partIndex].melody[event.eventIndex];
    const song::Tick start = event.start + frame.leadIn;
    const song::Tick end = std::min(frame.length, start + event.length);
    if (start < 0 || end <= start) continue;
    notes.push_back({start, end - start, std::clamp(note.pitch, 0, 127), std::clamp(note.velocity, 1, 127)});
  }
  return notes;
}

int phraseBarAt(const Frame& frame, song::Tick at) noexcept {
  auto after = std::upper_bound(frame.bars.begin(), frame.bars.end(), at,
                                [](song::Tick t, const FrameBar& bar) { return t < bar.start; });
  return after == frame.bars.begin() ? 0 : std::max(0, (after - 1)->phraseBar);
}

const FrameChord* chordAt(const Frame& frame, song::Tick at) noexcept {
  auto after = std::upper_bound(frame.chords.begin(), frame.chords.end(), at,
                                [](song::Tick t, const FrameChord& chord) { return t < chord.start; });
  if (after == frame.chords.begin()) return nullptr;
  const FrameChord& chord = *(after - 1);
  return at < chord.end ? &chord : nullptr;
}

}  // namespace amuse::perform
