#include "llm/adapter.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace amuse::llm {
namespace {

ProviderSettings some(Family family) {
  ProviderSettings provider;
  provider.name = "test";
  provider.family = family;
  provider.url = defaultUrl(family);
  provider.model = "m1";
  return provider;
}

ChatRequest question() {
  ChatRequest request;
  request.messages = {{Role::System, "Be brief."}, {Role::User, "Chords, please."}};
  request.schema = AnswerSchema{"answer", R"({"type":"object"})"};
  request.maxTokens = 99;
  request.seed = 0xFFFFFFFFu;
  return request;
}

nlohmann::json bodyFor(const ProviderSettings& provider, const ChatRequest& request) {
  const auto exchange = toExchange(provider, request);
  REQUIRE(exchange);
  return nlohmann::json::parse(*exchange->body);
}

}  // namespace

TEST_CASE("each family is asked at its own address, the key in its own header") {
  struct Row {
    Family family;
    std::string url, header, prefix;
  };
  for (const auto& row : {Row{Family::OpenAi, "https://api.openai.com/v1/chat/completions", "authorization", "Bearer "},
                          Row{Family::Anthropic, "https://api.anthropic.com/v1/messages", "x-api-key", ""},
                          Row{Family::Ollama, "http://127.0.0.1:11434/api/chat", "authorization", "Bearer "}}) {
    CAPTURE(row.url);
    const auto exchange = toExchange(some(row.family), question());
    REQUIRE(exchange);
    CHECK(exchange->url == row.url);
    CHECK(exchange->secretHeader == row.header);
    CHECK(exchange->secretPrefix == row.prefix);
  }
}

TEST_CASE("a schema goes along only where the provider holds answers to one") {
  for (const Family family : {Family::OpenAi, Family::Anthropic, Family::Ollama}) {
    auto provider = some(family);
    const auto without = bodyFor(provider, question());
    CHECK_FALSE((without.contains("response_format") || without.contains("tools") || without.contains("format")));
    provider.can.schema = true;
    const auto with = bodyFor(provider, question());
    CHECK((with.contains("response_format") || with.contains("tools") || with.contains("format")));
  }
}

TEST_CASE("system messages stand where the family wants them") {
  const auto anthropic = bodyFor(some(Family::Anthropic), question());
  CHECK(anthropic["system"] == "Be brief.");
  CHECK(anthropic["messages"].size() == 1);
  CHECK(bodyFor(some(Family::OpenAi), question())["messages"][0]["role"] == "system");
  const auto ollama = bodyFor(some(Family::Ollama), question());
  CHECK(ollama["messages"].size() == 2);
  CHECK(ollama["options"]["seed"] == 0x7FFFFFFF);
}

TEST_CASE("pictures and sounds go in the family's own form, and never to a model that cannot take them") {
  ChatRequest request = question();
  request.messages.back().attachments = {{Attachment::Kind::Image, "image/png", "Man"}};
  for (const Family family : {Family::OpenAi, Family::Anthropic, Family::Ollama}) {
    auto provider = some(family);
    const auto refused = toExchange(provider, request);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Unsupported);
    provider.can.images = true;
    CHECK(bodyFor(provider, request).dump().find("TWFu") != std::string::npos);
  }
  request.messages.back().attachments = {{Attachment::Kind::Audio, "audio/wav", "Man"}};
  auto provider = some(Family::OpenAi);
  provider.can.audio = true;
  CHECK(bodyFor(provider, request)["messages"][1]["content"][1]["input_audio"]["format"] == "wav");
  provider = some(Family::Anthropic);
  provider.can.audio = true;
  CHECK_FALSE(toExchange(provider, request));
}

TEST_CASE("deltas, counts and ends are read from each family's stream") {
  struct Row {
    Family family;
    std::string data, text;
    std::optional<Finish> finish;
    bool isEnd;
  };
  for (const auto& row : {
           Row{Family::OpenAi,
               R"({"model":"m","choices":[{"delta":{"role":"assistant","content":null}}]})",
               "",
               {},
               false},
           Row{Family::OpenAi, R"({"choices":[{"delta":{"content":"Am F"},"finish_reason":null}]})", "Am F", {}, false},
           Row{Family::OpenAi, R"({"choices":[{"delta":{},"finish_reason":"length"}]})", "", Finish::Length, false},
           Row{Family::OpenAi, R"({"choices":[{"delta":{"refusal":"No."}}]})", "", Finish::Refused, false},
           Row{Family::OpenAi, "[DONE]", "", {}, true},
           Row{Family::Anthropic, R"({"type":"ping"})", "", {}, false},
           Row{Family::Anthropic,
               R"({"type":"content_block_delta","delta":{"type":"text_delta","text":"C"}})",
               "C",
               {},
               false},
           Row{Family::Anthropic,
               R"({"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{"}})",
               "{",
               {},
               false},
           Row{Family::Anthropic, R"({"type":"message_delta","delta":{"stop_reason":"refusal"}})", "", Finish::Refused,
               false},
           Row{Family::Anthropic, R"({"type":"message_stop"})", "", {}, true},
           Row{Family::Ollama, R"({"message":{"content":"G"},"done":false})", "G", {}, false},
           Row{Family::Ollama, R"({"message":{"content":""},"done":true,"done_reason":"length"})", "", Finish::Length,
               true},
       }) {
    CAPTURE(row.data);
    const auto delta = readItem(row.family, {{}, row.data});
    REQUIRE(delta);
    CHECK(delta->text == row.text);
    CHECK(delta->finish == row.finish);
    CHECK(delta->isEnd == row.isEnd);
  }
}

TEST_CASE("an answer that came whole is read as well") {
  CHECK(readWhole(Family::OpenAi, R"({"choices":[{"message":{"content":"C G"},"finish_reason":"stop"}]})")->text ==
        "C G");
  CHECK(readWhole(Family::Anthropic, R"({"content":[{"type":"text","text":"C"},{"type":"text","text":" G"}]})")->text ==
        "C G");
  CHECK(readWhole(Family::Ollama, R"({"message":{"content":"C G"},"done":true})")->isEnd);
}

TEST_CASE("failures in a stream are errors with the provider's short name, never with its words") {
  const std::string body =
      R"({"error":{"message":"Incorrect key sk-canary","type":"invalid_request_error","code":"invalid_api_key"}})";
  const auto delta = readItem(Family::OpenAi, {{}, body});
  REQUIRE_FALSE(delta);
  CHECK(delta.error().message.find("invalid_api_key") != std::string::npos);
  CHECK(delta.error().message.find("canary") == std::string::npos);
  CHECK(failureName(R"({"error":{"code":"Sk-CANARY"}})").empty());
  CHECK(failureName("garbage").empty());
  CHECK_FALSE(readItem(Family::Ollama, {{}, "half {"}));
  CHECK_FALSE(readItem(Family::Ollama, {{}, "[1]"}));
}

TEST_CASE("lists of models are read, and nothing else is taken for one") {
  CHECK(parseModels(Family::OpenAi, R"({"data":[{"id":"a"},{"id":"b"}]})") == std::vector<std::string>{"a", "b"});
  CHECK(parseModels(Family::Ollama, R"({"models":[{"name":"a:latest"}]})") == std::vector<std::string>{"a:latest"});
  CHECK_FALSE(parseModels(Family::OpenAi, R"({"object":"list"})"));
}

}  // namespace amuse::llm
