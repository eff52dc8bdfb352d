#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "notation/internal/flat_song.h"
#include "song/song_builder.h"
#include "song/timeline.h"
#include "song/validate.h"

namespace amuse::notation {
namespace {

using song::Part;
using song::Song;
using song::Tick;

constexpr int kLongestSectionBars = 500;

/// Sorted by place, one entry a place (the last one given), none before 0 or beyond the end, the first at 0.
template <typename Change>
void tidyMap(std::vector<Change>& map, Tick end) {
  std::stable_sort(map.begin(), map.end(), [](const Change& a, const Change& b) { return a.at < b.at; });
  std::vector<Change> tidy;
  for (Change change : map) {
    change.at = std::max<Tick>(0, change.at);
    if (change.at >= end && change.at > 0) break;
    if (!tidy.empty() && tidy.back().at == change.at) tidy.pop_back();
    tidy.push_back(change);
  }
  if (tidy.empty() || tidy.front().at != 0) tidy.insert(tidy.begin(), Change{});
  map = std::move(tidy);
}

/// Changes of metre moved to bar lines of the metre before, and those that change nothing taken out.
void alignMeters(std::vector<song::MeterChange>& map) {
  std::vector<song::MeterChange> aligned;
  for (song::MeterChange change : map) {
    if (!aligned.empty()) {
      const song::MeterChange& before = aligned.back();
      const Tick bar = before.meter.barTicks();
      change.at = before.at + (change.at - before.at + bar - 1) / bar * bar;
      if (change.meter == before.meter) continue;
    }
    aligned.push_back(change);
  }
  map = std::move(aligned);
}

template <typename Event>
void tidyEvents(std::vector<Event>& events, Tick from) {
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.start < b.start; });
  std::vector<Event> tidy;
  for (Event event : events) {
    if (event.start < from) {
      event.length -= from - event.start;
      event.start = from;
    }
    if (!tidy.empty()) {
      tidy.back().length = std::min(tidy.back().length, event.start - tidy.back().start);
      if (tidy.back().length <= 0) tidy.pop_back();
    }
    if (event.length > 0) tidy.push_back(std::move(event));
  }
  events = std::move(tidy);
}

void tidyHead(FlatSong& flat) {
  flat.title = cleanText(flat.title, song::kMaxTitleBytes);
  flat.capo = std::clamp(flat.capo, 0, 11);
  for (song::TempoChange& change : flat.tempoMap) {
    change.bpm = std::isfinite(change.bpm) ? std::clamp(change.bpm, song::kMinTempoBpm, song::kMaxTempoBpm) : 100;
  }
  for (song::KeyChange& change : flat.keyMap) {
    if (std::abs(theory::signatureOf(change.key)) > 7) {
      change.key = theory::makeKey(change.key.tonic.pitchClass(), change.key.mode);
    }
  }
}

/// The bars from one section to the next.
struct Stretch {
  Tick start = 0, end = 0;
  int bars = 0;
  std::string name;
};

/// Sections moved to bar lines and to their order; the first one at 0; very long ones in pieces.
std::vector<Stretch> stretchesOf(const FlatSong& flat, const Song& clock, int totalBars) {
  std::vector<std::pair<int, std::string>> starts;  // Bar number, name.
  for (const FlatSection& section : flat.sections) {
    const int bar = std::max(1, song::toBarPosition(clock, std::max<Tick>(0, section.start)).barNumber);
    if (bar > totalBars) continue;
    std::string name = cleanText(section.name, song::kMaxNameBytes);
    starts.emplace_back(bar, name.empty() ? "Part" : std::move(name));
  }
  std::stable_sort(starts.begin(), starts.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  // Of two names for one bar the first holds.
  starts.erase(
      std::unique(starts.begin(), starts.end(), [](const auto& a, const auto& b) { return a.first == b.first; }),
      starts.end());
  if (starts.empty() || starts.front().first > 1) starts.insert(starts.begin(), {1, "A"});
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const int last = i + 1 < starts.size() ? starts[i + 1].first : totalBars + 1;
    for (int bar = starts[i].first; bar < last; bar += kLongestSectionBars) {
      const int end = std::min(last, bar + kLongestSectionBars);
      stretches.push_back({song::barStart(clock, bar), song::barStart(clock, end), end - bar, starts[i].second});
    }
  }
  return stretches;
}

/// The part a stretch is, with ids that say only where in the part an event stands, so that alike parts are equal.
Part partOf(const FlatSong& flat, const Stretch& stretch, Tick pickup) {
  Part part;
  part.name = stretch.name;
  part.bars = stretch.bars;
  part.pickupTicks = pickup;
  const Tick from = stretch.start - pickup;
  for (const FlatChord& written : startingWithin(flat.chords, from, stretch.end)) {
    song::ChordEvent chord;
    chord.start = written.start - stretch.start;
    chord.length = std::min(written.end(), stretch.end) - written.start;
    chord.symbol = written.symbol;
    part.chords.push_back(std::move(chord));
  }
  for (const FlatNote& note : startingWithin(flat.notes, from, stretch.end)) {
    part.melody.push_back({fmt::format("n{}", part.melody.size()), note.start - stretch.start,
                           std::min(note.end(), stretch.end) - note.start, note.pitch, note.velocity});
  }
  for (const FlatLyric& written : startingWithin(flat.lyrics, from, stretch.end)) {
    const std::string text = cleanText(written.text, song::kMaxLyricBytes);
    if (text.empty()) continue;
    song::Lyric lyric{{}, written.start - stretch.start, text, {}};
    const auto notes = startingWithin(part.melody, lyric.start, lyric.start + 1);
    if (written.onNote && !notes.empty()) lyric.noteId = notes.front().id;
    part.lyrics.push_back(std::move(lyric));
  }
  return part;
}

