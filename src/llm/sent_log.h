#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "llm/chat.h"
#include "llm/provider.h"

/// What was sent to models: for the songwriter, who may ask what left the machine.
namespace amuse::llm {

/// One request as it is listed.
struct SentItem {
  std::int64_t unixMilliseconds = 0;
  std::string provider, host, model, purpose;
  bool leavesMachine = true;  ///< False for a provider on this machine.
  std::string text;           ///< The last user message: what the songwriter's inspiration and chords became.
  struct File {
    std::string mimeType;
    std::int64_t bytes = 0;
    bool operator==(const File&) const = default;
  };
  std::vector<File> files;
  bool operator==(const SentItem&) const = default;
};

/// What a request will send. The key is no part of it, nor are our own instructions.
[[nodiscard]] SentItem describeSent(const ProviderSettings& provider, const ChatRequest& request);

/// A file of such items, a JSON object a line, readable by its owner only. Thread-safe.
class SentLog final {
 public:
  explicit SentLog(std::filesystem::path file) : file_(std::move(file)) {}
  /// Errors: Unavailable (cannot be written). Over kMaxSentLogBytes the older half of the log goes.
  [[nodiscard]] Result<void> add(const SentItem& item);
  /// The newest items, oldest first. Lines that cannot be read are passed over. Errors: Unavailable.
  [[nodiscard]] Result<std::vector<SentItem>> newest(std::size_t count) const;

 private:
  std::filesystem::path file_;
  mutable std::mutex mutex_;
};
inline constexpr std::size_t kMaxSentLogBytes = 2u << 20;

/// One item as JSON, and back. Errors: Parse, TooLarge.
[[nodiscard]] std::string toJson(const SentItem& item);
[[nodiscard]] Result<SentItem> parseSentItem(std::string_view line);

}  // namespace amuse::llm
