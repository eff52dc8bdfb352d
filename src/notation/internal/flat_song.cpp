#include "notation/internal/flat_song.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "song/timeline.h"

namespace amuse::notation {
namespace {

using song::Song;
using song::Tick;

Result<void> checkSize(const Song& song) {
  int bars = 0;
  std::size_t events = 0;
  for (const song::PlayedPart& played : song::flattenParts(song)) {
    const song::Part& part = song.parts[played.partIndex];
    bars += part.bars;
    events += part.chords.size() + part.melody.size() + part.lyrics.size();
  }
  if (bars > kMaxWrittenBars) {
    return fail(ErrorCode::TooLarge, fmt::format("the song has over {} bars; shorten its order", kMaxWrittenBars));
  }
  if (events > kMaxWrittenEvents) return fail(ErrorCode::TooLarge, "the song has too many notes; shorten its order");
  return {};
}

/// One remark for a kind of thing the song has and the format does not hold.
class LossList {
 public:
  void addIf(bool lost, std::string message) {
    if (lost) losses_.push_back({Severity::Warning, std::move(message), std::nullopt});
  }
  [[nodiscard]] std::vector<Diagnostic> take() { return std::move(losses_); }

 private:
  std::vector<Diagnostic> losses_;
};

template <typename Test>
bool anyChord(const Song& song, Test test) {
  return std::any_of(song.parts.begin(), song.parts.end(),
                     [&](const song::Part& part) { return std::any_of(part.chords.begin(), part.chords.end(), test); });
}

template <typename Test>
bool anyLyric(const Song& song, Test test) {
  return std::any_of(song.parts.begin(), song.parts.end(),
                     [&](const song::Part& part) { return std::any_of(part.lyrics.begin(), part.lyrics.end(), test); });
}

bool hasUnplayedPart(const Song& song) {
  return std::any_of(song.parts.begin(), song.parts.end(), [&](const song::Part& part) {
    return std::find(song.order.begin(), song.order.end(), part.id) == song.order.end();
  });
}

bool hasLaterPickup(const Song& song) {
  const auto played = song::flattenParts(song);
  return std::any_of(played.begin(), played.end(), [&](const song::PlayedPart& part) {
    return part.orderIndex > 0 && song.parts[part.partIndex].pickupTicks > 0;
  });
}

bool hasGaps(const Song& song) {
  Tick at = -song::leadInTicks(song);
  for (const song::PlayedEvent& chord : song::playedChords(song)) {
    if (chord.start > at) return true;
    at = chord.start + chord.length;
  }
  return at < song::songLengthTicks(song);
}

bool changesInsideBars(const Song& song) {
  const auto inside = [&](const auto& change) {
    return song::toBarPosition(song, change.at) !=
           song::BarPosition{song::toBarPosition(song, change.at).barNumber, 1, 0};
  };
  return std::any_of(song.tempoMap.begin(), song.tempoMap.end(), inside) ||
         std::any_of(song.keyMap.begin(), song.keyMap.end(), inside);
}

bool isPlainMode(const song::KeyChange& change) {
  return change.key.mode == theory::Mode::Maj || change.key.mode == theory::Mode::Min;
}

}  // namespace

Result<FlatSong> flatten(const Song& song) {
  if (const auto checked = checkSize(song); !checked) return tl::unexpected(checked.error());
  FlatSong flat{song.title,
                song.tempoMap,
                song.meterMap,
                song.keyMap,
                {},
                {},
                {},
                {},
                song::leadInTicks(song),
                song::songLengthTicks(song),
                song.capo};
  for (const song::PlayedPart& part : song::flattenParts(song)) {
    flat.sections.push_back({part.start, song.parts[part.partIndex].name});
  }
  for (const song::PlayedEvent& chord : song::playedChords(song)) {
    flat.chords.push_back({chord.start, chord.length, song.parts[chord.partIndex].chords[chord.eventIndex].symbol});
  }
  for (const song::PlayedEvent& event : song::playedMelody(song)) {
    const song::Note& note = song.parts[event.partIndex].melody[event.eventIndex];
    flat.notes.push_back({event.start, event.length, note.pitch, note.velocity});
  }
  for (const song::PlayedEvent& event : song::playedLyrics(song)) {
    const song::Lyric& lyric = song.parts[event.partIndex].lyrics[event.eventIndex];
    const bool onNote = lyric.noteId && !startingWithin(flat.notes, event.start, event.start + 1).empty();
    flat.lyrics.push_back({event.start, lyric.text, onNote});
  }
  return flat;
}

std::vector<FlatChord> withoutGaps(const std::vector<FlatChord>& chords, Tick from, Tick to) {
  std::vector<FlatChord> filled;
  Tick at = from;
  // The last chord that begins before may reach in.
  auto first = std::lower_bound(chords.begin(), chords.end(), from,
                                [](const FlatChord& chord, Tick tick) { return chord.start < tick; });
  if (first != chords.begin()) --first;
  for (; first != chords.end() && first->start < to; ++first) {
    const FlatChord& chord = *first;
    const Tick start = std::max(chord.start, from), end = std::min(chord.end(), to);
    if (end <= start) continue;
    if (start > at) filled.push_back({at, start - at, theory::noChord()});
    filled.push_back({start, end - start, chord.symbol});
    at = end;
  }
  if (at < to) filled.push_back({at, to - at, theory::noChord()});
  return filled;
}

std::vector<Diagnostic> lossesOf(const Song& song, const Holds& holds) {
  LossList list;
  const auto isSyllable = [](const song::Lyric& lyric) { return lyric.noteId.has_value(); };
  const bool hasMelody =
      std::any_of(song.parts.begin(), song.parts.end(), [](const auto& p) { return !p.melody.empty(); });
  list.addIf(hasUnplayedPart(song), "parts that are not in the order are left out");
  list.addIf(anyChord(song, [](const auto& chord) { return chord.voicing.has_value(); }), "voicings are left out");
  list.addIf(anyChord(song, [](const auto& chord) { return chord.locked; }), "locks on chords are left out");
  list.addIf(anyChord(song, [](const auto& chord) { return !std::holds_alternative<song::HumanOrigin>(chord.origin); }),
             "where chords came from is left out");
  list.addIf(song.style != song::Style{}, "the style of playing is left out");
  list.addIf(!song.inspirations.empty(), "the inspirations are left out");
  list.addIf(!holds.melody && hasMelody, "the melody is left out");
  list.addIf(holds.melody && !holds.velocities && hasMelody, "how loud notes are is left out");
  list.addIf(!holds.words && anyLyric(song, [](const auto&) { return true; }), "the words are left out");
  list.addIf(holds.words && !holds.syllables && anyLyric(song, isSyllable),
             "syllables become lines of words, without their notes");
  list.addIf(!holds.capo && song.capo > 0, "the capo is left out");
  list.addIf(!holds.sections && song.order.size() > 1, "the names and borders of parts are left out");
  list.addIf(!holds.tempo && song.tempoMap.size() > 1, "changes of tempo are left out");
  list.addIf(!holds.meter && song.meterMap != std::vector<song::MeterChange>{{}}, "the metre is left out");
  list.addIf(!holds.key && song.keyMap != std::vector<song::KeyChange>{{}}, "the key is left out");
  list.addIf(holds.key && !holds.allModes && !std::all_of(song.keyMap.begin(), song.keyMap.end(), isPlainMode),
             "modes beyond the format's own are written as the nearest one");
  list.addIf(holds.tempo && !holds.tempoInsideBars && changesInsideBars(song),
             "changes of tempo or key inside a bar move to its bar line");
  const auto played = song::playedChords(song);
  const bool chordsInPickup = !played.empty() && played.front().start < 0;
  list.addIf(!holds.pickup && chordsInPickup, "the pickup becomes a whole bar");
  list.addIf(!holds.pickup && !chordsInPickup && song::leadInTicks(song) > 0,
             "the pickup, which has no chords, is left out");
  list.addIf(hasLaterPickup(song), "pickups of later parts are written into the end of the part before");
  list.addIf(!holds.gaps && hasGaps(song), "places without a chord become N.C.");
  return list.take();
}

std::string cleanText(std::string_view text, std::size_t limitBytes) {
  std::string clean;
  for (std::size_t i = 0; i < text.size() && clean.size() < limitBytes;) {
    const unsigned char lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const std::string_view character = text.substr(i, length);
    if (findInvalidUtf8(character) != std::string_view::npos) {
      clean += '?';
      ++i;
      continue;
    }
    if (clean.size() + length > limitBytes) break;
    clean += lead < 0x20 || lead == 0x7f ? std::string_view(" ") : character;
    i += length;
  }
  return std::string(trim(clean));
}

}  // namespace amuse::notation
