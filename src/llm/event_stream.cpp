#include "llm/event_stream.h"

#include <utility>

#include "base/text.h"

namespace amuse::llm {

std::string withoutBrokenUtf8(std::string_view text) {
  std::string mended;
  for (;;) {
    const std::size_t broken = findInvalidUtf8(text);
    mended += text.substr(0, broken);
    if (broken == std::string_view::npos) return mended;
    mended += "\xEF\xBF\xBD";
    text.remove_prefix(broken + 1);
  }
}

Result<std::vector<StreamItem>> EventStream::feed(std::string_view bytes) {
  std::vector<StreamItem> items;
  total_ += bytes.size();
  if (isOver_ || total_ > kMaxStreamBytes) {
    isOver_ = true;
    return fail(ErrorCode::TooLarge, "the provider's answer is too long");
  }
  for (const char c : bytes) {
    // "\r\n" is one line end, also where the two came in different pieces.
    const bool isSecondHalf = c == '\n' && std::exchange(afterReturn_, false);
    if (isSecondHalf) continue;
    afterReturn_ = c == '\r';
    if (c == '\n' || c == '\r') {
      takeLine(items);
      continue;
    }
    line_ += c;
    if (line_.size() + item_.data.size() > kMaxStreamItemBytes) {
      isOver_ = true;
      return fail(ErrorCode::TooLarge, "one piece of the provider's answer is too long");
    }
  }
  return items;
}

std::optional<StreamItem> EventStream::finish() {
  std::vector<StreamItem> items;
  if (isOver_) return std::nullopt;
  if (!line_.empty()) takeLine(items);
  if (form_ == Form::Events && items.empty()) takeLine(items);  // the blank line that was not sent
  if (items.empty()) return std::nullopt;
  return std::move(items.front());
}

void EventStream::takeLine(std::vector<StreamItem>& items) {
  std::string line = std::exchange(line_, {});
  if (std::exchange(isFirstLine_, false) && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
  if (form_ == Form::Lines) {
    if (!trim(line).empty()) items.push_back({{}, withoutBrokenUtf8(line)});
    return;
  }
  if (!line.empty()) return takeField(line);
  StreamItem item = std::exchange(item_, {});
  if (!std::exchange(hasData_, false)) return;
  item.data = withoutBrokenUtf8(item.data);
  items.push_back(std::move(item));
}

void EventStream::takeField(std::string_view line) {
  const auto colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (name == "event") item_.event = withoutBrokenUtf8(value);
  if (name != "data") return;
  if (hasData_) item_.data += '\n';
  item_.data += value;
  hasData_ = true;
}

}  // namespace amuse::llm
