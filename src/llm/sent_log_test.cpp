#include "llm/sent_log.h"

#include <sys/stat.h>

#include <doctest/doctest.h>

#include "base/testing/scratch_folder.h"

namespace amuse::llm {

TEST_CASE("what is sent is listed: the last user message, the sizes of files, where to") {
  ProviderSettings provider;
  provider.name = "p";
  provider.url = "https://example.com/v1";
  provider.model = "m";
  ChatRequest request;
  request.purpose = "inspire";
  request.messages = {{Role::System, "rules"}, {Role::User, "rain", {{Attachment::Kind::Image, "image/png", "1234"}}}};
  const auto item = describeSent(provider, request);
  CHECK(item.text == "rain");
  CHECK(item.host == "example.com");
  CHECK(item.leavesMachine);
  CHECK(item.files == std::vector<SentItem::File>{{"image/png", 4}});
  CHECK(parseSentItem(toJson(item)) == item);
  provider.url = "http://127.0.0.1:1/";
  CHECK_FALSE(describeSent(provider, request).leavesMachine);
}

TEST_CASE("the log is its owner's only, gives the newest items and does not grow for ever") {
  const ScratchFolder folder;
  SentLog log(folder / "state/sent.jsonl");
  CHECK(log.newest(5)->empty());
  SentItem item;
  item.text = std::string(60000, 'x');
  for (int i = 0; i < 60; ++i) {
    item.unixMilliseconds = i;
    REQUIRE(log.add(item));
  }
  const auto newest = log.newest(3);
  REQUIRE(newest);
  REQUIRE(newest->size() == 3);
  CHECK(newest->back().unixMilliseconds == 59);
  struct stat about {};
  REQUIRE(::stat((folder / "state/sent.jsonl").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(about.st_size < static_cast<off_t>(kMaxSentLogBytes + 100000));
}

TEST_CASE("a text that is too long is listed in part, cut between characters") {
  ChatRequest request;
  std::string text = "x";
  for (int i = 0; i < 40000; ++i) text += "\xC3\xA9";
  request.messages = {{Role::User, text}};
  const auto item = describeSent({}, request);
  CHECK(item.text.size() < text.size());
  CHECK(parseSentItem(toJson(item)) == item);
}

}  // namespace amuse::llm
