#include "llm/recorded_transport.h"

#include <doctest/doctest.h>

#include "base/files.h"
#include "base/testing/scratch_folder.h"

namespace amuse::llm {
namespace {

std::string playedText(const Transport& transport, const HttpExchange& exchange) {
  std::string text;
  const auto head =
      transport.send(exchange, [&](const HttpHead&, std::string_view piece) { return text += piece, true; }, {});
  return head ? text : "error: " + head.error().message;
}

}  // namespace

TEST_CASE("a recorded exchange reads back byte for byte, broken UTF-8 too") {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  const RecordedExchange exchange{"http://x/", "{}", 200, "text/event-stream", {all, "", "\xE2\x99"}, ""};
  CHECK(parseRecordedExchange(toJson(exchange)) == exchange);
  CHECK_FALSE(parseRecordedExchange("{}"));
}

TEST_CASE("a conversation that was recorded is played back in its pieces, equal questions in their order") {
  const ScratchFolder folder;
  const auto first = folder / "first.jsonl", second = folder / "second.jsonl";
  const RecordedExchange a{"http://x/chat", "q", 200, "t", {"one ", "two"}, ""};
  const RecordedExchange b{"http://x/chat", "q", 200, "t", {"three"}, ""};
  const RecordedExchange broken{"http://x/chat", "r", 0, "", {"half"}, "x broke the connection off"};
  REQUIRE(writeFile(first, toJson(a) + "\n" + toJson(b) + "\n\n" + toJson(broken) + "\n"));
  HttpExchange q, r;
  q.url = r.url = "http://x/chat";
  q.body = "q";
  r.body = "r";
  for (const bool isCopy : {false, true}) {
    auto replay = openReplayTransport(isCopy ? second : first);
    REQUIRE(replay);
    std::unique_ptr<const Transport> transport = *std::move(replay);
    if (!isCopy) transport = makeRecordingTransport(std::move(transport), second);
    CHECK(playedText(*transport, q) == "one two");
    CHECK(playedText(*transport, r) == "error: x broke the connection off");
    CHECK(playedText(*transport, q) == "three");
    if (isCopy) CHECK(playedText(*transport, q).find("not in the recording") != std::string::npos);
  }
  REQUIRE(writeFile(first, "{}\n"));
  CHECK(openReplayTransport(first).error().message.find("line 1") != std::string::npos);
}

}  // namespace amuse::llm
