#include "llm/recorded_transport.h"

#include <map>
#include <mutex>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/json_reader.h"
#include "base/text.h"
#include "llm/internal/private_append.h"

namespace amuse::llm {
namespace {

constexpr std::size_t kMaxPieces = 1u << 20;

/// Each byte as the character of its number, so that any bytes stand in JSON.
std::string bytesToText(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | byte >> 6);
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return text;
}

std::string textToBytes(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const bool isPair = (lead == 0xC2 || lead == 0xC3) && i + 1 < text.size();
    bytes += isPair ? static_cast<char>((lead & 0x03) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3F)) : text[i];
  }
  return bytes;
}

RecordedExchange readExchange(const JsonReader& reader) {
  reader.allowOnly({"url", "body", "status", "contentType", "pieces", "error"});
  RecordedExchange exchange;
  exchange.url = reader.at("url").text(kMaxRecordedLineBytes);
  exchange.body = reader.at("body").text(kMaxRecordedLineBytes);
  exchange.status = reader.at("status").smallInteger(0, 999);
  exchange.contentType = reader.at("contentType").text(1000);
  for (const auto& piece : reader.at("pieces").items(kMaxPieces))
    exchange.pieces.push_back(textToBytes(piece.text(kMaxRecordedLineBytes)));
  exchange.error = reader.at("error").text(1000);
  return exchange;
}

class RecordingTransport final : public Transport {
 public:
  RecordingTransport(std::shared_ptr<const Transport> inner, std::filesystem::path file)
      : inner_(std::move(inner)), file_(std::move(file)) {}

  Result<HttpHead> send(const HttpExchange& exchange, const ByteSink& sink, std::stop_token stop) const override {
    RecordedExchange kept;
    kept.url = exchange.url;
    kept.body = exchange.body.value_or("");
    const auto listen = [&](const HttpHead& head, std::string_view bytes) {
      kept.pieces.emplace_back(bytes);
      return sink(head, bytes);
    };
    auto head = inner_->send(exchange, listen, std::move(stop));
    if (head) {
      kept.status = head->status;
      kept.contentType = head->contentType;
    } else {
      kept.error = head.error().message;
    }
    keep(kept);
    return head;
  }

 private:
  void keep(const RecordedExchange& exchange) const {
    const std::lock_guard lock(mutex_);
    // The answer counts, kept or not.
    static_cast<void>(internal::appendPrivately(file_, toJson(exchange) + "\n"));
  }

  std::shared_ptr<const Transport> inner_;
  std::filesystem::path file_;
  mutable std::mutex mutex_;
};

class ReplayTransport final : public Transport {
 public:
  explicit ReplayTransport(std::vector<RecordedExchange> exchanges) : exchanges_(std::move(exchanges)) {
    for (std::size_t i = 0; i < exchanges_.size(); ++i)
      waiting_[keyOf(exchanges_[i].url, exchanges_[i].body)].push_back(i);
  }

  Result<HttpHead> send(const HttpExchange& exchange, const ByteSink& sink, std::stop_token stop) const override {
    const RecordedExchange* found = next(keyOf(exchange.url, exchange.body.value_or("")));
    if (found == nullptr) return fail(ErrorCode::Unavailable, "this question is not in the recording");
    HttpHead head{found->status, found->contentType};
    for (const auto& piece : found->pieces) {
      if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "nobody waits for the model any more");
      if (sink(head, piece)) continue;
      head.isEnough = true;
      return head;
    }
    if (!found->error.empty()) return fail(ErrorCode::Unavailable, found->error);
    return head;
  }

 private:
  static std::string keyOf(const std::string& url, const std::string& body) { return url + "\n" + body; }
  const RecordedExchange* next(const std::string& key) const {
    const std::lock_guard lock(mutex_);
    const auto found = waiting_.find(key);
    if (found == waiting_.end() || found->second.empty()) return nullptr;
    const std::size_t index = found->second.front();
    found->second.erase(found->second.begin());
    return &exchanges_[index];
  }

  std::vector<RecordedExchange> exchanges_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::vector<std::size_t>> waiting_;  ///< Guarded by mutex_.
};

}  // namespace

std::string toJson(const RecordedExchange& exchange) {
  nlohmann::ordered_json pieces = nlohmann::ordered_json::array();
  for (const auto& piece : exchange.pieces) pieces.push_back(bytesToText(piece));
  const nlohmann::ordered_json object{{"url", exchange.url},         {"body", exchange.body},
                                      {"status", exchange.status},   {"contentType", exchange.contentType},
                                      {"pieces", std::move(pieces)}, {"error", exchange.error}};
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<RecordedExchange> parseRecordedExchange(std::string_view line) {
  return readJsonText(line, kMaxRecordedLineBytes, readExchange);
}

std::unique_ptr<const Transport> makeRecordingTransport(std::shared_ptr<const Transport> inner,
                                                        std::filesystem::path file) {
  return std::make_unique<RecordingTransport>(std::move(inner), std::move(file));
}

Result<std::unique_ptr<const Transport>> openReplayTransport(const std::filesystem::path& file) {
  const auto text = readFile(file, kMaxRecordingBytes);
  if (!text) return tl::unexpected(text.error());
  std::vector<RecordedExchange> exchanges;
  int number = 0;
  for (const auto line : split(*text, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    auto exchange = parseRecordedExchange(line);
    if (!exchange)
      return fail(ErrorCode::Parse, fmt::format("{} line {}: {}", file.string(), number, exchange.error().message));
    exchanges.push_back(*std::move(exchange));
  }
  return std::make_unique<ReplayTransport>(std::move(exchanges));
}

}  // namespace amuse::llm
