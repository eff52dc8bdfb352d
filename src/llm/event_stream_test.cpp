#include "llm/event_stream.h"

#include <doctest/doctest.h>

namespace amuse::llm {
namespace {

/// The items of a stream that came in pieces of `size` bytes.
std::vector<StreamItem> readIn(EventStream::Form form, std::string_view bytes, std::size_t size) {
  EventStream stream(form);
  std::vector<StreamItem> all;
  for (std::size_t i = 0; i < bytes.size(); i += size) {
    auto items = stream.feed(bytes.substr(i, size));
    REQUIRE(items);
    all.insert(all.end(), items->begin(), items->end());
  }
  if (auto last = stream.finish()) all.push_back(*last);
  return all;
}

}  // namespace

TEST_CASE("events are the same however the bytes are cut, whichever line ends they have") {
  const std::string_view stream =
      "\xEF\xBB\xBF: hello\r\nevent: ping\r\ndata: {}\r\n\r\ndata: one\ndata:two\n\n\nid: 7\rdata: \xE2\x99\xAD\r\r"
      "event: lonely\n\ndata: last";
  const std::vector<StreamItem> expected{{"ping", "{}"}, {"", "one\ntwo"}, {"", "\xE2\x99\xAD"}, {"", "last"}};
  for (std::size_t size = 1; size <= stream.size(); ++size) {
    CAPTURE(size);
    CHECK(readIn(EventStream::Form::Events, stream, size) == expected);
  }
}

TEST_CASE("lines are the same however the bytes are cut, the last one without an end too") {
  const std::string_view stream = "{\"a\":1}\n\n  \r\n{\"b\":2}\r\n{\"c\"";
  const std::vector<StreamItem> expected{{"", "{\"a\":1}"}, {"", "{\"b\":2}"}, {"", "{\"c\""}};
  for (std::size_t size = 1; size <= stream.size(); ++size)
    CHECK(readIn(EventStream::Form::Lines, stream, size) == expected);
}

TEST_CASE("half a character becomes a replacement character, not an error") {
  const auto items = readIn(EventStream::Form::Lines, "C\xE2\x99 Am\n", 3);
  REQUIRE(items.size() == 1);
  CHECK(items[0].data == "C\xEF\xBF\xBD\xEF\xBF\xBD Am");
}

TEST_CASE("endless items and endless streams are refused") {
  EventStream item(EventStream::Form::Lines);
  const std::string block(kMaxStreamItemBytes / 2, 'x');
  CHECK(item.feed(block));
  CHECK(item.feed(block));
  const auto over = item.feed("x");
  REQUIRE_FALSE(over);
  CHECK(over.error().code == ErrorCode::TooLarge);
  CHECK_FALSE(item.feed("\n"));
  CHECK_FALSE(item.finish());

  EventStream stream(EventStream::Form::Events);
  bool isRefused = false;
  for (std::size_t sent = 0; sent <= kMaxStreamBytes; sent += block.size()) isRefused = !stream.feed(block + "\n");
  CHECK(isRefused);
}

}  // namespace amuse::llm
