#include "wire/requests.h"

#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "base/json_reader.h"
#include "brief/brief_json.h"
#include "song/song_builder.h"
#include "song/song_json.h"
#include "song/validate.h"
#include "wire/internal/request_fields.h"

namespace amuse::wire {
namespace {

using namespace internal;

constexpr std::size_t kMaxProgressions = 1000;

song::Song readSongOf(const JsonReader& reader) { return reader.take(song::parseSong(reader.value().dump())); }

void readConditions(const JsonReader& reader, ScoreRequest& request) {
  if (const auto mode = reader.find("mode")) request.mode = mode->take(theory::parseMode(mode->text(kMaxWordBytes)));
  setText(reader, "genre", request.genre);
  setText(reader, "section", request.section);
  if (const auto decade = reader.find("decade")) request.decade = decade->smallInteger(0, 9999);
  request.prior = readPrior(reader);
}

ScoreRequest readScore(const JsonReader& reader) {
  reader.allowOnly({"progressions", "mode", "classes", "genre", "section", "decade", "prior"});
  ScoreRequest request;
  request.progressions = texts(reader.at("progressions"), kMaxProgressions, kMaxLineBytes);
  if (const auto level = reader.find("classes"))
    request.level = level->take(lm::parseLevel(level->text(kMaxWordBytes)));
  readConditions(reader, request);
  return request;
}

ScoreRequest readNext(const JsonReader& reader) {
  reader.allowOnly({"chords", "mode", "top", "genre", "section", "decade", "prior"});
  ScoreRequest request;
  setText(reader, "chords", request.chords, kMaxLineBytes);
  if (const auto top = reader.find("top")) request.top = top->smallInteger(1, 192);
  readConditions(reader, request);
  return request;
}

song::Song readProgression(const JsonReader& reader) {
  reader.allowOnly({"chords", "beats", "key", "mode", "meter", "tempoBpm", "title"});
  std::vector<theory::ChordSymbol> chords;
  for (const auto& item : reader.at("chords").items(kMaxChords))
    chords.push_back(item.take(theory::parseAnyChord(item.text(64))));
  if (chords.empty()) reader.at("chords").refuse("must have a chord");
  std::string key = "C", mode, meter = "4/4", title = "Amuse";
  setText(reader, "key", key);
  setText(reader, "mode", mode);
  setText(reader, "meter", meter);
  setText(reader, "title", title, song::kMaxTitleBytes);
  const auto named = reader.take(theory::parseKey(key));
  theory::Key inKey{named.tonic, named.mode};
  if (!mode.empty()) inKey.mode = reader.take(theory::parseMode(mode));
  const song::Meter bars = reader.take(song::parseMeter(meter));
  std::vector<double> beats(chords.size(), bars.beats);
  if (const auto given = reader.find("beats")) {
    beats.clear();
    for (const auto& item : given->items(kMaxChords)) beats.push_back(item.number(0.0625, 512));
    if (beats.size() != chords.size()) given->refuse("must have one entry for each chord");
  }
  const auto tempo = reader.find("tempoBpm");
  const double bpm = tempo ? tempo->number(song::kMinTempoBpm, song::kMaxTempoBpm) : 100;
  if (reader.failed()) return {};
  return song::makeSong(title, inKey, bars, bpm, chords, beats);
}

std::optional<double> readShare(const JsonReader& reader, std::string_view name) {
  const auto found = reader.find(name);
  return found ? std::optional(found->number(0, 1)) : std::nullopt;
}

/// The fields of Play; `finish` and `seed` go beside the wishes.
void readPlay(const JsonReader& reader, PlayRequest& request) {
  auto& wishes = request.how.wishes;
  if (const auto groove = reader.find("groove")) wishes.groove = groove->text(kMaxWordBytes);
  if (const auto feel = reader.find("feel")) {
    wishes.feel = feel->text(kMaxWordBytes);
    if (wishes.feel != "normal" && wishes.feel != "half" && wishes.feel != "double")
      feel->refuse("must be normal, half or double");
  }
  if (const auto tempo = reader.find("tempo")) wishes.tempoBpm = tempo->number(song::kMinTempoBpm, song::kMaxTempoBpm);
  wishes.swing = readShare(reader, "swing");
  wishes.energy = readShare(reader, "energy");
  wishes.density = readShare(reader, "density");
  if (const auto capo = reader.find("capo")) wishes.capo = capo->smallInteger(0, 11);
  if (const auto seed = reader.find("seed")) request.how.seed = static_cast<std::uint32_t>(seed->integer(0, kMaxSeed));
  if (const auto finish = reader.find("finish")) {
    const auto text = finish->text(kMaxWordBytes);
    if (text != "loop" && text != "final") finish->refuse("must be loop or final");
    request.how.ending = text == "final" ? perform::Ending::Final : perform::Ending::Loop;
    request.hasFinish = true;
  }
}

PlayRequest readPlayed(const JsonReader& reader) {
  PlayRequest request;
  const auto song = reader.find("song"), id = reader.find("songId"), progression = reader.find("progression");
  if (int(song.has_value()) + int(id.has_value()) + int(progression.has_value()) != 1)
    reader.refuse("must have one of song, songId and progression");
  if (song) request.song = readSongOf(*song);
  if (progression) request.song = readProgression(*progression);
  request.how.isNewSong = progression.has_value();
  if (id) request.songId = id->text(kMaxWordBytes);
  setText(reader, "branch", request.branch);
  if (const auto brief = reader.find("inspiration")) request.how.brief = brief::readBrief(*brief);
  if (const auto play = reader.find("play")) {
    play->allowOnly({"groove", "tempo", "swing", "energy", "density", "feel", "capo", "finish", "seed"});
    readPlay(*play, request);
  }
  return request;
}

store::Target readTarget(const JsonReader& reader) {
  store::Target target;
  target.baseVersion = reader.at("baseVersion").integer(1, INT64_MAX);
  setText(reader, "branch", target.branch);
  setText(reader, "key", target.key);
  setText(reader, "by", target.by);
  return target;
}

/// What changes a song names its target, and has one field of its own, which `readOwn` takes.
template <typename ReadOwn>
Result<TargetRequest> readTargetRequest(std::string_view json, std::size_t maxBytes, std::string_view own,
                                        const ReadOwn& readOwn) {
  return readJsonText(json, maxBytes, [&](const JsonReader& reader) {
    reader.allowOnly({"baseVersion", own, "branch", "key", "by"});
    TargetRequest request;
    request.target = readTarget(reader);
    readOwn(reader, request);
    return request;
  });
}

/// A query's text as the JSON it stands for.
nlohmann::json valueOf(const std::string& name, const std::string& text) {
  if (name == "format" || name == "branch" || name == "groove" || name == "feel" || name == "finish") return text;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return text;
  if (number == std::floor(number) && std::abs(number) < 1e15) return static_cast<std::int64_t>(number);
  return number;
}

}  // namespace

Result<ScoreRequest> parseScoreRequest(std::string_view json) {
  return readJsonText(json, kMaxRequestBytes, readScore);
}
Result<ScoreRequest> parseNextRequest(std::string_view json) { return readJsonText(json, kMaxRequestBytes, readNext); }

Result<PlayRequest> parsePlayRequest(std::string_view json) {
  return readJsonText(json, song::kMaxSongBytes, [](const JsonReader& reader) {
    reader.allowOnly({"song", "songId", "branch", "progression", "play", "inspiration"});
    return readPlayed(reader);
  });
}

Result<PlayRequest> parseExportRequest(std::string_view json) {
  return readJsonText(json, song::kMaxSongBytes, [](const JsonReader& reader) {
    reader.allowOnly({"song", "songId", "branch", "progression", "play", "inspiration", "format"});
    PlayRequest request = readPlayed(reader);
    request.format = reader.at("format").text(kMaxWordBytes);
    return request;
  });
}

Result<PlayRequest> parseExportQuery(std::span<const std::pair<std::string, std::string>> fields) {
  nlohmann::json object = nlohmann::json::object();
  for (const auto& [name, text] : fields) object[name] = valueOf(name, text);
  std::optional<Error> problem;
  const JsonReader reader(object, problem);
  reader.allowOnly(
      {"format", "branch", "groove", "tempo", "swing", "energy", "density", "feel", "capo", "finish", "seed"});
  PlayRequest request;
  request.format = reader.at("format").text(kMaxWordBytes);
  setText(reader, "branch", request.branch);
  readPlay(reader, request);
  if (problem) return tl::unexpected(*problem);
  return request;
}

Result<NewSong> parseNewSong(std::string_view json) {
  return readJsonText(json, song::kMaxSongBytes, [](const JsonReader& reader) {
    reader.allowOnly({"song", "title", "by"});
    NewSong made;
    std::string title = "Untitled";
    setText(reader, "title", title, song::kMaxTitleBytes);
    const auto song = reader.find("song");
    if (song && reader.find("title")) song->refuse("has a title of its own; leave the other out");
    made.song = song ? readSongOf(*song) : song::makeEmptySong(title);
    setText(reader, "by", made.by);
    return made;
  });
}

Result<TargetRequest> parseReplace(std::string_view json) {
  return readTargetRequest(json, song::kMaxSongBytes, "song", [](const JsonReader& reader, TargetRequest& request) {
    request.song = readSongOf(reader.at("song"));
  });
}

Result<TargetRequest> parseStep(std::string_view json) {
  return readTargetRequest(json, kMaxRequestBytes, "step", [](const JsonReader& reader, TargetRequest& request) {
    if (const auto step = reader.find("step")) {
      const auto text = step->text(kMaxWordBytes);
      if (text != "operation" && text != "batch") step->refuse("must be operation or batch");
      if (text == "operation") request.step = store::Step::Operation;
    }
  });
}

Result<TargetRequest> parseRestore(std::string_view json) {
  return readTargetRequest(json, kMaxRequestBytes, "version", [](const JsonReader& reader, TargetRequest& request) {
    request.version = reader.at("version").integer(1, INT64_MAX);
  });
}

Result<NewBranch> parseNewBranch(std::string_view json) {
  return readJsonText(json, kMaxRequestBytes, [](const JsonReader& reader) {
    reader.allowOnly({"name", "from"});
    return NewBranch{reader.at("name").text(store::kMaxNameBytes), reader.at("from").integer(1, INT64_MAX)};
  });
}

Result<std::string> parseName(std::string_view json) {
  return readJsonText(json, kMaxRequestBytes, [](const JsonReader& reader) {
    reader.allowOnly({"name"});
    return reader.at("name").text(store::kMaxNameBytes);
  });
}

Result<std::string> parsePassword(std::string_view json) {
  return readJsonText(json, kMaxRequestBytes, [](const JsonReader& reader) {
    reader.allowOnly({"password"});
    return reader.at("password").text(1024);
  });
}

}  // namespace amuse::wire
