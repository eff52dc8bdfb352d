// modules: llm
#include <cstdint>
#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

#include "llm/adapter.h"
#include "llm/event_stream.h"

/// Streams as providers frame them, round text that nobody chose: what was framed comes out, however lines end, bytes
/// are cut, and comments, pings and fields of no concern stand between.
namespace {

using namespace amuse::llm;
using nlohmann::json;

/// Takes the input apart.
class Script {
 public:
  Script(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  [[nodiscard]] bool isOver() const { return at_ >= size_; }
  std::uint8_t byte() { return isOver() ? 0 : data_[at_++]; }
  std::string text() {
    const std::size_t length = std::min<std::size_t>(byte() % 24, size_ - std::min(at_, size_));
    const std::string_view raw(reinterpret_cast<const char*>(data_) + at_, length);
    at_ += length;
    return withoutBrokenUtf8(raw);
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_, at_ = 0;
};

std::string deltaOf(Family family, const std::string& text) {
  switch (family) {
    case Family::OpenAi: return json{{"choices", {{{"index", 0}, {"delta", {{"content", text}}}}}}}.dump();
    case Family::Anthropic:
      return json{{"type", "content_block_delta"}, {"delta", {{"type", "text_delta"}, {"text", text}}}}.dump();
    case Family::Ollama: break;
  }
  return json{{"message", {{"role", "assistant"}, {"content", text}}}, {"done", false}}.dump();
}

/// What may stand between, and says nothing.
std::string nothing(EventStream::Form form, std::uint8_t kind, const std::string& end) {
  if (form == EventStream::Form::Lines) return kind % 2 == 0 ? end : "";
  switch (kind % 4) {
    case 0: return ": keep-alive" + end + end;
    case 1: return "id: 7" + end + "retry: 10" + end + end;
    case 2: return "strange" + end;
    default: return end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Script script(data, size);
  const auto family = static_cast<Family>(script.byte() % 3);
  const auto form = streamForm(family);
  const std::uint8_t style = script.byte();
  const std::string end = style % 3 == 0 ? "\n" : style % 3 == 1 ? "\r\n" : "\r";
  const bool isLines = form == EventStream::Form::Lines;
  std::string bytes, expected;
  while (!script.isOver()) {
    const std::string text = script.text();
    expected += text;
    bytes += nothing(form, script.byte(), isLines ? "\n" : end);
    if (!isLines) bytes += "data: ";
    bytes += deltaOf(family, text);
    bytes += isLines ? "\n" : end;
    if (!isLines) bytes += end;
  }
  EventStream stream(form);
  std::string got;
  const auto take = [&](const StreamItem& item) {
    const auto delta = readItem(family, item);
    if (!delta) std::abort();
    got += delta->text;
  };
  const std::size_t step = 1 + style / 3;
  for (std::size_t i = 0; i < bytes.size(); i += step) {
    const auto items = stream.feed(std::string_view(bytes).substr(i, step));
    if (!items) std::abort();
    for (const auto& item : *items) take(item);
  }
  if (const auto last = stream.finish()) take(*last);
  if (got != expected) std::abort();
  return 0;
}
