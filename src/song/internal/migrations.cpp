#include "song/internal/migrations.h"

#include <array>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "song/internal/song_nodes.h"
#include "song/validate.h"

namespace amuse::song {
namespace {

/// Version 0 is the sketch form that people type by hand: one tempo, metre and key; chords one after the other with
/// their beats; parts named, not numbered. {"title", "tempo", "meter", "key", "mode", "parts": [{"name", "chords":
/// [{"symbol", "beats"}]}], "order": [name]}
struct Sketch {
  nlohmann::json parts = nlohmann::json::array(), order = nlohmann::json::array();
  std::vector<std::pair<std::string, std::string>> idOfName;
  std::uint64_t nextId = 1;

  std::string takeSketchId(char letter) { return fmt::format("{}{}", letter, nextId++); }
};

void addSketchPart(const JsonReader& reader, const Meter& meter, Sketch& sketch) {
  reader.allowOnly({"name", "chords"});
  const std::string name = reader.at("name").text(kMaxNameBytes), id = sketch.takeSketchId('p');
  nlohmann::json chords = nlohmann::json::array();
  double endBeats = 0;
  Tick start = 0;
  for (const JsonReader& item : reader.at("chords").items(kMaxEventsOfPart)) {
    item.allowOnly({"symbol", "beats"});
    endBeats += item.at("beats").number(1.0 / 64, 1024);
    const Tick end = std::llround(endBeats * static_cast<double>(meter.beatTicks()));
    chords.push_back({{"id", sketch.takeSketchId('c')},
                      {"start", start},
                      {"length", end - start},
                      {"symbol", item.at("symbol").value()}});
    start = end;
  }
  const Tick bars = std::max<Tick>(1, (start + meter.barTicks() - 1) / meter.barTicks());
  sketch.parts.push_back({{"id", id}, {"name", name}, {"bars", bars}, {"chords", std::move(chords)}});
  sketch.idOfName.emplace_back(name, id);
}

void addSketchOrder(const JsonReader& reader, Sketch& sketch) {
  const auto listed = reader.find("order");
  if (!listed) {
    for (const auto& [name, id] : sketch.idOfName) sketch.order.push_back(id);
    return;
  }
  for (const JsonReader& item : listed->items(kMaxOrder)) {
    const std::string wanted = item.text(kMaxNameBytes);
    const auto found = std::find_if(sketch.idOfName.begin(), sketch.idOfName.end(),
                                    [&](const auto& entry) { return entry.first == wanted; });
    if (found == sketch.idOfName.end()) return item.refuse("must be the name of a part");
    sketch.order.push_back(found->second);
  }
}

nlohmann::json fromVersion0(const JsonReader& reader) {
  reader.allowOnly({"schemaVersion", "title", "tempo", "meter", "key", "mode", "capo", "parts", "order"});
  const auto orElse = [&](std::string_view name, const nlohmann::json& otherwise) {
    const auto found = reader.find(name);
    return found ? found->value() : otherwise;
  };
  const auto meterReader = reader.find("meter");
  const Meter meter = meterReader ? readMeter(*meterReader) : Meter{};
  Sketch sketch;
  for (const JsonReader& part : reader.at("parts").items(kMaxParts)) addSketchPart(part, meter, sketch);
  addSketchOrder(reader, sketch);
  return {{"schemaVersion", 1},
          {"title", orElse("title", "")},
          {"tempoMap", {{{"at", 0}, {"bpm", orElse("tempo", 100)}}}},
          {"meterMap", {{{"at", 0}, {"meter", toText(meter)}}}},
          {"keyMap", {{{"at", 0}, {"key", orElse("key", "C")}, {"mode", orElse("mode", "Maj")}}}},
          {"parts", std::move(sketch.parts)},
          {"order", std::move(sketch.order)},
          {"capo", orElse("capo", 0)}};
}

/// Version 2 adds levels of parts, the mix, keywords, suggestions, and weights of inspirations: all may be missing.
nlohmann::json fromVersion1(const JsonReader& reader) {
  nlohmann::json document = reader.value();
  document["schemaVersion"] = 2;
  return document;
}

/// Version 3 adds what language models may be given, and inspirations that are for one part: both may be missing.
nlohmann::json fromVersion2(const JsonReader& reader) {
  nlohmann::json document = reader.value();
  document["schemaVersion"] = 3;
  return document;
}

constexpr std::array kSteps{Migration{0, fromVersion0}, Migration{1, fromVersion1}, Migration{2, fromVersion2}};
static_assert(kSteps.size() == kSchemaVersion, "each older version needs its step");

}  // namespace

std::span<const Migration> migrations() { return kSteps; }

Result<nlohmann::json> migrate(nlohmann::json document) {
  std::optional<Error> problem;
  const JsonReader reader(document, problem);
  const auto versionReader = reader.find("schemaVersion");
  std::int64_t version = versionReader ? versionReader->integer(0, INT32_MAX) : 0;
  if (problem) return tl::unexpected(*problem);
  if (version > kSchemaVersion) {
    return fail(ErrorCode::Unsupported,
                fmt::format("the song has schema version {}; this program reads up to {}: use a newer Amuse", version,
                            kSchemaVersion));
  }
  for (; version < kSchemaVersion; ++version) {
    nlohmann::json next = kSteps[static_cast<std::size_t>(version)].step(JsonReader(document, problem));
    if (problem) return tl::unexpected(*problem);
    document = std::move(next);
  }
  return document;
}

}  // namespace amuse::song
