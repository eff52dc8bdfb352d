#include "llm/settings.h"

#include <map>

#include <doctest/doctest.h>

#include "base/files.h"
#include "base/testing/scratch_folder.h"

namespace amuse::llm {
namespace {

Environment environmentOf(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const char* name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
  };
}

std::string refusalOf(std::string_view toml) {
  const auto settings = parseSettings(toml);
  return settings ? std::string("none") : settings.error().message;
}

}  // namespace

TEST_CASE("providers and their roles are read from TOML") {
  const auto settings = parseSettings(R"(
[llm]
proposer = "home"
[providers.home]
family = "ollama"
model = "llama3.1:8b"
schema = true
patience_seconds = 3
tokens_a_day = 1000
[providers.far]
url = "https://example.com/v1"
model = "big"
key_env = "FAR_KEY"
price_in = 2.5
[server]
anything = 1
)");
  REQUIRE(settings);
  CHECK(settings->proposer == "home");
  REQUIRE(settings->find("home") != nullptr);
  CHECK(settings->find("home")->url == "http://127.0.0.1:11434");
  CHECK(settings->find("home")->can.schema);
  CHECK(settings->find("home")->patience.firstText == 3);
  CHECK(settings->find("home")->limits.tokensADay == 1000);
  CHECK(settings->find("far")->priceIn == 2.5);
  CHECK(settings->find("nobody") == nullptr);
}

TEST_CASE("mistakes in the file are named, and a key in it is refused unread") {
  struct Row {
    std::string_view toml, says;
  };
  for (const auto& row :
       {Row{"[providers.a]\nmodel = 1", "providers.a.model must be a text"},
        Row{"[providers.a]\nmodel = \"m\"\nspeed = 1", "providers.a.speed is not known"},
        Row{"[providers.a]\nmodel = \"m\"\nattempts = 0", "attempts must be a whole number"},
        Row{"[providers.a]\nfamily = \"gpt\"", "providers.a.family must be"}, Row{"[providers.a]", "name its model"},
        Row{"[llm]\nproposer = \"x\"", "llm.proposer names no provider"}, Row{"[llm]\nwho = 1", "llm.who is not known"},
        Row{"[providers]\na = 1", "providers holds tables only"}, Row{"a = = 1", "line 1 is no TOML"},
        Row{"[providers.a]\nmodel = \"m\"\napi_key = \"sk-canary\"", "does not belong into this file"}}) {
    CAPTURE(row.toml);
    const std::string said = refusalOf(row.toml);
    CHECK_MESSAGE(said.find(row.says) != std::string::npos, said);
    CHECK(said.find("canary") == std::string::npos);
  }
  CHECK(parseSettings(std::string(kMaxSettingsBytes + 1, '#')).error().code == ErrorCode::TooLarge);
}

TEST_CASE("the environment adds a provider and chooses roles") {
  const auto env = withEnvironment(
      {}, environmentOf({{"AMUSE_LLM_MODEL", "m"}, {"AMUSE_LLM_FAMILY", "anthropic"}, {"AMUSE_LLM_KEY", "sk-canary"}}));
  REQUIRE(env);
  CHECK(env->proposer == "env");
  CHECK(env->find("env")->keyVariable == "AMUSE_LLM_KEY");
  CHECK(env->find("env")->url == "https://api.anthropic.com");
  const auto none = withEnvironment({}, environmentOf({{"AMUSE_LLM_MODEL", "m"}, {"AMUSE_LLM_PROPOSER", "none"}}));
  REQUIRE(none);
  CHECK(none->proposer.empty());
  CHECK_FALSE(withEnvironment({}, environmentOf({{"AMUSE_LLM_READER", "nobody"}})));
  CHECK_FALSE(withEnvironment({}, environmentOf({{"AMUSE_LLM_MODEL", "m"}, {"AMUSE_LLM_FAMILY", "gpt"}})));
}

TEST_CASE("no file is no configuration, but a file that was named must be there") {
  const ScratchFolder folder;
  const auto environment = environmentOf({{"HOME", folder.path().string()}});
  const auto path = settingsPath(environment);
  CHECK(path == folder.path() / ".config" / "amuse" / "amuse.toml");
  CHECK(stateFolder(environment) == folder.path() / ".local/state" / "amuse");
  CHECK(loadSettings(path, environment) == Settings{});
  CHECK(loadSettings(folder / "other.toml", environment).error().code == ErrorCode::NotFound);
  REQUIRE(writeFile(folder / "other.toml", "x = = 1"));
  CHECK(loadSettings(folder / "other.toml", environment).error().message.find("other.toml: line 1") !=
        std::string::npos);
}

}  // namespace amuse::llm
