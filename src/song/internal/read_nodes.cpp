#include <algorithm>
#include <cstdint>

#include <nlohmann/json.hpp>

#include "brief/brief_json.h"
#include "song/internal/song_nodes.h"
#include "song/validate.h"

namespace amuse::song {
namespace {

constexpr std::size_t kMaxWordBytes = 64;

Id readIdOf(const JsonReader& reader, IdRule rule) {
  if (rule == IdRule::Required) return readId(reader.at("id"));
  const auto id = reader.find("id");
  return id ? readId(*id) : Id{};
}

SuggestionOrigin readSuggestion(const JsonReader& reader) {
  reader.allowOnly({"kind", "seed", "prior", "proposer", "inspiration"});
  SuggestionOrigin origin;
  origin.seed = static_cast<std::uint32_t>(reader.at("seed").integer(0, UINT32_MAX));
  origin.prior = reader.at("prior").text(kMaxNameBytes);
  origin.proposer = reader.at("proposer").text(kMaxNameBytes);
  origin.inspiration = reader.at("inspiration").text(brief::kMaxInspirationTextBytes);
  return origin;
}

TranscriptionOrigin readTranscription(const JsonReader& reader) {
  reader.allowOnly({"kind", "source", "startSeconds", "endSeconds", "confidence"});
  TranscriptionOrigin origin;
  origin.source = reader.at("source").text(kMaxNameBytes);
  origin.startSeconds = reader.at("startSeconds").number(0, 1e6);
  origin.endSeconds = reader.at("endSeconds").number(origin.startSeconds, 1e6);
  origin.confidence = reader.at("confidence").number(0, 1);
  return origin;
}

/// Events as documents may list them, in the one order a song keeps them in.
template <typename Event, typename Read>
std::vector<Event> readSorted(const std::optional<JsonReader>& list, Read read) {
  std::vector<Event> events;
  if (!list) return events;
  for (const JsonReader& item : list->items(kMaxEventsOfPart)) events.push_back(read(item));
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return a.start != b.start ? a.start < b.start : idBefore(a.id, b.id);
  });
  return events;
}

void readMaps(const JsonReader& reader, Song& song) {
  song.tempoMap.clear();
  for (const JsonReader& item : reader.at("tempoMap").items(kMaxMapEntries)) {
    item.allowOnly({"at", "bpm"});
    song.tempoMap.push_back({readTick(item.at("at")), item.at("bpm").number(kMinTempoBpm, kMaxTempoBpm)});
  }
  song.meterMap.clear();
  for (const JsonReader& item : reader.at("meterMap").items(kMaxMapEntries)) {
    item.allowOnly({"at", "meter"});
    song.meterMap.push_back({readTick(item.at("at")), readMeter(item.at("meter"))});
  }
  song.keyMap.clear();
  for (const JsonReader& item : reader.at("keyMap").items(kMaxMapEntries)) {
    item.allowOnly({"at", "key", "mode"});
    song.keyMap.push_back({readTick(item.at("at")), readKey(item)});
  }
}

}  // namespace

Tick readTick(const JsonReader& reader) { return reader.integer(-kMaxTick, kMaxTick); }

Id readId(const JsonReader& reader) {
  Id id = reader.text(kMaxIdBytes);
  if (!isId(id)) reader.refuse("must be an id: 1 to 64 letters, digits, '-' or '_'");
  return id;
}

theory::Key readKey(const JsonReader& reader) {
  const JsonReader tonic = reader.at("key"), mode = reader.at("mode");
  return {tonic.take(theory::parseSpelling(tonic.text(kMaxWordBytes))),
          mode.take(theory::parseMode(mode.text(kMaxWordBytes)))};
}

theory::ChordSymbol readSymbol(const JsonReader& reader) {
  return reader.take(theory::parseChordSymbol(reader.text(theory::kMaxChordSymbolBytes)));
}

Meter readMeter(const JsonReader& reader) { return reader.take(parseMeter(reader.text(kMaxWordBytes))); }

std::vector<int> readVoicing(const JsonReader& reader) {
  std::vector<int> voicing;
  for (const JsonReader& item : reader.items(kMaxVoices)) voicing.push_back(item.smallInteger(0, 127));
  return voicing;
}

