#include "song/testing/random_song.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>

#include "base/assert.h"
#include "song/song_builder.h"
#include "song/timeline.h"

namespace amuse::song {
namespace {

template <typename Items>
const auto& pick(Random& random, const Items& items) {
  return items[random.below(std::size(items))];
}

constexpr std::array<std::string_view, 32> kSuffixes{
    "",     "m",    "7",     "maj7",  "m7",    "dim",  "aug",     "sus4",  "sus2",    "6",   "m6",
    "m7b5", "dim7", "7sus4", "5",     "9",     "maj9", "m9",      "add9",  "13",      "7b9", "7#9",
    "7#11", "m11",  "6/9",   "maj13", "mMaj7", "7b5",  "maj7#11", "9sus4", "m(add9)", "7#5"};
constexpr std::array<std::string_view, 17> kRoots{"C",  "C#", "Db", "D",  "D#", "Eb", "E",  "F", "F#",
                                                  "Gb", "G",  "G#", "Ab", "A",  "A#", "Bb", "B"};
constexpr std::array<Meter, 8> kMeters{{{4, 4}, {4, 4}, {3, 4}, {6, 8}, {5, 4}, {7, 8}, {12, 8}, {2, 2}}};
constexpr std::array<std::string_view, 6> kNames{"Verse", "Chorus", "Bridge", "Intro", "Outro", "Solo"};
constexpr std::array<std::string_view, 8> kWords{"sun", "shine", "over", "the", "wa", "ter", "caf\xc3\xa9", "don't"};

Tick randomTick(Random& random, Tick low, Tick high, Tick grid) {
  return low + grid * static_cast<Tick>(random.below(static_cast<std::size_t>((high - low) / grid) + 1));
}

Origin randomOrigin(Random& random) {
  switch (random.below(3)) {
    case 0: return SuggestionOrigin{static_cast<std::uint32_t>(random.next64()), "open", "builtin", "a warm\nbeach"};
    case 1: return TranscriptionOrigin{"take 1.wav", 1.5, 3.25, random.uniform()};
    default: return HumanOrigin{};
  }
}

std::vector<int> randomVoicing(Random& random) {
  std::vector<int> voicing{static_cast<int>(36 + random.below(20))};
  while (voicing.size() < 3 + random.below(3))
    voicing.push_back(voicing.back() + 1 + static_cast<int>(random.below(8)));
  return voicing;
}

theory::Key randomKey(Random& random) {
  return theory::makeKey(static_cast<int>(random.below(12)), pick(random, theory::kModes));
}

void fillChords(Random& random, const SongShape& shape, Song& song, Part& part, Tick length) {
  for (Tick at = -part.pickupTicks; at < length;) {
    const Tick most = std::min<Tick>(length - at, 4 * kTicksPerQuarter);
    const Tick span = std::min(length - at, randomTick(random, shape.grid, std::max(most, shape.grid), shape.grid));
    if (!shape.gaps || random.chance(0.8)) {
      ChordEvent chord;
      chord.id = takeId(song, 'c');
      chord.start = at;
      chord.length = span;
      chord.symbol = shape.noChords && random.chance(0.05) ? theory::noChord() : randomChord(random);
      chord.locked = shape.locks && random.chance(0.2);
      if (shape.voicings && random.chance(0.2)) chord.voicing = randomVoicing(random);
      if (shape.origins) chord.origin = randomOrigin(random);
      part.chords.push_back(std::move(chord));
    }
    at += span;
  }
}

void fillMelody(Random& random, const SongShape& shape, Song& song, Part& part, Tick length) {
  for (Tick at = -part.pickupTicks; at < length;) {
    const Tick span = std::min(length - at, randomTick(random, shape.grid, kTicksPerQuarter * 2, shape.grid));
    if (random.chance(0.6)) {
      part.melody.push_back({takeId(song, 'n'), at, span, static_cast<int>(55 + random.below(30)),
                             static_cast<int>(1 + random.below(127))});
    }
    at += span;
  }
}

void fillLyrics(Random& random, Song& song, Part& part, Tick length) {
  for (const Note& note : part.melody) {
    if (random.chance(0.5)) {
      part.lyrics.push_back({takeId(song, 'l'), note.start, std::string(pick(random, kWords)), note.id});
    }
  }
  if (part.lyrics.empty() && random.chance(0.7)) {
    part.lyrics.push_back({takeId(song, 'l'), randomTick(random, 0, length - 240, 240), "a whole line of words", {}});
  }
}

/// The metre map that gives every playing of a part that part's metre.
void layOutMeters(Song& song, const std::map<Id, Meter>& meters) {
  song.meterMap.clear();
  Tick at = 0;
  for (const Id& id : song.order) {
    const Meter meter = meters.at(id);
    if (song.meterMap.empty() || song.meterMap.back().meter != meter) song.meterMap.push_back({at, meter});
    at += meter.barTicks() * findPart(song, id)->bars;
  }
  if (song.meterMap.empty()) song.meterMap.push_back({0, meters.begin()->second});
}

void changeTempoAndKey(Random& random, const SongShape& shape, Song& song) {
  const int bars = std::max(1, toBarPosition(song, songLengthTicks(song)).barNumber - 1);
  for (int bar = 2; bar <= bars; ++bar) {
    const Tick at = barStart(song, bar);
    if (shape.tempoChanges && random.chance(0.1))
      song.tempoMap.push_back({at, 60.0 + static_cast<double>(random.below(100))});
    if (shape.keyChanges && random.chance(0.1)) song.keyMap.push_back({at, randomKey(random)});
  }
}

/// What is no music: mix, keywords, suggestions, levels of parts.
void addChoices(Random& random, Song& song) {
  song.parts.front().energy = random.uniform();
  song.parts.back().density = random.uniform();
  song.sharing = {random.chance(0.5), random.chance(0.5), random.chance(0.5)};
  if (random.chance(0.5)) song.mix = {{TrackKind::Bass, -3.5, 0, false}, {TrackKind::Pad, 0, 0.25, true}};
  if (random.chance(0.5)) song.keywords = {{{"warm", 0.5, {}}}, {"sad"}, {"waltz"}};
  for (std::size_t more = random.below(3); more > 0; --more)
    song.suggestions.push_back({takeId(song, 's'),
                                {randomChord(random), randomChord(random)},
                                {4, 1.5},
                                randomKey(random),
                                random.chance(0.5) ? Verdict::Kept : Verdict::Refused,
                                "lift",
                                SuggestionOrigin{1, "p", "q", "rain"}});
}

}  // namespace

theory::ChordSymbol randomChord(Random& random) {
  std::string text = std::string(pick(random, kRoots)) + std::string(pick(random, kSuffixes));
  if (random.chance(0.3)) text += "/" + std::string(pick(random, kRoots));
  const auto chord = theory::parseChordSymbol(text);
  AMUSE_ASSERT(chord.has_value());
  return *chord;
}

Song randomSong(Random& random, const SongShape& shape) {
  Song song = makeEmptySong("Song \xe2\x84\x96 " + std::to_string(random.below(1000)), randomKey(random), {},
                            40.0 + static_cast<double>(random.below(160)));
  const Meter common = pick(random, kMeters);
  std::map<Id, Meter> meters;
  const std::size_t count = 1 + random.below(static_cast<std::size_t>(shape.maxParts));
  const std::size_t firstName = random.below(kNames.size());
  for (std::size_t i = 0; i < count; ++i) {
    const bool played = i == 0 || !shape.unplayedParts || random.chance(0.8);
    // A part that is not played counts in the song's first metre, which is the first part's.
    const Meter meter = i > 0 && played && shape.meterChanges && random.chance(0.4) ? pick(random, kMeters) : common;
    const Tick pickup = shape.pickups && random.chance(0.3) ? meter.beatTicks() / 2 : 0;
    const auto index = addPart(song, std::string(kNames[(firstName + i) % kNames.size()]),
                               1 + static_cast<int>(random.below(static_cast<std::size_t>(shape.maxBars))),
                               std::min(pickup, meter.barTicks() - 240));
    Part& part = song.parts[index];
    meters[part.id] = meter;
    const Tick length = meter.barTicks() * part.bars;
    fillChords(random, shape, song, part, length);
    if (shape.melody && random.chance(0.6)) fillMelody(random, shape, song, part, length);
    if (shape.lyrics && random.chance(0.6)) fillLyrics(random, song, part, length);
    if (!played) song.order.pop_back();
  }
  for (std::size_t more = random.below(4); more > 0; --more) song.order.push_back(Id(pick(random, song.order)));
  layOutMeters(song, meters);
  changeTempoAndKey(random, shape, song);
  if (shape.style) song.style = {"bossa", 0.25, random.uniform(), random.uniform(), "half"};
  song.capo = static_cast<int>(random.below(5));
  if (random.chance(0.3))
    song.inspirations.push_back({"memories of a warm summer beach",
                                 {"beach.jpg"},
                                 {},
                                 0.5,
                                 random.chance(0.8),
                                 random.chance(0.3) ? "p1" : ""});
  if (shape.style) addChoices(random, song);
  return song;
}

}  // namespace amuse::song
