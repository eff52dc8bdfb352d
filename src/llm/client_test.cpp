#include "llm/client.h"

#include <deque>
#include <mutex>

#include <doctest/doctest.h>

#include "base/testing/scratch_folder.h"

namespace amuse::llm {
namespace {

/// Plays one scripted answer after the other and keeps what it was asked.
class ScriptedTransport final : public Transport {
 public:
  struct Answer {
    HttpHead head;
    std::vector<std::string> pieces;
    std::optional<Error> error = {};
  };
  mutable std::deque<Answer> answers;
  mutable std::vector<HttpExchange> asked;

  Result<HttpHead> send(const HttpExchange& exchange, const ByteSink& sink, std::stop_token) const override {
    asked.push_back(exchange);
    if (exchange.whileWaiting && !exchange.whileWaiting()) return HttpHead{0, {}, {}, true};
    if (answers.empty()) return fail(ErrorCode::Unavailable, "nothing left to say");
    Answer answer = answers.front();
    answers.pop_front();
    for (const auto& piece : answer.pieces)
      if (!sink(answer.head, piece)) {
        answer.head.isEnough = true;
        return answer.head;
      }
    if (answer.error) return tl::unexpected(*answer.error);
    return answer.head;
  }
};

struct Rig {
  std::shared_ptr<ScriptedTransport> transport = std::make_shared<ScriptedTransport>();
  ScratchFolder folder;
  SystemClock clock;
  std::shared_ptr<Ledger> ledger = std::make_shared<Ledger>(folder / "spent.tsv", clock);
  std::shared_ptr<SentLog> sent = std::make_shared<SentLog>(folder / "sent.jsonl");
  ProviderSettings provider = [] {
    ProviderSettings some;
    some.name = "home";
    some.family = Family::Ollama;
    some.url = "http://127.0.0.1:1";
    some.model = "m";
    return some;
  }();
  std::string text;

