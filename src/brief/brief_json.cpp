#include "brief/brief_json.h"

#include <algorithm>
#include <climits>

#include <nlohmann/json.hpp>

namespace amuse::brief {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t kMaxKeywords = 256;
constexpr std::size_t kMaxEvidence = 256;
constexpr std::size_t kMaxRefs = 64;
constexpr std::size_t kMaxWordBytes = 200;
constexpr std::size_t kMaxSentenceBytes = 1000;
constexpr double kLongestSoundSeconds = 1e6;

struct EvidenceWriter {
  OrderedJson operator()(const TextEvidence& e) const {
    return {{"source", "text"}, {"span", {e.startByte, e.endByte}}, {"text", e.text}};
  }
  OrderedJson operator()(const RegionEvidence& e) const {
    OrderedJson node{{"source", "image"}, {"region", e.region}};
    if (!e.seen.empty()) node["class"] = e.seen, node["confidence"] = e.confidence;
    return node;
  }
  OrderedJson operator()(const ColourEvidence& e) const {
    return {{"source", "image"}, {"colour", e.colour}, {"share", e.share}};
  }
  OrderedJson operator()(const SoundEvidence& e) const {
    return {{"source", "audio"}, {"span", {e.startSeconds, e.endSeconds}}};
  }
};

/// Exactly `count` elements, or a problem and no elements.
std::vector<JsonReader> exactly(const JsonReader& reader, std::size_t count) {
  auto items = reader.items(count);
  if (items.size() == count) return items;
  reader.refuse("must have " + std::to_string(count) + " entries");
  return {};
}

std::string readColour(const JsonReader& reader) {
  std::string colour = reader.text(7);
  const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (colour.size() != 7 || colour[0] != '#' || !std::all_of(colour.begin() + 1, colour.end(), isHex)) {
    reader.refuse("must be a colour such as #20b2aa");
  }
  return colour;
}

TextEvidence readTextEvidence(const JsonReader& reader) {
  reader.allowOnly({"source", "span", "text"});
  TextEvidence evidence;
  if (const auto span = exactly(reader.at("span"), 2); !span.empty()) {
    evidence.startByte = static_cast<std::size_t>(span[0].integer(0, INT_MAX));
    evidence.endByte =
        static_cast<std::size_t>(span[1].integer(static_cast<std::int64_t>(evidence.startByte), INT_MAX));
  }
  evidence.text = reader.at("text").text(kMaxInspirationTextBytes);
  return evidence;
}

Evidence readImageEvidence(const JsonReader& reader) {
  if (reader.find("colour")) {
    reader.allowOnly({"source", "colour", "share"});
    return ColourEvidence{readColour(reader.at("colour")), reader.at("share").number(0, 1)};
  }
  reader.allowOnly({"source", "region", "class", "confidence"});
  RegionEvidence evidence;
  if (const auto seen = reader.find("class")) evidence.seen = seen->text(kMaxWordBytes);
  if (const auto confidence = reader.find("confidence")) evidence.confidence = confidence->number(0, 1);
  const auto items = exactly(reader.at("region"), 4);
  for (std::size_t i = 0; i < items.size(); ++i) evidence.region[i] = items[i].number(0, 1);
  return evidence;
}

SoundEvidence readSoundEvidence(const JsonReader& reader) {
  reader.allowOnly({"source", "span"});
  SoundEvidence evidence;
  if (const auto span = exactly(reader.at("span"), 2); !span.empty()) {
    evidence.startSeconds = span[0].number(0, kLongestSoundSeconds);
    evidence.endSeconds = span[1].number(evidence.startSeconds, kLongestSoundSeconds);
  }
  return evidence;
}

Evidence readEvidence(const JsonReader& reader) {
  const JsonReader sourceReader = reader.at("source");
  const std::string source = sourceReader.text(kMaxWordBytes);
  if (source == "text") return readTextEvidence(reader);
  if (source == "image") return readImageEvidence(reader);
  if (source == "audio") return readSoundEvidence(reader);
  sourceReader.refuse("must be text, image or audio");
  return TextEvidence{};
}

Affect readAffect(const JsonReader& reader) {
  reader.allowOnly({"valence", "arousal", "tension", "complexity"});
  const auto coordinate = [&](std::string_view name) { return reader.at(name).number(-1, 1); };
  return {coordinate("valence"), coordinate("arousal"), coordinate("tension"), coordinate("complexity")};
}

OrderedJson keywordNode(const Keyword& keyword) {
  OrderedJson node{{"word", keyword.word}, {"weight", keyword.weight}, {"evidence", OrderedJson::array()}};
  for (const Evidence& evidence : keyword.evidence) node["evidence"].push_back(toNode(evidence));
  if (keyword.affect) node["affect"] = toNode(*keyword.affect);
  return node;
}

Keyword readKeyword(const JsonReader& reader) {
  reader.allowOnly({"word", "weight", "evidence", "affect"});
  Keyword keyword;
  keyword.word = reader.at("word").text(kMaxWordBytes);
  keyword.weight = reader.at("weight").number(0, 1);
  if (const auto evidence = reader.find("evidence")) {
    for (const JsonReader& item : evidence->items(kMaxEvidence)) keyword.evidence.push_back(readEvidence(item));
  }
  if (const auto affect = reader.find("affect")) keyword.affect = readAffect(*affect);
  return keyword;
}

GenreWeight readGenre(const JsonReader& reader) {
  reader.allowOnly({"name", "weight"});
  return {reader.at("name").text(kMaxWordBytes), reader.at("weight").number(0, 1)};
}

std::vector<std::string> readTexts(const std::optional<JsonReader>& reader, std::size_t limit) {
  std::vector<std::string> texts;
  if (!reader) return texts;
  for (const JsonReader& item : reader->items(limit)) texts.push_back(item.text(kMaxSentenceBytes));
  return texts;
}

}  // namespace

