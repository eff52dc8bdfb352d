#include "wire/chords_json.h"

#include <map>

#include <nlohmann/json.hpp>

#include "base/json_reader.h"

namespace amuse::wire {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kMaxChordsBytes = 64u << 10, kMaxTypedBytes = 200, kMaxKeyBytes = 40;

ChordsRequest readChords(const JsonReader& reader) {
  reader.allowOnly({"symbols", "key", "mode", "capo", "shapes", "complete"});
  ChordsRequest request;
  if (const auto symbols = reader.find("symbols"))
    for (const auto& item : symbols->items(kMaxReadChords)) request.symbols.push_back(item.text(kMaxTypedBytes));
  if (const auto key = reader.find("key")) {
    const auto named = key->take(theory::parseKey(key->text(kMaxKeyBytes)));
    request.key = {named.tonic, named.mode};
  }
  if (const auto mode = reader.find("mode")) request.key.mode = mode->take(theory::parseMode(mode->text(kMaxKeyBytes)));
  if (const auto capo = reader.find("capo")) request.capo = capo->smallInteger(0, app::kHighestCapo);
  if (const auto shapes = reader.find("shapes")) request.withShapes = shapes->boolean();
  if (const auto prefix = reader.find("complete")) request.complete = prefix->text(kMaxTypedBytes);
  if (!reader.find("symbols") && !request.complete) reader.refuse("must have symbols or complete");
  return request;
}

std::string_view nameOf(theory::OriginKind kind) {
  switch (kind) {
    case theory::OriginKind::InKey: return "inKey";
    case theory::OriginKind::Applied: return "applied";
    case theory::OriginKind::Borrowed: return "borrowed";
    case theory::OriginKind::Outside: return "outside";
  }
  return "outside";
}

std::string_view nameOf(perform::VoicingStyle style) {
  using perform::VoicingStyle;
  switch (style) {
    case VoicingStyle::Shell: return "shell";
    case VoicingStyle::Drop2: return "drop2";
    case VoicingStyle::Rootless: return "rootless";
    case VoicingStyle::Spread: return "spread";
    default: return "close";
  }
}

/// Where it comes from: kind, the lending mode, the chord it leads into.
void addOrigin(const theory::ChordOrigin& origin, const theory::Key& key, ordered_json& object) {
  object["origin"] = nameOf(origin.kind);
  object["from"] = origin.lender ? ordered_json(theory::toText(*origin.lender)) : ordered_json();
  object["to"] = origin.target ? ordered_json(theory::toText(theory::toSymbol(*origin.target, key))) : ordered_json();
}

ordered_json fingeringsOf(const std::vector<perform::Fingering>& fingerings) {
  ordered_json list = ordered_json::array();
  for (const auto& one : fingerings)
    list.push_back(
        {{"frets", one.frets}, {"pitches", one.pitches}, {"fingers", one.fingers}, {"barreFret", one.barreFret}});
  return list;
}

ordered_json pianoOf(const std::vector<perform::PianoShape>& shapes) {
  ordered_json list = ordered_json::array();
  for (const auto& one : shapes)
    list.push_back({{"pitches", one.pitches}, {"style", nameOf(one.style)}, {"inversion", one.inversion}});
  return list;
}

ordered_json factsOf(const app::ChordFacts& facts, const theory::Key& key) {
  ordered_json notes = ordered_json::array(), pitchClasses = ordered_json::array();
  for (const auto& note : facts.notes) {
    notes.push_back(theory::toText(note));
    pitchClasses.push_back(note.pitchClass());
  }
  ordered_json object{{"symbol", theory::toText(facts.chord)}, {"roman", facts.roman}, {"nashville", facts.nashville}};
  addOrigin(facts.origin, key, object);
  const bool sounds = !facts.chord.isNoChord();
  object["root"] = sounds ? ordered_json(theory::toText(facts.chord.root)) : ordered_json();
  object["bass"] = facts.chord.bass ? ordered_json(theory::toText(*facts.chord.bass)) : ordered_json();
  object["notes"] = std::move(notes);
  object["pitchClasses"] = std::move(pitchClasses);
  object["degrees"] = facts.degrees;
  return object;
}

ordered_json readOne(const std::string& typed, const ChordsRequest& request, const perform::FretShapes& shapes) {
  const auto chord = app::readTypedChord(typed);
  if (!chord) {
    const auto& error = chord.error();
    return {{"text", typed},
            {"error",
             {{"code", toText(error.code)},
              {"message", error.message},
              {"offset", error.offset ? ordered_json(*error.offset) : ordered_json()}}}};
  }
  const auto facts = request.withShapes ? app::chordFactsWithShapes(*chord, request.key, request.capo, shapes)
                                        : app::chordFacts(*chord, request.key);
  ordered_json object{{"text", typed}, {"chord", factsOf(facts, request.key)}};
  if (!request.withShapes) return object;
  object["shapes"] = {{"held", theory::toText(facts.shape)},
                      {"guitar", fingeringsOf(facts.guitar)},
                      {"ukulele", fingeringsOf(facts.ukulele)},
                      {"piano", pianoOf(facts.piano)}};
  return object;
}

}  // namespace

Result<ChordsRequest> parseChordsRequest(std::string_view json) {
  return readJsonText(json, kMaxChordsBytes, readChords);
}

std::string answerChords(const ChordsRequest& request, const perform::FretShapes& shapes) {
  ordered_json answer{{"key", theory::toText(request.key.tonic)},
                      {"mode", theory::toText(request.key.mode)},
                      {"capo", request.capo},
                      {"chords", ordered_json::array()}};
  std::map<std::string, ordered_json> known;
  for (const auto& typed : request.symbols) {
    const auto [at, isNew] = known.try_emplace(typed);
    if (isNew) at->second = readOne(typed, request, shapes);
    answer["chords"].push_back(at->second);
  }
  if (request.complete) {
    answer["completions"] = ordered_json::array();
    for (const auto& facts : app::completeChord(*request.complete, request.key))
      answer["completions"].push_back(factsOf(facts, request.key));
  }
  return answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace amuse::wire