  void says(std::vector<std::string> pieces) {
    transport->answers.push_back({{200, "application/x-ndjson"}, std::move(pieces)});
  }
  void refuses(int status, std::string body = "{}") {
    transport->answers.push_back({{status, "application/json"}, {std::move(body)}});
  }
  [[nodiscard]] Client client() const { return {provider, Secret("sk-canary"), {transport, ledger, sent, &clock}}; }
  [[nodiscard]] static ChatRequest request() {
    ChatRequest request;
    request.messages = {{Role::User, "chords"}};
    request.maxTokens = 100;
    return request;
  }
  Result<ChatReply> ask(std::size_t most = 1000, std::function<bool()> whileWaiting = {}) {
    ChatRequest asked = request();
    asked.whileWaiting = std::move(whileWaiting);
    return client().ask(asked, [&](std::string_view piece) {
      text += piece;
      return text.size() < most;
    });
  }
};

const std::string kC = R"({"message":{"content":"C "},"done":false})"
                       "\n";
const std::string kEnd = R"({"model":"m-1","message":{"content":"G"},"done":true,"prompt_eval_count":7,"eval_count":3})"
                         "\n";

}  // namespace

TEST_CASE("an answer's text comes piece by piece, with what it took") {
  Rig rig;
  rig.says({kC.substr(0, 9), kC.substr(9) + kEnd});
  const auto reply = rig.ask();
  REQUIRE(reply);
  CHECK(rig.text == "C G");
  CHECK(reply->usage == Usage{7, 3, false});
  CHECK(reply->model == "m-1");
  CHECK(rig.ledger->today("home")->tokens == 10);
  CHECK(rig.sent->newest(9)->size() == 1);
}

TEST_CASE("enough is enough: the rest is not asked for, and what came is counted by estimate") {
  Rig rig;
  rig.says({kC, kC, kC, kEnd});
  const auto reply = rig.ask(3);
  REQUIRE(reply);
  CHECK(reply->finish == Finish::Enough);
  CHECK(rig.text == "C C ");
  CHECK(reply->usage.isEstimated);
  CHECK(rig.ledger->today("home")->tokens > 0);
}

TEST_CASE("who waits may have enough before the first words, which is no error and may have cost all of it") {
  Rig rig;
  const auto reply = rig.ask(1000, [] { return false; });
  REQUIRE(reply);
  CHECK(reply->finish == Finish::Enough);
  CHECK(rig.text.empty());
  CHECK(rig.ledger->today("home")->tokens >= 100);
  rig.refuses(500);
  rig.says({kEnd});
  int signs = 0;
  CHECK(rig.ask(1000, [&] { return ++signs < 2; })->finish == Finish::Enough);
  CHECK(rig.transport->asked.size() == 2);
}

TEST_CASE("busy and broken providers are asked again, others are not") {
  struct Row {
    int status;
    std::size_t attempts;
  };
  for (const auto& row : {Row{429, 2}, Row{500, 2}, Row{529, 2}, Row{400, 1}, Row{401, 1}, Row{404, 1}}) {
    CAPTURE(row.status);
    Rig rig;
    rig.refuses(row.status);
    rig.says({kEnd});
    CHECK(rig.ask().has_value() == (row.attempts == 2));
    CHECK(rig.transport->asked.size() == row.attempts);
  }
}

TEST_CASE("how long a provider asked to be left alone is known afterwards, an hour at most") {
  struct Row {
    std::optional<double> asked;
    double least, most;
  };
  for (const auto& row : {Row{{}, 0, 0}, Row{0, 0, 0}, Row{30, 20, 30}, Row{1e9, 3590, 3600}}) {
    CAPTURE(row.most);
    Rig rig;
    rig.transport->answers.push_back({{429, "application/json", row.asked}, {"{}"}});
    rig.provider.patience.attempts = 1;
    const Client client = rig.client();
    REQUIRE_FALSE(client.askWhole(rig.request()));
    const double rest = client.restSeconds().value_or(0);
    CHECK(rest >= row.least);
    CHECK(rest <= row.most);
  }
}

TEST_CASE("a provider that asks to wait longer than a songwriter does is given up at once") {
  Rig rig;
  rig.transport->answers.push_back({{429, "application/json", 30.0}, {"{}"}});
  const auto reply = rig.ask();
  REQUIRE_FALSE(reply);
  CHECK(reply.error().code == ErrorCode::Unavailable);
  CHECK(rig.transport->asked.size() == 1);
}

TEST_CASE("once text has come nothing is asked again, and a broken answer is an error") {
  Rig rig;
  rig.says({kC, "garbage\n"});
  rig.says({kEnd});
  const auto reply = rig.ask();
  REQUIRE_FALSE(reply);
  CHECK(rig.transport->asked.size() == 1);
  CHECK(rig.text == "C ");
  Rig cut;
  cut.says({kC});
  CHECK_FALSE(cut.ask());
}

TEST_CASE("limits refuse before anything is sent, and errors hold no key") {
  Rig rig;
  rig.provider.limits.tokensARequest = 50;
  const auto reply = rig.ask();
  REQUIRE_FALSE(reply);
  CHECK(reply.error().code == ErrorCode::InvalidArgument);
  CHECK(rig.transport->asked.empty());
  Rig leaky;
  leaky.provider.patience.attempts = 1;
  leaky.refuses(401, R"({"error":{"message":"no such key: sk-canary"}})");
  const auto refused = leaky.ask();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("canary") == std::string::npos);
}

TEST_CASE("a refused answer is an error unless something was said") {
  Rig rig;
  rig.provider.family = Family::Anthropic;
  rig.transport->answers.push_back(
      {{200, "text/event-stream"}, {"data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\"}}\n\n"}});
  const auto reply = rig.ask();
  REQUIRE_FALSE(reply);
  CHECK(reply.error().code == ErrorCode::Unsupported);
}

TEST_CASE("an answer that came whole is taken as one piece") {
  Rig rig;
  rig.provider.family = Family::OpenAi;
  rig.transport->answers.push_back(
      {{200, "application/json"}, {R"({"choices":[{"message":{"con)", R"(tent":"C G"},"finish_reason":"stop"}]})"}});
  REQUIRE(rig.ask());
  CHECK(rig.text == "C G");
}

TEST_CASE("waits double, never undercut what the provider asked for, and vary") {
  CHECK(retryDelay(1, {}, 0.5) == doctest::Approx(0.15));
  CHECK(retryDelay(3, {}, 0.5) == doctest::Approx(0.6));
  CHECK(retryDelay(1, 2.0, 0) == 2.0);
  CHECK(retryDelay(1, {}, 0) < retryDelay(1, {}, 0.99));
}

}  // namespace amuse::llm
