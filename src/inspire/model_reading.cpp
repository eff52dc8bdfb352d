#include "inspire/model_reading.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/json_reader.h"
#include "base/text.h"
#include "inspire/keyword_brief.h"

namespace amuse::inspire {
namespace {

constexpr std::size_t kMostReadKeywords = 16, kMostReadGenres = 4, kMostWordBytes = 60, kMostEvidenceBytes = 400;
constexpr int kSlowest = 30, kFastest = 300;
/// The first keyword counts whole, each further one a little less: the model gives an order, not weights.
constexpr double kWeightStep = 0.07, kLeastKeywordWeight = 0.3;

const nlohmann::json* field(const nlohmann::json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::string shortText(const nlohmann::json* value, std::size_t most) {
  if (value == nullptr || !value->is_string()) return {};
  std::string text(trim(value->get_ref<const std::string&>()));
  const bool isPlain =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
  return text.size() <= most && isPlain ? text : std::string();
}

double clampedNumber(const nlohmann::json* value) {
  return value != nullptr && value->is_number() ? std::clamp(value->get<double>(), -1.0, 1.0) : 0;
}

/// Where the quoted words stand in the text, if they do.
std::vector<brief::Evidence> evidenceIn(std::string_view text, const std::string& quoted) {
  if (quoted.empty()) return {};
  const std::size_t at = toLower(text).find(toLower(quoted));
  if (at == std::string::npos) return {};
  return {brief::TextEvidence{at, at + quoted.size(), std::string(text.substr(at, quoted.size()))}};
}

std::vector<brief::Keyword> keywordsOf(const TextReader& reader, const nlohmann::json& reply, std::string_view text) {
  std::vector<brief::Keyword> keywords;
  const auto* list = field(reply, "keywords");
  if (list == nullptr || !list->is_array()) return keywords;
  for (const auto& one : *list) {
    if (keywords.size() == kMostReadKeywords) break;
    const std::string word = toLower(shortText(one.is_string() ? &one : field(one, "word"), kMostWordBytes));
    if (word.empty()) continue;
    const double weight = std::max(kLeastKeywordWeight, 1 - kWeightStep * static_cast<double>(keywords.size()));
    const std::string quoted = shortText(field(one, "evidence"), kMostEvidenceBytes);
    keywords.push_back(keywordFor(reader, word, weight, evidenceIn(text, quoted)));
  }
  return keywords;
}

void readRest(const nlohmann::json& reply, brief::Brief& brief) {
  if (const auto* affect = field(reply, "affect"))
    brief.affect = {clampedNumber(field(*affect, "valence")), clampedNumber(field(*affect, "arousal")),
                    clampedNumber(field(*affect, "tension")), clampedNumber(field(*affect, "complexity"))};
  if (const auto* genres = field(reply, "genres"); genres != nullptr && genres->is_array()) {
    brief.genres.clear();
    for (const auto& genre : *genres)
      if (std::string name = toLower(shortText(&genre, kMostWordBytes));
          !name.empty() && brief.genres.size() < kMostReadGenres)
        brief.genres.push_back({std::move(name), 1});
  }
  if (const auto mode = theory::parseMode(shortText(field(reply, "mode"), kMostWordBytes))) {
    brief.mode = *mode;
    brief.modeWhy = "The language model hears it so.";
  }
  const auto* tempo = field(reply, "tempo");
  const bool isPair =
      tempo != nullptr && tempo->is_array() && tempo->size() == 2 && (*tempo)[0].is_number() && (*tempo)[1].is_number();
  if (!isPair) return;
  const double low = (*tempo)[0].get<double>(), high = (*tempo)[1].get<double>();
  if (low >= kSlowest && high <= kFastest && low <= high)
    brief.tempoBpm = {static_cast<int>(low), static_cast<int>(high)};
}

}  // namespace

std::filesystem::path readingPromptPath(const std::filesystem::path& home) {
  return home / "data" / "prompts" / "inspire.txt";
}

Result<llm::ChatRequest> makeReadingRequest(const llm::Prompt& prompt, std::string_view text,
                                            const std::vector<std::string>& seen, std::vector<llm::Attachment> files,
                                            bool withSchema) {
  std::vector<std::string> kinds;
  kinds.reserve(files.size());
  for (const auto& file : files)
    kinds.emplace_back(file.kind == llm::Attachment::Kind::Image ? "a picture" : "a sound");
  auto messages =
      prompt.fill({{"text", std::string(trim(text))}, {"seen", join(seen, "; ")}, {"files", join(kinds, " and ")}});
  if (!messages) return tl::unexpected(messages.error());
  llm::ChatRequest request;
  request.messages = *std::move(messages);
  request.messages.back().attachments = std::move(files);
  if (withSchema && !prompt.schema().empty()) request.schema = llm::AnswerSchema{"reading", prompt.schema()};
  request.maxTokens = 600;
  request.purpose = "inspire";
  return request;
}

Result<brief::Brief> parseReading(const TextReader& reader, std::string_view reply, std::string_view text) {
  if (reply.size() > kMaxReadingBytes) return fail(ErrorCode::TooLarge, "the model's reading is too long");
  const auto begin = reply.find('{'), end = reply.rfind('}');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin)
    return fail(ErrorCode::Parse, "the model's reading is no JSON");
  const auto value = parseJsonText(reply.substr(begin, end - begin + 1), kMaxReadingBytes);
  if (!value) return fail(ErrorCode::Parse, "the model's reading is no JSON");
  auto keywords = keywordsOf(reader, *value, text);
  if (keywords.empty()) return fail(ErrorCode::Parse, "the model's reading names no keyword");
  brief::Brief brief = briefFromKeywords(reader, std::move(keywords));
  brief.notes.clear();
  readRest(*value, brief);
  return brief;
}

}  // namespace amuse::inspire
