#include <nlohmann/json.hpp>

#include "brief/brief_json.h"
#include "song/internal/song_nodes.h"

namespace amuse::song {
namespace {

using OrderedJson = nlohmann::ordered_json;

template <typename Item>
OrderedJson listNode(const std::vector<Item>& items) {
  OrderedJson list = OrderedJson::array();
  for (const Item& item : items) list.push_back(toNode(item));
  return list;
}

struct OriginWriter {
  OrderedJson operator()(const HumanOrigin&) const { return {{"kind", "human"}}; }
  OrderedJson operator()(const SuggestionOrigin& o) const {
    return {{"kind", "suggestion"},
            {"seed", o.seed},
            {"prior", o.prior},
            {"proposer", o.proposer},
            {"inspiration", o.inspiration}};
  }
  OrderedJson operator()(const TranscriptionOrigin& o) const {
    return {{"kind", "transcription"},
            {"source", o.source},
            {"startSeconds", o.startSeconds},
            {"endSeconds", o.endSeconds},
            {"confidence", o.confidence}};
  }
};

}  // namespace

OrderedJson toNode(const theory::Key& key) {
  return {{"key", theory::toText(key.tonic)}, {"mode", theory::toText(key.mode)}};
}

OrderedJson toNode(const Origin& origin) { return std::visit(OriginWriter{}, origin); }

OrderedJson toNode(const ChordEvent& chord) {
  OrderedJson node;
  if (!chord.id.empty()) node["id"] = chord.id;
  node["start"] = chord.start;
  node["length"] = chord.length;
  node["symbol"] = theory::toText(chord.symbol);
  node["locked"] = chord.locked;
  if (chord.voicing) node["voicing"] = *chord.voicing;
  node["origin"] = toNode(chord.origin);
  return node;
}

OrderedJson toNode(const Note& note) {
  OrderedJson node;
  if (!note.id.empty()) node["id"] = note.id;
  node["start"] = note.start;
  node["length"] = note.length;
  node["pitch"] = note.pitch;
  node["velocity"] = note.velocity;
  return node;
}

OrderedJson toNode(const Lyric& lyric) {
  OrderedJson node;
  if (!lyric.id.empty()) node["id"] = lyric.id;
  node["start"] = lyric.start;
  node["text"] = lyric.text;
  if (lyric.noteId) node["noteId"] = *lyric.noteId;
  return node;
}

OrderedJson toNode(const Part& part) {
  OrderedJson node;
  if (!part.id.empty()) node["id"] = part.id;
  node["name"] = part.name;
  node["bars"] = part.bars;
  node["pickupTicks"] = part.pickupTicks;
  node["chords"] = listNode(part.chords);
  node["melody"] = listNode(part.melody);
  node["lyrics"] = listNode(part.lyrics);
  if (part.energy) node["energy"] = *part.energy;
  if (part.density) node["density"] = *part.density;
  return node;
}

OrderedJson toNode(const Style& style) {
  return {{"groove", style.groove},
          {"swing", style.swing},
          {"energy", style.energy},
          {"density", style.density},
          {"feel", style.feel}};
}

OrderedJson toNode(const TrackMix& mix) {
  return {{"track", toText(mix.track)}, {"gainDb", mix.gainDb}, {"pan", mix.pan}, {"muted", mix.muted}};
}

OrderedJson toNode(const Sharing& sharing) {
  return {{"words", sharing.words}, {"pictures", sharing.pictures}, {"sounds", sharing.sounds}};
}

OrderedJson toNode(const KeptSuggestion& suggestion) {
  OrderedJson node;
  if (!suggestion.id.empty()) node["id"] = suggestion.id;
  node["chords"] = OrderedJson::array();
  for (const auto& chord : suggestion.chords) node["chords"].push_back(theory::toText(chord));
  node["beats"] = suggestion.beats;
  node.update(toNode(suggestion.key));
  node["verdict"] = toText(suggestion.verdict);
  node["note"] = suggestion.note;
  node["origin"] = toNode(suggestion.origin);
  return node;
}

OrderedJson toNode(const Song& song) {
  OrderedJson node{{"schemaVersion", song.schemaVersion}, {"title", song.title}};
  node["tempoMap"] = OrderedJson::array();
  for (const TempoChange& change : song.tempoMap) node["tempoMap"].push_back({{"at", change.at}, {"bpm", change.bpm}});
  node["meterMap"] = OrderedJson::array();
  for (const MeterChange& change : song.meterMap) {
    node["meterMap"].push_back({{"at", change.at}, {"meter", toText(change.meter)}});
  }
  node["keyMap"] = OrderedJson::array();
  for (const KeyChange& change : song.keyMap) {
    OrderedJson entry{{"at", change.at}};
    entry.update(toNode(change.key));
    node["keyMap"].push_back(std::move(entry));
  }
  node["parts"] = listNode(song.parts);
  node["order"] = song.order;
  node["style"] = toNode(song.style);
  node["capo"] = song.capo;
  node["mix"] = listNode(song.mix);
  node["inspirations"] = OrderedJson::array();
  for (const auto& inspiration : song.inspirations) node["inspirations"].push_back(brief::toNode(inspiration));
  node["keywords"] = brief::toNode(song.keywords);
  node["suggestions"] = listNode(song.suggestions);
  node["sharing"] = toNode(song.sharing);
  node["nextId"] = song.nextId;
  return node;
}

}  // namespace amuse::song
