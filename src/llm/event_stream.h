#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Streamed answers cut into their pieces, however the network cut the bytes.
namespace amuse::llm {

inline constexpr std::size_t kMaxStreamItemBytes = 1u << 20, kMaxStreamBytes = 16u << 20;

/// One event of a text/event-stream, or one line of JSON lines.
struct StreamItem {
  std::string event;  ///< The event's name; empty when it has none, and for lines.
  std::string data;   ///< Valid UTF-8: bytes that are none become U+FFFD.
  bool operator==(const StreamItem&) const = default;
};

/// Reads bytes as they come. Not thread-safe.
/// Source: HTML Living Standard, section 9.2.6 (event streams); one JSON value a line, as Ollama sends them.
class EventStream final {
 public:
  enum class Form { Events, Lines };
  explicit EventStream(Form form) noexcept : form_(form) {}

  /// The items these bytes complete, in order. Blank lines, comments and events without data give none.
  /// Errors: TooLarge, for an item over kMaxStreamItemBytes or a stream over kMaxStreamBytes; nothing is read after it.
  [[nodiscard]] Result<std::vector<StreamItem>> feed(std::string_view bytes);
  /// What was begun when the stream ended: a last line or event that its sender did not close.
  [[nodiscard]] std::optional<StreamItem> finish();

 private:
  void takeLine(std::vector<StreamItem>& items);
  void takeField(std::string_view line);

  Form form_;
  std::string line_;
  StreamItem item_;
  bool hasData_ = false, afterReturn_ = false, isFirstLine_ = true, isOver_ = false;
  std::size_t total_ = 0;
};

/// The text with every byte that is no UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string withoutBrokenUtf8(std::string_view text);

}  // namespace amuse::llm
