// modules: llm
#include <cstdint>
#include <cstdlib>

#include "llm/adapter.h"
#include "llm/event_stream.h"

/// Streamed answers of the three families: no crash, the same items however the bytes are cut, text that is UTF-8.
namespace {

using namespace amuse::llm;

std::vector<StreamItem> itemsOf(EventStream::Form form, std::string_view bytes, std::size_t step) {
  EventStream stream(form);
  std::vector<StreamItem> all;
  for (std::size_t i = 0; i < bytes.size(); i += step) {
    const auto items = stream.feed(bytes.substr(i, step));
    if (!items) return all;
    all.insert(all.end(), items->begin(), items->end());
  }
  if (const auto last = stream.finish()) all.push_back(*last);
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto family = static_cast<Family>(data[0] % 3);
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto whole = itemsOf(streamForm(family), bytes, bytes.size() + 1);
  if (itemsOf(streamForm(family), bytes, 1 + data[1] % 16) != whole) std::abort();
  for (const auto& item : whole) {
    if (withoutBrokenUtf8(item.data) != item.data) std::abort();
    if (const auto delta = readItem(family, item); delta && withoutBrokenUtf8(delta->text) != delta->text) std::abort();
  }
  static_cast<void>(readWhole(family, bytes));
  static_cast<void>(parseModels(family, bytes));
  for (const char c : failureName(bytes))
    if (c != '_' && (c < 'a' || c > 'z')) std::abort();
  return 0;
}
