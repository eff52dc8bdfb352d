#include "wire/suggest_requests.h"

#include <array>

#include "brief/brief_json.h"
#include "song/validate.h"
#include "theory/chord_symbol.h"
#include "wire/internal/request_fields.h"

namespace amuse::wire {
namespace {

using namespace internal;

constexpr std::size_t kMaxKeywords = 64, kMaxKeywordBytes = 100, kMaxExcluded = 2000, kMaxSymbolBytes = 64;

app::Shifts readShifts(const JsonReader& reader) {
  app::Shifts shifts;
  const auto found = reader.find("shifts");
  if (!found) return shifts;
  found->allowOnly({"brightness", "energy", "tension", "richness"});
  const auto set = [&](std::string_view name, double& value) {
    if (const auto field = found->find(name)) value = field->number(-1, 1);
  };
  set("brightness", shifts.brightness);
  set("energy", shifts.energy);
  set("tension", shifts.tension);
  set("richness", shifts.richness);
  return shifts;
}

std::optional<std::uint32_t> readSeed(const JsonReader& reader) {
  const auto seed = reader.find("seed");
  return seed ? std::optional(static_cast<std::uint32_t>(seed->integer(0, kMaxSeed))) : std::nullopt;
}

std::optional<double> readPart(const JsonReader& reader, std::string_view name) {
  const auto found = reader.find(name);
  return found ? std::optional(found->number(0, 1)) : std::nullopt;
}

void readSource(const JsonReader& reader, SuggestRequest& request) {
  if (const auto song = reader.find("songId")) request.songId = song->text(kMaxWordBytes);
  setText(reader, "branch", request.branch);
  if (const auto with = reader.find("withSongInspirations")) request.withSongInspirations = with->boolean();
  auto& input = request.input;
  setText(reader, "text", input.text, brief::kMaxInspirationTextBytes);
  if (const auto brief = reader.find("inspiration")) input.brief = brief::readBrief(*brief);
  if (const auto words = reader.find("keywords")) input.keywords = texts(*words, kMaxKeywords, kMaxKeywordBytes);
}

SuggestRequest readSuggest(const JsonReader& reader) {
  reader.allowOnly({"text",    "inspiration", "keywords", "songId", "branch",     "withSongInspirations",
                    "key",     "mode",        "bars",     "meter",  "rhythm",     "ending",
                    "count",   "context",     "surprise", "seed",   "proposer",   "prior",
                    "exclude", "shifts",      "like",     "change", "waitSeconds"});
  SuggestRequest request;
  readSource(reader, request);
  auto& input = request.input;
  if (const auto key = reader.find("key")) input.key = key->text(kMaxWordBytes);
  setText(reader, "mode", input.mode);
  if (const auto bars = reader.find("bars")) input.bars = bars->smallInteger(1, app::kMaxBars);
  setText(reader, "meter", input.meter);
  setText(reader, "rhythm", input.rhythm);
  setText(reader, "ending", input.ending);
  if (const auto count = reader.find("count")) input.count = count->smallInteger(1, sample::kMaxCount);
  setText(reader, "context", input.context, kMaxLineBytes);
  input.surprise = readPart(reader, "surprise").value_or(input.surprise);
  const auto seed = readSeed(reader);
  request.hasSeed = seed.has_value();
  input.seed = seed.value_or(0);
  setText(reader, "proposer", input.proposer);
  request.prior = readPrior(reader);
  if (const auto exclude = reader.find("exclude"))
    for (const auto& item : exclude->items(kMaxExcluded))
      input.exclude.push_back(texts(item, kMaxChords, kMaxSymbolBytes));
  input.shifts = readShifts(reader);
  if (const auto like = reader.find("like")) input.like = texts(*like, kMaxChords, kMaxSymbolBytes);
  input.change = readPart(reader, "change").value_or(input.change);
  if (const auto wait = reader.find("waitSeconds")) input.waitSeconds = wait->number(0, app::kLongestWaitSeconds);
  return request;
}

void readPlace(const JsonReader& reader, app::IdeasQuestion& question) {
  setText(reader, "part", question.part);
  auto& place = question.in.place;
  if (const auto from = reader.find("from")) place.firstBar = from->smallInteger(1, song::kMaxBars);
  if (const auto bars = reader.find("bars")) place.bars = question.bars = bars->smallInteger(1, song::kMaxBars);
  if (const auto rhythm = reader.find("rhythm"))
    question.in.rhythm = rhythm->take(app::parsePlaceRhythm(rhythm->text(kMaxWordBytes)));
  setText(reader, "ending", question.in.ending);
  setText(reader, "name", question.name, song::kMaxTitleBytes);
}

void readHeard(const JsonReader& reader, app::IdeasQuestion& question) {
  setText(reader, "text", question.now.text, brief::kMaxInspirationTextBytes);
  question.in.inspiration = question.now.text;
  if (const auto words = reader.find("keywords"))
    for (auto& word : texts(*words, kMaxKeywords, kMaxKeywordBytes))
      question.now.edits.add.push_back({std::move(word), 1, {}});
  if (const auto brief = reader.find("inspiration")) question.brief = brief::readBrief(*brief);
  if (const auto with = reader.find("withSongInspirations")) question.withSongInspirations = with->boolean();
  question.in.shifts = readShifts(reader);
  if (const auto like = reader.find("like"))
    for (const auto& item : like->items(kMaxChords))
      question.in.like.push_back(item.take(theory::parseAnyChord(item.text(kMaxSymbolBytes))));
}

IdeasRequest readIdeas(const JsonReader& reader) {
  reader.allowOnly({"kind",
                    "branch",
                    "version",
                    "part",
                    "from",
                    "bars",
                    "rhythm",
                    "ending",
                    "name",
                    "change",
                    "count",
                    "seed",
                    "surprise",
                    "shifts",
                    "like",
                    "text",
                    "keywords",
                    "inspiration",
                    "withSongInspirations",
                    "remember",
                    "prior"});
  IdeasRequest request;
  auto& question = request.question;
  const auto kind = reader.at("kind");
  question.kind = kind.take(app::parseIdeaKind(kind.text(kMaxWordBytes)));
  setText(reader, "branch", request.branch);
  if (const auto version = reader.find("version")) request.version = version->integer(1, INT64_MAX);
  readPlace(reader, question);
  readHeard(reader, question);
  question.in.change = readPart(reader, "change").value_or(question.in.change);
  question.in.surprise = readPart(reader, "surprise").value_or(question.in.surprise);
  if (const auto count = reader.find("count")) question.in.count = count->smallInteger(1, sample::kMaxCount);
  const auto seed = readSeed(reader);
  request.hasSeed = seed.has_value();
  question.in.seed = seed.value_or(0);
  if (const auto remember = reader.find("remember")) request.remember = remember->boolean();
  request.prior = readPrior(reader);
  return request;
}

}  // namespace

Result<SuggestRequest> parseSuggestRequest(std::string_view json) {
  return readJsonText(json, kMaxRequestBytes, readSuggest);
}
Result<IdeasRequest> parseIdeasRequest(std::string_view json) {
  return readJsonText(json, kMaxRequestBytes, readIdeas);
}

}  // namespace amuse::wire
