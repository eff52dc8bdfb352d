#include "wire/suggest_json.h"

#include <cmath>
#include <numeric>

#include <nlohmann/json.hpp>

#include "base/version.h"
#include "brief/brief_json.h"

namespace amuse::wire {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// Invalid UTF-8 cannot come this far (inputs are checked); replacing is the last line of defence, not throwing.
std::string dump(const ordered_json& object) { return object.dump(-1, ' ', false, json::error_handler_t::replace); }

/// Model scores to nine digits: more is noise, and the line stays readable.
double rounded(double value) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const double scale = std::pow(10.0, 9 - std::ceil(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

std::vector<double> rounded(const std::vector<double>& values) {
  std::vector<double> result;
  result.reserve(values.size());
  for (const double value : values) result.push_back(rounded(value));
  return result;
}

std::vector<std::string> symbols(const std::vector<theory::ChordSymbol>& chords) {
  std::vector<std::string> texts;
  texts.reserve(chords.size());
  for (const auto& chord : chords) texts.push_back(theory::toText(chord));
  return texts;
}

ordered_json optionalNumber(const std::optional<double>& value) {
  return value ? ordered_json(rounded(*value)) : ordered_json();
}

ordered_json toObject(const app::Suggestion& suggestion) {
  ordered_json why = ordered_json::array();
  for (const auto& reason : suggestion.why)
    why.push_back({{"code", reason.code}, {"params", reason.params}, {"text", reason.text}});
  const auto& leading = suggestion.voiceLeading;
  return {{"proposer", suggestion.proposer},
          {"chords", symbols(suggestion.chords)},
          {"beats", suggestion.beats},
          {"romans", suggestion.romans},
          {"voicings", suggestion.voicings},
          {"logP", rounded(suggestion.logP)},
          {"logQ", rounded(suggestion.logQ)},
          {"acceptance", rounded(suggestion.acceptance)},
          {"accepted", suggestion.accepted},
          {"surprise", rounded(suggestion.surprise)},
          {"word", suggestion.word},
          {"why", std::move(why)},
          {"voiceLeading",
           {{"semitonesPerVoice", rounded(leading.semitonesPerVoice)},
            {"fromContext", optionalNumber(leading.fromContext)},
            {"toContext", optionalNumber(leading.toContext)}}}};
}

ordered_json toObject(const sample::Stats& stats, double elapsedMs) {
  return {{"proposed", stats.proposed},
          {"malformed", stats.malformed},
          {"duplicate", stats.duplicate},
          {"rejected", stats.rejected},
          {"accepted", stats.accepted},
          {"filled", stats.filled},
          {"acceptanceRate", rounded(stats.acceptanceRate())},
          {"shift", rounded(stats.shift)},
          {"problems", stats.problems},
          {"elapsedMs", rounded(elapsedMs)}};
}

/// Indexes of the suggestions, plainest first.
std::vector<std::size_t> orderOf(const app::SuggestAnswer& answer) {
  if (!answer.order.empty()) return answer.order;
  std::vector<std::size_t> order(answer.suggestions.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

ordered_json toObject(const llm::SentItem& item) {
  ordered_json files = ordered_json::array();
  for (const auto& file : item.files) files.push_back({{"type", file.mimeType}, {"bytes", file.bytes}});
  return {{"atMs", item.unixMilliseconds}, {"provider", item.provider},           {"host", item.host},
          {"model", item.model},           {"leavesMachine", item.leavesMachine}, {"text", item.text},
          {"files", std::move(files)}};
}

/// What holds before anything is drawn.
ordered_json plannedObject(const app::SuggestAnswer& answer) {
  return {{"seed", answer.seed},
          {"version", version()},
          {"models",
           {{"prior", answer.models.prior},
            {"proposerModel", answer.models.proposerModel},
            {"proposer", answer.models.proposer}}},
          {"inspiration", brief::toNode(answer.brief)},
          {"key", theory::toText(answer.plan.key.tonic)},
          {"mode", theory::toText(answer.plan.key.mode)},
          {"modeWhy", answer.plan.modeWhy},
          {"bars", answer.plan.bars},
          {"meter", song::toText(answer.plan.meter)},
          {"ending", propose::toText(answer.plan.ending)},
          {"proposer", answer.proposer}};
}

/// @param suggestions  Null: left out.
ordered_json toObject(const app::SuggestAnswer& answer, ordered_json suggestions) {
  ordered_json object = plannedObject(answer);
  if (!suggestions.is_null()) object["suggestions"] = std::move(suggestions);
  object["stats"] = toObject(answer.stats, answer.elapsedMs);
  object["order"] = orderOf(answer);
  object["notices"] = answer.notices;
  object["sent"] = ordered_json::array();
  for (const auto& item : answer.sent) object["sent"].push_back(toObject(item));
  return object;
}

}  // namespace

std::string toJson(const brief::Brief& brief) { return brief::toJson(brief); }

namespace {

ordered_json answerObject(const app::SuggestAnswer& answer) {
  ordered_json suggestions = ordered_json::array();
  for (const auto& suggestion : answer.suggestions) suggestions.push_back(toObject(suggestion));
  return toObject(answer, std::move(suggestions));
}

ordered_json toObject(const app::Idea& idea) {
  ordered_json edits = ordered_json::array();
  for (const auto& edit : idea.edits) edits.push_back(ordered_json::parse(song::toJson(edit)));
  return {{"edits", std::move(edits)}, {"says", idea.says}};
}

ordered_json ideasObject(const app::InSongAnswer& answer) {
  ordered_json object = answerObject(answer.answer);
  object["ideas"] = ordered_json::array();
  for (const auto& idea : answer.ideas) object["ideas"].push_back(toObject(idea));
  return object;
}

ordered_json toObject(const app::PartFeatures& features) {
  return {{"startDegree", features.startDegree},
          {"minorShare", rounded(features.minorShare)},
          {"chordsPerBar", rounded(features.chordsPerBar)},
          {"registerPitch", rounded(features.registerPitch)},
          {"density", rounded(features.density)}};
}

ordered_json contrastObject(const app::ContrastAnswer& answer) {
  ordered_json after = ordered_json::array();
  for (const auto& features : answer.after) after.push_back(toObject(features));
  return {{"before", toObject(answer.before)}, {"after", std::move(after)}};
}

/// What an answer over HTTP has besides.
void addSongFields(const SongIdeas& ideas, ordered_json& object) {
  if (ideas.answer.contrast) object["contrast"] = contrastObject(*ideas.answer.contrast);
  object["kind"] = app::toText(ideas.kind);
  object["version"] = ideas.version;
}

}  // namespace

std::string toJson(const app::SuggestAnswer& answer) { return dump(answerObject(answer)); }
std::string toJson(const app::InSongAnswer& answer) { return dump(ideasObject(answer)); }

std::string toJson(const app::ContrastAnswer& answer) {
  ordered_json object = ideasObject(answer.made);
  object["contrast"] = contrastObject(answer);
  return dump(object);
}

std::string toJson(const SongIdeas& ideas) {
  ordered_json object = ideasObject(ideas.answer.made);
  addSongFields(ideas, object);
  return dump(object);
}

std::string suggestionEvent(const SongIdeas& ideas, std::size_t index) {
  const auto& made = ideas.answer.made;
  return dump({{"index", index},
               {"suggestion", toObject(made.answer.suggestions[index])},
               {"idea", toObject(made.ideas[index])}});
}

std::string doneEvent(const SongIdeas& ideas) {
  ordered_json object = toObject(ideas.answer.made.answer, ordered_json());
  addSongFields(ideas, object);
  return dump(object);
}

std::string suggestionEvent(const app::Suggestion& suggestion, std::size_t index) {
  return dump({{"index", index}, {"suggestion", toObject(suggestion)}});
}

std::string plannedEvent(const app::SuggestAnswer& answer) { return dump(plannedObject(answer)); }

std::string suggestionEvent(const app::SuggestAnswer& answer, std::size_t index) {
  return suggestionEvent(answer.suggestions[index], index);
}

std::string doneEvent(const app::SuggestAnswer& answer) { return dump(toObject(answer, ordered_json())); }

std::string sendingJson(const app::Sending& sending) {
  ordered_json sends = ordered_json::array();
  for (const auto& item : sending.items) sends.push_back(toObject(item));
  return dump({{"sends", std::move(sends)}, {"notes", sending.notes}});
}

std::string toJson(const app::LineScore& score) {
  return dump({{"chords", symbols(score.chords)},
               {"logP", rounded(score.logP)},
               {"logQ", rounded(score.logQ)},
               {"acceptance", rounded(score.acceptance)}});
}

std::string toJson(const app::NextAnswer& answer, theory::Mode mode) {
  ordered_json options = ordered_json::array();
  for (const auto& option : answer.options)
    options.push_back({{"chord", theory::toText(option.chord)}, {"roman", option.roman}, {"p", rounded(option.p)}});
  return dump({{"mode", theory::toText(mode)},
               {"context", symbols(answer.context)},
               {"options", std::move(options)},
               {"end", rounded(answer.end)}});
}

std::string toJson(const Error& error) {
  ordered_json object{{"code", amuse::toText(error.code)}, {"message", error.message}, {"offset", nullptr}};
  if (error.offset) object["offset"] = *error.offset;
  return dump({{"error", std::move(object)}});
}

}  // namespace amuse::wire
