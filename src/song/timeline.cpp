#include "song/timeline.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "base/assert.h"

namespace amuse::song {
namespace {

/// The entry of a map that holds at a tick.
template <typename Change>
const Change& changeAt(const std::vector<Change>& map, Tick at) {
  AMUSE_ASSERT(!map.empty());
  auto after = std::upper_bound(map.begin(), map.end(), at, [](Tick t, const Change& c) { return t < c.at; });
  return after == map.begin() ? map.front() : *(after - 1);
}

/// The metre entry that counts a bar, and that entry's first bar number.
struct MeterStretch {
  Tick at;
  Meter meter;
  int firstBarNumber;
};
std::vector<MeterStretch> stretchesOf(const Song& song) {
  std::vector<MeterStretch> stretches;
  for (const MeterChange& change : song.meterMap) {
    int barNumber = 1;
    if (!stretches.empty()) {
      const MeterStretch& before = stretches.back();
      barNumber = before.firstBarNumber + static_cast<int>((change.at - before.at) / before.meter.barTicks());
    }
    stretches.push_back({change.at, change.meter, barNumber});
  }
  return stretches;
}

Tick floorDiv(Tick value, Tick divisor) { return (value - ((value % divisor) + divisor) % divisor) / divisor; }

/// Events of every playing of every part; `eventsOf` gives a part's chords or notes.
template <typename EventsOf, typename LengthOf>
std::vector<PlayedEvent> playedEvents(const Song& song, EventsOf eventsOf, LengthOf lengthOf) {
  std::vector<PlayedEvent> played;
  for (const PlayedPart& occurrence : flattenParts(song)) {
    const auto& events = eventsOf(song.parts[occurrence.partIndex]);
    for (std::size_t i = 0; i < events.size(); ++i) {
      played.push_back(
          {occurrence.start + events[i].start, lengthOf(events[i]), occurrence.orderIndex, occurrence.partIndex, i});
    }
  }
  return played;
}

/// Later parts win: what a pickup covers of the part before is cut, or dropped when nothing is left.
std::vector<PlayedEvent> withoutOverlaps(const std::vector<PlayedEvent>& events) {
  std::vector<PlayedEvent> kept;
  for (const PlayedEvent& event : events) {
    while (!kept.empty() && kept.back().start >= event.start) kept.pop_back();
    if (!kept.empty()) kept.back().length = std::min(kept.back().length, event.start - kept.back().start);
    kept.push_back(event);
  }
  return kept;
}

}  // namespace

const Part* findPart(const Song& song, const Id& id) {
  const auto found = std::find_if(song.parts.begin(), song.parts.end(), [&](const Part& p) { return p.id == id; });
  return found == song.parts.end() ? nullptr : &*found;
}

Tick ticksOfBars(const Song& song, Tick from, int bars) {
  Tick at = from;
  while (bars > 0) {
    const Tick bar = meterAt(song, at).barTicks();
    const auto next = std::upper_bound(song.meterMap.begin(), song.meterMap.end(), at,
                                       [](Tick t, const MeterChange& c) { return t < c.at; });
    Tick fitting = bars;
    if (next != song.meterMap.end()) fitting = std::min<Tick>(bars, std::max<Tick>(1, (next->at - at) / bar));
    at += fitting * bar;
    bars -= static_cast<int>(fitting);
  }
  return at - from;
}

std::vector<PlayedPart> flattenParts(const Song& song) {
  std::map<std::string_view, std::size_t> indexOf;
  for (std::size_t i = 0; i < song.parts.size(); ++i) indexOf.emplace(song.parts[i].id, i);
  std::vector<PlayedPart> played;
  Tick at = 0;
  int barNumber = 1;
  for (std::size_t i = 0; i < song.order.size(); ++i) {
    const auto found = indexOf.find(song.order[i]);
    if (found == indexOf.end()) continue;
    const int bars = song.parts[found->second].bars;
    const Tick length = ticksOfBars(song, at, bars);
    played.push_back({i, found->second, at, length, barNumber});
    at += length;
    barNumber += bars;
  }
  return played;
}

Tick songLengthTicks(const Song& song) {
  const auto played = flattenParts(song);
  return played.empty() ? 0 : played.back().start + played.back().length;
}

Tick leadInTicks(const Song& song) {
  const auto played = flattenParts(song);
  return played.empty() ? 0 : song.parts[played.front().partIndex].pickupTicks;
}

Tick firstStartOf(const Song& song, const Part& part) {
  for (const PlayedPart& played : flattenParts(song)) {
    if (song.parts[played.partIndex].id == part.id) return played.start;
  }
  return 0;
}

Tick partLengthTicks(const Song& song, const Part& part) {
  for (const PlayedPart& played : flattenParts(song)) {
    if (song.parts[played.partIndex].id == part.id) return played.length;
  }
  return song.meterMap.front().meter.barTicks() * part.bars;
}

Meter meterAt(const Song& song, Tick at) { return changeAt(song.meterMap, at).meter; }
theory::Key keyAt(const Song& song, Tick at) { return changeAt(song.keyMap, at).key; }
double tempoAt(const Song& song, Tick at) { return changeAt(song.tempoMap, at).bpm; }

BarPosition toBarPosition(const Song& song, Tick at) {
  const auto stretches = stretchesOf(song);
  auto stretch = std::find_if(stretches.rbegin(), stretches.rend(), [&](const auto& s) { return s.at <= at; });
  const MeterStretch& holds = stretch == stretches.rend() ? stretches.front() : *stretch;
  const Tick bar = holds.meter.barTicks(), beat = holds.meter.beatTicks();
  const Tick barsIn = floorDiv(at - holds.at, bar);
  const Tick inBar = at - holds.at - barsIn * bar;
  return {holds.firstBarNumber + static_cast<int>(barsIn), static_cast<int>(inBar / beat) + 1, inBar % beat};
}

Tick toTick(const Song& song, const BarPosition& position) {
  const auto stretches = stretchesOf(song);
  auto stretch = std::find_if(stretches.rbegin(), stretches.rend(),
                              [&](const auto& s) { return s.firstBarNumber <= position.barNumber; });
  const MeterStretch& holds = stretch == stretches.rend() ? stretches.front() : *stretch;
  return holds.at + (position.barNumber - holds.firstBarNumber) * holds.meter.barTicks() +
         (position.beatNumber - 1) * holds.meter.beatTicks() + position.tickInBeat;
}

Tick barStart(const Song& song, int barNumber) { return toTick(song, {barNumber, 1, 0}); }

double secondsAt(const Song& song, Tick at) {
  double seconds = 0;
  for (std::size_t i = 0; i < song.tempoMap.size(); ++i) {
    const TempoChange& change = song.tempoMap[i];
    const bool last = i + 1 == song.tempoMap.size() || song.tempoMap[i + 1].at > at;
    const Tick end = last ? at : song.tempoMap[i + 1].at;
    seconds += static_cast<double>(end - change.at) * 60.0 / (change.bpm * kTicksPerQuarter);
    if (last) break;
  }
  return seconds;
}

Tick tickAt(const Song& song, double seconds) {
  double from = 0;
  for (std::size_t i = 0;; ++i) {
    const TempoChange& change = song.tempoMap[i];
    const double secondsATick = 60.0 / (change.bpm * kTicksPerQuarter);
    const bool last = i + 1 == song.tempoMap.size();
    const double to = last ? 0 : from + static_cast<double>(song.tempoMap[i + 1].at - change.at) * secondsATick;
    if (last || seconds < to) return change.at + std::llround((seconds - from) / secondsATick);
    from = to;
  }
}

std::vector<PlayedEvent> playedChords(const Song& song) {
  return withoutOverlaps(playedEvents(
      song, [](const Part& p) -> const auto& { return p.chords; }, [](const ChordEvent& c) { return c.length; }));
}

std::vector<PlayedEvent> playedMelody(const Song& song) {
  return withoutOverlaps(playedEvents(
      song, [](const Part& p) -> const auto& { return p.melody; }, [](const Note& n) { return n.length; }));
}

std::vector<PlayedEvent> playedLyrics(const Song& song) {
  auto lyrics = playedEvents(
      song, [](const Part& p) -> const auto& { return p.lyrics; }, [](const Lyric&) { return Tick{0}; });
  std::stable_sort(lyrics.begin(), lyrics.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  return lyrics;
}

}  // namespace amuse::song
