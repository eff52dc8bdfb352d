#include "song/song_builder.h"

#include <cmath>

#include <fmt/format.h>

#include "base/assert.h"

namespace amuse::song {

Id takeId(Song& song, char letter) { return fmt::format("{}{}", letter, song.nextId++); }

Song makeEmptySong(std::string title, const theory::Key& key, const Meter& meter, double tempoBpm) {
  Song song;
  song.title = std::move(title);
  song.tempoMap = {{0, tempoBpm}};
  song.meterMap = {{0, meter}};
  song.keyMap = {{0, key}};
  return song;
}

std::size_t addPart(Song& song, std::string name, int bars, Tick pickupTicks) {
  Part part;
  part.id = takeId(song, 'p');
  part.name = std::move(name);
  part.bars = bars;
  part.pickupTicks = pickupTicks;
  song.order.push_back(part.id);
  song.parts.push_back(std::move(part));
  return song.parts.size() - 1;
}

void addChord(Song& song, std::size_t partIndex, Tick start, Tick length, const theory::ChordSymbol& symbol,
              const Origin& origin) {
  ChordEvent chord;
  chord.id = takeId(song, 'c');
  chord.start = start;
  chord.length = length;
  chord.symbol = symbol;
  chord.origin = origin;
  song.parts[partIndex].chords.push_back(std::move(chord));
}

Song makeSong(std::string title, const theory::Key& key, const Meter& meter, double tempoBpm,
              std::span<const ChordSpan> chords, const Origin& origin) {
  Song song = makeEmptySong(std::move(title), key, meter, tempoBpm);
  const std::size_t part = addPart(song, "A", 1);
  Tick at = 0;
  for (const ChordSpan& chord : chords) {
    AMUSE_ASSERT(chord.length > 0);
    addChord(song, part, at, chord.length, chord.symbol, origin);
    at += chord.length;
  }
  const Tick bar = meter.barTicks();
  song.parts[part].bars = static_cast<int>(std::max<Tick>(1, (at + bar - 1) / bar));
  return song;
}

Song makeSong(std::string title, const theory::Key& key, const Meter& meter, double tempoBpm,
              std::span<const theory::ChordSymbol> chords, std::span<const double> beats, const Origin& origin) {
  AMUSE_ASSERT(chords.size() == beats.size());
  std::vector<ChordSpan> spans;
  // Ends are rounded, not lengths, so that thirds of a bar still add up to the bar.
  double endBeats = 0;
  Tick start = 0;
  for (std::size_t i = 0; i < chords.size(); ++i) {
    endBeats += beats[i];
    const Tick end = std::llround(endBeats * static_cast<double>(meter.beatTicks()));
    spans.push_back({chords[i], end - start});
    start = end;
  }
  return makeSong(std::move(title), key, meter, tempoBpm, spans, origin);
}

}  // namespace amuse::song