Origin readOrigin(const JsonReader& reader) {
  const JsonReader kindReader = reader.at("kind");
  const std::string kind = kindReader.text(kMaxWordBytes);
  if (kind == "suggestion") return readSuggestion(reader);
  if (kind == "transcription") return readTranscription(reader);
  if (kind != "human") kindReader.refuse("must be human, suggestion or transcription");
  reader.allowOnly({"kind"});
  return HumanOrigin{};
}

ChordEvent readChord(const JsonReader& reader, IdRule rule) {
  reader.allowOnly({"id", "start", "length", "symbol", "locked", "voicing", "origin"});
  ChordEvent chord;
  chord.id = readIdOf(reader, rule);
  chord.start = readTick(reader.at("start"));
  chord.length = readTick(reader.at("length"));
  chord.symbol = readSymbol(reader.at("symbol"));
  if (const auto locked = reader.find("locked")) chord.locked = locked->boolean();
  if (const auto voicing = reader.find("voicing")) chord.voicing = readVoicing(*voicing);
  if (const auto origin = reader.find("origin")) chord.origin = readOrigin(*origin);
  return chord;
}

Note readNote(const JsonReader& reader, IdRule rule) {
  reader.allowOnly({"id", "start", "length", "pitch", "velocity"});
  Note note;
  note.id = readIdOf(reader, rule);
  note.start = readTick(reader.at("start"));
  note.length = readTick(reader.at("length"));
  note.pitch = reader.at("pitch").smallInteger(0, 127);
  if (const auto velocity = reader.find("velocity")) note.velocity = velocity->smallInteger(1, 127);
  return note;
}

Lyric readLyric(const JsonReader& reader, IdRule rule) {
  reader.allowOnly({"id", "start", "text", "noteId"});
  Lyric lyric;
  lyric.id = readIdOf(reader, rule);
  lyric.start = readTick(reader.at("start"));
  lyric.text = reader.at("text").text(kMaxLyricBytes);
  if (const auto noteId = reader.find("noteId")) lyric.noteId = readId(*noteId);
  return lyric;
}

Part readPart(const JsonReader& reader, IdRule rule) {
  reader.allowOnly({"id", "name", "bars", "pickupTicks", "chords", "melody", "lyrics", "energy", "density"});
  Part part;
  part.id = readIdOf(reader, rule);
  part.name = reader.at("name").text(kMaxNameBytes);
  part.bars = reader.at("bars").smallInteger(1, kMaxBars);
  if (const auto pickup = reader.find("pickupTicks")) part.pickupTicks = readTick(*pickup);
  part.chords = readSorted<ChordEvent>(reader.find("chords"), [&](const auto& item) { return readChord(item, rule); });
  part.melody = readSorted<Note>(reader.find("melody"), [&](const auto& item) { return readNote(item, rule); });
  part.lyrics = readSorted<Lyric>(reader.find("lyrics"), [&](const auto& item) { return readLyric(item, rule); });
  if (const auto energy = reader.find("energy")) part.energy = energy->number(0, 1);
  if (const auto density = reader.find("density")) part.density = density->number(0, 1);
  return part;
}

Style readStyle(const JsonReader& reader) {
  reader.allowOnly({"groove", "swing", "energy", "density", "feel"});
  Style style;
  if (const auto groove = reader.find("groove")) style.groove = groove->text(kMaxNameBytes);
  if (const auto swing = reader.find("swing")) style.swing = swing->number(-1, 1);
  if (const auto energy = reader.find("energy")) style.energy = energy->number(0, 1);
  if (const auto density = reader.find("density")) style.density = density->number(0, 1);
  if (const auto feel = reader.find("feel")) style.feel = feel->text(kMaxWordBytes);
  return style;
}

TrackMix readTrackMix(const JsonReader& reader) {
  reader.allowOnly({"track", "gainDb", "pan", "muted"});
  TrackMix mix;
  mix.track = reader.at("track").take(parseTrackKind(reader.at("track").text(kMaxWordBytes)));
  if (const auto gain = reader.find("gainDb")) mix.gainDb = gain->number(kMinGainDb, kMaxGainDb);
  if (const auto pan = reader.find("pan")) mix.pan = pan->number(-1, 1);
  if (const auto muted = reader.find("muted")) mix.muted = muted->boolean();
  return mix;
}

