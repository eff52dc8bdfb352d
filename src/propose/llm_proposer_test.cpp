#include "propose/llm_proposer.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "propose/chord_line.h"

using namespace amuse;
using namespace amuse::propose;

namespace {

llm::Prompt shippedPrompt() {
  auto prompt = llm::Prompt::open(proposePromptPath(AMUSE_SOURCE_DIR));
  REQUIRE_MESSAGE(prompt.has_value(), prompt.error().message);
  return *std::move(prompt);
}

Query someQuery() {
  Query query;
  query.brief.keywords = {{"rainy", 1, {}}, {"late {{key}} night", 0.5, {}}};
  query.brief.genres = {{"lo-fi", 1}};
  query.brief.affect.valence = -0.6;
  query.mode = theory::Mode::Min;
  query.tonic = {5, 0};
  query.slots.resize(4);
  query.phraseStarts = {0};
  return query;
}

/// Sends a reply in the pieces given, and counts those that were asked for.
class PiecesTransport final : public llm::Transport {
 public:
  explicit PiecesTransport(std::vector<std::string> pieces) : pieces_(std::move(pieces)) {}
  mutable std::size_t sent = 0;
  mutable std::string body;
  Result<llm::HttpHead> send(const llm::HttpExchange& exchange, const llm::ByteSink& sink,
                             std::stop_token) const override {
    body = exchange.body.value_or("");
    llm::HttpHead head{200, "application/x-ndjson"};
    for (const auto& piece : pieces_) {
      ++sent;
      if (sink(head, piece)) continue;
      head.isEnough = true;
      break;
    }
    return head;
  }

 private:
  std::vector<std::string> pieces_;
};

std::string says(std::string_view text) {
  return R"({"message":{"content":")" + std::string(text) +
         R"("},"done":false})"
         "\n";
}

LlmProposer proposerOn(std::shared_ptr<const llm::Transport> transport, const Clock& clock) {
  llm::ProviderSettings provider;
  provider.name = "home";
  provider.family = llm::Family::Ollama;
  provider.url = "http://127.0.0.1:1";
  provider.model = "m";
  auto client = std::make_shared<llm::Client>(provider, llm::Secret(),
                                              llm::ClientParts{std::move(transport), nullptr, nullptr, &clock});
  return {std::move(client), shippedPrompt()};
}

}  // namespace

TEST_CASE("the prompt asks in the song's key for what the query wants, and our own parser reads its examples") {
  const auto prompt = shippedPrompt();
  CHECK(prompt.version().starts_with("propose-"));
  const auto request = makeProposeRequest(prompt, someQuery(), 12, true, 1);
  REQUIRE(request);
  REQUIRE(request->schema);
  const std::string& user = request->messages.back().text;
  for (const std::string_view part : {"Key: A minor", "Scale: A B C D E F G", "rainy, late {{key}} night", "lo-fi",
                                      "dark", "Write 12 different progressions of exactly 4 chords", "a loop"}) {
    CAPTURE(part);
    CHECK_MESSAGE(user.find(part) != std::string::npos, user);
  }
  CHECK(user.find("before") == std::string::npos);
  CHECK(user.find("marked _") == std::string::npos);

  int examples = 0;
  for (const auto line : split(request->messages.front().text, '\n')) {
    const auto read = readChordLine(line, {});
    REQUIRE_MESSAGE(read.has_value(), line);
    if (!*read) continue;
    CHECK((*read)->chords().size() == 4);
    ++examples;
  }
  CHECK(examples == 4);
}

TEST_CASE("context, fixed places and endings are said where there are any") {
  Query query = someQuery();
  query.before = {{0, theory::plainQuality(theory::ChordClass::Min), 0}};
  query.slots[1].fixed = theory::RelativeChord{8, theory::plainQuality(theory::ChordClass::Maj), 0};
  query.ending = Ending::Close;
  const auto request = makeProposeRequest(shippedPrompt(), query, 100, false, 1);
  REQUIRE(request);
  CHECK_FALSE(request->schema);
  const std::string& user = request->messages.back().text;
  for (const std::string_view part :
       {"go on from: Am", "_ F _ _", "cadence", "exactly 3 chords", "Write 40 different"}) {
    CAPTURE(part);
    CHECK(user.find(part) != std::string::npos);
  }
  query.slots.clear();
  CHECK_FALSE(makeProposeRequest(shippedPrompt(), query, 4, false, 1));
}

TEST_CASE("candidates are given while the reply comes, and a full sink ends it") {
  const SystemClock clock;
  const auto transport = std::make_shared<PiecesTransport>(std::vector<std::string>{
      says("1. Am F C G\\n2. A"), says("m Dm E7 Am\\n"), says("3. F G Am Am\\n"), says("4. C")});
  const auto proposer = proposerOn(transport, clock);
  std::vector<std::size_t> seenAfter;
  const auto done = proposer.stream(someQuery(), 4, 1, 0, [&](Proposals&& some) {
    for (std::size_t i = 0; i < some.candidates.size(); ++i) seenAfter.push_back(transport->sent);
    return seenAfter.size() < 2;
  });
  CHECK(done);
  CHECK(seenAfter == std::vector<std::size_t>{1, 2});
  CHECK(transport->sent == 2);
  CHECK(proposer.name() == "llm home m " + shippedPrompt().version());
}

TEST_CASE("a broken reply is an error after what it gave") {
  const SystemClock clock;
  const auto proposer =
      proposerOn(std::make_shared<PiecesTransport>(std::vector<std::string>{says("Am F C G\\n"), "oops\n"}), clock);
  std::size_t candidates = 0;
  const auto done = proposer.stream(someQuery(), 4, 1, 0, [&](Proposals&& some) {
    candidates += some.candidates.size();
    return true;
  });
  CHECK_FALSE(done);
  CHECK(candidates == 1);
}
