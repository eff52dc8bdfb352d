#include "llm/sent_log.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/json_reader.h"
#include "base/text.h"
#include "llm/internal/private_append.h"

namespace amuse::llm {
namespace {

constexpr std::size_t kMaxSentTextBytes = 64u << 10, kMaxSentFiles = 64, kMaxSentName = 2000;
constexpr std::int64_t kMaxSentFileBytes = 1u << 30;

SentItem readSentItem(const JsonReader& reader) {
  SentItem item;
  item.unixMilliseconds = reader.at("at").integer(0, INT64_MAX);
  item.provider = reader.at("provider").text(kMaxSentName);
  item.host = reader.at("host").text(kMaxSentName);
  item.model = reader.at("model").text(kMaxSentName);
  item.purpose = reader.at("purpose").text(kMaxSentName);
  item.leavesMachine = reader.at("leavesMachine").boolean();
  item.text = reader.at("text").text(kMaxSentTextBytes);
  for (const auto& file : reader.at("files").items(kMaxSentFiles))
    item.files.push_back({file.at("type").text(kMaxSentName), file.at("bytes").integer(0, kMaxSentFileBytes)});
  return item;
}

/// Keeps the newer half of the lines, under the file's own permissions.
void halve(const std::filesystem::path& file) {
  const auto text = readFile(file, 2 * kMaxSentLogBytes);
  const auto cut = text ? text->find('\n', text->size() / 2) : std::string::npos;
  if (cut == std::string::npos) return;
  const std::filesystem::path next = std::filesystem::path(file) += ".new";
  std::error_code ignored;
  std::filesystem::remove(next, ignored);
  if (internal::appendPrivately(next, text->substr(cut + 1))) std::filesystem::rename(next, file, ignored);
}

}  // namespace

SentItem describeSent(const ProviderSettings& provider, const ChatRequest& request) {
  SentItem item;
  item.provider = provider.name;
  item.host = hostOf(provider.url);
  item.model = provider.model;
  item.purpose = request.purpose;
  item.leavesMachine = !isLoopback(provider.url);
  for (const auto& message : request.messages) {
    if (message.role == Role::User) item.text = message.text;
    for (const auto& attachment : message.attachments)
      item.files.push_back({attachment.mimeType, static_cast<std::int64_t>(attachment.bytes.size())});
  }
  if (item.text.size() > kMaxSentTextBytes)
    item.text = std::string(validBeginning(item.text, kMaxSentTextBytes - 4)) + "...";
  return item;
}

std::string toJson(const SentItem& item) {
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  for (const auto& file : item.files) files.push_back({{"type", file.mimeType}, {"bytes", file.bytes}});
  const nlohmann::ordered_json object{{"at", item.unixMilliseconds}, {"provider", item.provider},
                                      {"host", item.host},           {"model", item.model},
                                      {"purpose", item.purpose},     {"leavesMachine", item.leavesMachine},
                                      {"text", item.text},           {"files", std::move(files)}};
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<SentItem> parseSentItem(std::string_view line) {
  return readJsonText(line, 2 * kMaxSentTextBytes, readSentItem);
}

Result<void> SentLog::add(const SentItem& item) {
  const std::lock_guard lock(mutex_);
  std::error_code ignored;
  if (file_.has_parent_path()) std::filesystem::create_directories(file_.parent_path(), ignored);
  if (const auto size = std::filesystem::file_size(file_, ignored); !ignored && size > kMaxSentLogBytes) halve(file_);
  return internal::appendPrivately(file_, toJson(item) + "\n");
}

Result<std::vector<SentItem>> SentLog::newest(std::size_t count) const {
  const std::lock_guard lock(mutex_);
  std::error_code ignored;
  if (!std::filesystem::exists(file_, ignored)) return std::vector<SentItem>();
  const auto text = readFile(file_, 2 * kMaxSentLogBytes);
  if (!text) return tl::unexpected(text.error());
  std::vector<SentItem> items;
  for (const auto line : split(*text, '\n'))
    if (auto item = parseSentItem(line)) items.push_back(*std::move(item));
  if (items.size() > count) items.erase(items.begin(), items.end() - static_cast<std::ptrdiff_t>(count));
  return items;
}

}  // namespace amuse::llm