OrderedJson toNode(const Affect& affect) {
  return {{"valence", affect.valence},
          {"arousal", affect.arousal},
          {"tension", affect.tension},
          {"complexity", affect.complexity}};
}

OrderedJson toNode(const Evidence& evidence) { return std::visit(EvidenceWriter{}, evidence); }

OrderedJson toNode(const Inspiration& inspiration) {
  OrderedJson node{{"text", inspiration.text},
                   {"imageRefs", inspiration.imageRefs},
                   {"audioRefs", inspiration.audioRefs},
                   {"weight", inspiration.weight},
                   {"active", inspiration.active}};
  if (!inspiration.partId.empty()) node["partId"] = inspiration.partId;
  return node;
}

OrderedJson toNode(const KeywordChoices& choices) {
  OrderedJson added = OrderedJson::array();
  for (const Keyword& keyword : choices.added) added.push_back({{"word", keyword.word}, {"weight", keyword.weight}});
  return {{"added", std::move(added)}, {"removed", choices.removed}, {"pinned", choices.pinned}};
}

OrderedJson toNode(const Brief& brief) {
  OrderedJson node{{"keywords", OrderedJson::array()}, {"affect", toNode(brief.affect)}};
  for (const Keyword& keyword : brief.keywords) node["keywords"].push_back(keywordNode(keyword));
  node["genres"] = OrderedJson::array();
  for (const GenreWeight& genre : brief.genres)
    node["genres"].push_back({{"name", genre.name}, {"weight", genre.weight}});
  node["mode"] = {{"name", theory::toText(brief.mode)}, {"why", brief.modeWhy}};
  node["tempoBpm"] = brief.tempoBpm;
  node["notes"] = brief.notes;
  return node;
}

Inspiration readInspiration(const JsonReader& reader) {
  reader.allowOnly({"text", "imageRefs", "audioRefs", "weight", "active", "partId"});
  Inspiration inspiration;
  if (const auto text = reader.find("text")) inspiration.text = text->text(kMaxInspirationTextBytes);
  inspiration.imageRefs = readTexts(reader.find("imageRefs"), kMaxRefs);
  inspiration.audioRefs = readTexts(reader.find("audioRefs"), kMaxRefs);
  if (const auto weight = reader.find("weight")) inspiration.weight = weight->number(0, kMaxInspirationWeight);
  if (const auto active = reader.find("active")) inspiration.active = active->boolean();
  if (const auto part = reader.find("partId")) inspiration.partId = part->text(kMaxWordBytes);
  return inspiration;
}

KeywordChoices readKeywordChoices(const JsonReader& reader) {
  reader.allowOnly({"added", "removed", "pinned"});
  KeywordChoices choices;
  if (const auto added = reader.find("added"))
    for (const JsonReader& item : added->items(kMaxChosenKeywords)) {
      item.allowOnly({"word", "weight"});
      Keyword keyword;
      keyword.word = item.at("word").text(kMaxKeywordBytes);
      if (const auto weight = item.find("weight")) keyword.weight = weight->number(0, 1);
      choices.added.push_back(std::move(keyword));
    }
  const auto words = [&](std::string_view name) {
    std::vector<std::string> list;
    if (const auto found = reader.find(name))
      for (const JsonReader& item : found->items(kMaxChosenKeywords)) list.push_back(item.text(kMaxKeywordBytes));
    return list;
  };
  choices.removed = words("removed");
  choices.pinned = words("pinned");
  return choices;
}

Brief readBrief(const JsonReader& reader) {
  reader.allowOnly({"keywords", "affect", "genres", "mode", "tempoBpm", "notes"});
  Brief brief;
  for (const JsonReader& item : reader.at("keywords").items(kMaxKeywords)) brief.keywords.push_back(readKeyword(item));
  brief.affect = readAffect(reader.at("affect"));
  for (const JsonReader& item : reader.at("genres").items(kMaxKeywords)) brief.genres.push_back(readGenre(item));
  const JsonReader mode = reader.at("mode");
  mode.allowOnly({"name", "why"});
  brief.mode = mode.at("name").take(theory::parseMode(mode.at("name").text(kMaxWordBytes)));
  brief.modeWhy = mode.at("why").text(kMaxSentenceBytes);
  if (const auto tempo = exactly(reader.at("tempoBpm"), 2); !tempo.empty()) {
    brief.tempoBpm[0] = tempo[0].smallInteger(20, 400);
    brief.tempoBpm[1] = tempo[1].smallInteger(brief.tempoBpm[0], 400);
  }
  brief.notes = readTexts(reader.at("notes"), kMaxKeywords);
  return brief;
}

std::string toJson(const Brief& brief, int indent) {
  return toNode(brief).dump(indent, ' ', false, OrderedJson::error_handler_t::replace);
}

Result<Brief> parseBrief(std::string_view json) {
  return readJsonText(json, kMaxBriefBytes, [](const JsonReader& reader) { return readBrief(reader); });
}

}  // namespace amuse::brief