Verdict readVerdict(const JsonReader& reader) { return reader.take(parseVerdict(reader.text(kMaxWordBytes))); }

KeptSuggestion readSuggestion(const JsonReader& reader, IdRule rule) {
  reader.allowOnly({"id", "chords", "beats", "key", "mode", "verdict", "note", "origin"});
  KeptSuggestion suggestion;
  suggestion.id = readIdOf(reader, rule);
  for (const JsonReader& item : reader.at("chords").items(kMaxSuggestedChords))
    suggestion.chords.push_back(readSymbol(item));
  for (const JsonReader& item : reader.at("beats").items(kMaxSuggestedChords))
    suggestion.beats.push_back(item.number(1.0 / 64, kMaxSuggestedBeats));
  suggestion.key = readKey(reader);
  suggestion.verdict = readVerdict(reader.at("verdict"));
  if (const auto note = reader.find("note")) suggestion.note = note->text(kMaxNameBytes);
  if (const auto origin = reader.find("origin")) suggestion.origin = readOrigin(*origin);
  return suggestion;
}

Sharing readSharing(const JsonReader& reader) {
  reader.allowOnly({"words", "pictures", "sounds"});
  Sharing sharing;
  const auto set = [&](std::string_view name, bool& value) {
    if (const auto found = reader.find(name)) value = found->boolean();
  };
  set("words", sharing.words);
  set("pictures", sharing.pictures);
  set("sounds", sharing.sounds);
  return sharing;
}

std::uint64_t leastNextId(const Song& song) {
  std::uint64_t highest = 0;
  const auto see = [&](const auto& item) { highest = std::max(highest, numberOfId(item.id)); };
  for (const Part& part : song.parts) {
    see(part);
    std::for_each(part.chords.begin(), part.chords.end(), see);
    std::for_each(part.melody.begin(), part.melody.end(), see);
    std::for_each(part.lyrics.begin(), part.lyrics.end(), see);
  }
  std::for_each(song.suggestions.begin(), song.suggestions.end(), see);
  return highest + 1;
}

Song readSong(const JsonReader& reader) {
  reader.allowOnly({"schemaVersion", "title", "tempoMap", "meterMap", "keyMap", "parts", "order", "style", "capo",
                    "mix", "inspirations", "keywords", "suggestions", "sharing", "nextId"});
  Song song;
  song.schemaVersion = reader.at("schemaVersion").smallInteger(kSchemaVersion, kSchemaVersion);
  song.title = reader.at("title").text(kMaxTitleBytes);
  readMaps(reader, song);
  for (const JsonReader& item : reader.at("parts").items(kMaxParts)) {
    song.parts.push_back(readPart(item, IdRule::Required));
  }
  for (const JsonReader& item : reader.at("order").items(kMaxOrder)) song.order.push_back(readId(item));
  if (const auto style = reader.find("style")) song.style = readStyle(*style);
  if (const auto capo = reader.find("capo")) song.capo = capo->smallInteger(0, 11);
  if (const auto list = reader.find("inspirations")) {
    for (const JsonReader& item : list->items(kMaxInspirations)) {
      song.inspirations.push_back(brief::readInspiration(item));
    }
  }
  if (const auto list = reader.find("mix"))
    for (const JsonReader& item : list->items(kTrackKinds)) song.mix.push_back(readTrackMix(item));
  if (const auto keywords = reader.find("keywords")) song.keywords = brief::readKeywordChoices(*keywords);
  if (const auto list = reader.find("suggestions"))
    for (const JsonReader& item : list->items(kMaxSuggestions))
      song.suggestions.push_back(readSuggestion(item, IdRule::Required));
  if (const auto sharing = reader.find("sharing")) song.sharing = readSharing(*sharing);
  const auto nextId = reader.find("nextId");
  song.nextId = nextId ? static_cast<std::uint64_t>(nextId->integer(1, kMaxNextId)) : leastNextId(song);
  return song;
}

}  // namespace amuse::song