void giveIds(Song& song, Part& part) {
  part.id = song::takeId(song, 'p');
  for (song::ChordEvent& chord : part.chords) chord.id = song::takeId(song, 'c');
  std::vector<song::Id> noteIds;
  for (song::Note& note : part.melody) noteIds.push_back(note.id = song::takeId(song, 'n'));
  for (song::Lyric& lyric : part.lyrics) {
    lyric.id = song::takeId(song, 'l');
    if (lyric.noteId) lyric.noteId = noteIds[std::stoul(lyric.noteId->substr(1))];
  }
}

/// What a chord or note that crosses into the next section leaves there.
template <typename Event>
void splitAtSections(std::vector<Event>& events, const std::vector<Stretch>& stretches) {
  std::vector<Event> split;
  std::size_t section = 0;
  for (Event event : events) {
    while (section + 1 < stretches.size() && stretches[section].end <= event.start) ++section;
    for (std::size_t at = section; at < stretches.size() && stretches[at].end < event.end(); ++at) {
      Event head = event;
      head.length = stretches[at].end - event.start;
      event.start += head.length;
      event.length -= head.length;
      split.push_back(std::move(head));
    }
    if (event.length > 0) split.push_back(std::move(event));
  }
  events = std::move(split);
}

/// A part that is known already, with the metres it is played in.
struct KnownPart {
  Part blank;
  std::vector<song::MeterChange> meters;
  song::Id id;
};

std::vector<song::MeterChange> metersOf(const Song& clock, const Stretch& stretch) {
  std::vector<song::MeterChange> meters{{0, song::meterAt(clock, stretch.start)}};
  for (const song::MeterChange& change : clock.meterMap) {
    if (change.at > stretch.start && change.at < stretch.end)
      meters.push_back({change.at - stretch.start, change.meter});
  }
  return meters;
}

void addParts(const FlatSong& flat, const std::vector<Stretch>& stretches, Song& song) {
  std::vector<KnownPart> known;
  for (const Stretch& stretch : stretches) {
    KnownPart fresh{
        partOf(flat, stretch, &stretch == &stretches.front() ? flat.leadIn : 0), metersOf(song, stretch), {}};
    const auto same = std::find_if(known.begin(), known.end(), [&](const KnownPart& part) {
      return part.blank == fresh.blank && part.meters == fresh.meters;
    });
    if (same != known.end()) {
      song.order.push_back(same->id);
      continue;
    }
    Part part = fresh.blank;
    giveIds(song, part);
    fresh.id = part.id;
    song.order.push_back(part.id);
    song.parts.push_back(std::move(part));
    known.push_back(std::move(fresh));
  }
}

}  // namespace

Result<WithLosses<Song>> assemble(FlatSong flat, std::vector<Diagnostic> remarks) {
  tidyHead(flat);
  Tick end = std::max<Tick>(flat.length, 1);
  for (const FlatChord& chord : flat.chords) end = std::max(end, chord.end());
  for (const FlatNote& note : flat.notes) end = std::max(end, note.end());
  for (const FlatLyric& lyric : flat.lyrics) end = std::max(end, lyric.start + 1);
  tidyMap(flat.tempoMap, end);
  tidyMap(flat.meterMap, end);
  tidyMap(flat.keyMap, end);
  alignMeters(flat.meterMap);
  flat.leadIn = std::clamp<Tick>(flat.leadIn, 0, flat.meterMap.front().meter.barTicks() - 1);
  Song song = song::makeEmptySong(flat.title);
  song.tempoMap = flat.tempoMap;
  song.meterMap = flat.meterMap;
  song.keyMap = flat.keyMap;
  song.capo = flat.capo;
  const int totalBars = song::toBarPosition(song, end - 1).barNumber;
  if (totalBars > kMaxWrittenBars) {
    return fail(ErrorCode::TooLarge, fmt::format("the song has over {} bars; shorten it", kMaxWrittenBars));
  }
  tidyEvents(flat.chords, -flat.leadIn);
  tidyEvents(flat.notes, -flat.leadIn);
  for (FlatLyric& lyric : flat.lyrics) lyric.start = std::max(lyric.start, -flat.leadIn);
  std::stable_sort(flat.lyrics.begin(), flat.lyrics.end(),
                   [](const auto& a, const auto& b) { return a.start < b.start; });
  const auto stretches = stretchesOf(flat, song, totalBars);
  splitAtSections(flat.chords, stretches);
  splitAtSections(flat.notes, stretches);
  addParts(flat, stretches, song);
  if (song.parts.size() > song::kMaxParts || song.order.size() > song::kMaxOrder) {
    return fail(ErrorCode::TooLarge, "the song has too many sections; import it in pieces");
  }
  if (const auto valid = song::validate(song); !valid) {
    return fail(ErrorCode::TooLarge, "the song cannot be held: " + valid.error().message);
  }
  return WithLosses<Song>{std::move(song), std::move(remarks)};
}

}  // namespace amuse::notation
