#include "app/language_models.h"

#include <doctest/doctest.h>

#include "app/suggest.h"
#include "base/files.h"
#include "base/testing/scratch_folder.h"
#include "llm/recorded_transport.h"
#include "propose/llm_proposer.h"

using namespace amuse;
using namespace amuse::app;

namespace {

llm::Settings settingsWith(const std::filesystem::path& replay) {
  llm::Settings settings;
  llm::ProviderSettings provider;
  provider.name = "home";
  provider.family = llm::Family::Ollama;
  provider.url = "http://127.0.0.1:1";
  provider.model = "m";
  settings.providers = {provider};
  settings.proposer = "home";
  settings.replay = replay.string();
  return settings;
}

SuggestInput inputFor(const std::string& proposer) {
  SuggestInput input;
  input.text = "rain on the window";
  input.proposer = proposer;
  input.seed = 3;
  return input;
}

Engine engineWith(std::shared_ptr<LanguageModels> models) {
  auto engine = Engine::open(AMUSE_SOURCE_DIR, PriorSet::Open);
  REQUIRE(engine);
  engine->useLanguageModels(std::move(models));
  return *std::move(engine);
}

}  // namespace

TEST_CASE("a provider that gives nothing leaves the built-in proposer to answer, with a notice") {
  const ScratchFolder folder;
  const SystemClock clock;
  REQUIRE(writeFile(folder / "empty.jsonl", "\n"));
  const auto models =
      LanguageModels::open(AMUSE_SOURCE_DIR, settingsWith(folder / "empty.jsonl"), folder.path(), clock);
  REQUIRE_MESSAGE(models.has_value(), models.error().message);
  const auto engine = engineWith(*models);
  for (const std::string& proposer : {std::string("llm"), std::string("auto")}) {
    const auto answer = suggest(engine, inputFor(proposer), clock);
    REQUIRE(answer);
    CHECK(answer->proposer == "builtin");
    CHECK(answer->suggestions.size() == 4);
    REQUIRE(answer->notices.size() == 1);
    CHECK(answer->notices[0].find("built-in") != std::string::npos);
  }
  const auto plain = suggest(engine, inputFor("builtin"), clock);
  REQUIRE(plain);
  CHECK(plain->notices.empty());
  CHECK(plain->sent.empty());
}

TEST_CASE("without a configuration llm is refused and auto is the built-in proposer") {
  const SystemClock clock;
  const auto engine = engineWith(nullptr);
  CHECK(suggest(engine, inputFor("llm"), clock).error().code == ErrorCode::Unsupported);
  CHECK(suggest(engine, inputFor("auto"), clock)->notices.empty());
}

TEST_CASE("a calibration's facts read back, and broken ones are refused") {
  const CalibrationFacts facts{"ollama", "llama3.1:8b", "propose-1", "2026-11-28", 4000};
  CHECK(parseCalibrationFacts(toText(facts)) == facts);
  CHECK_FALSE(parseCalibrationFacts("name\tvalue\nmodel\tx\nsamples\tmany\n"));
  CHECK_FALSE(parseCalibrationFacts("name\tvalue\nx\n"));
  CHECK(parseCalibrationFacts(std::string(kMaxFactsBytes + 1, 'x')).error().code == ErrorCode::TooLarge);
}

TEST_CASE("a missing key costs only the requests that need it") {
  const ScratchFolder folder;
  const SystemClock clock;
  auto settings = settingsWith({});
  settings.providers[0].keyVariable = "AMUSE_TEST_NO_SUCH_KEY";
  const auto models = LanguageModels::open(AMUSE_SOURCE_DIR, settings, folder.path(), clock);
  REQUIRE(models);
  CHECK((*models)->client("home").error().code == ErrorCode::NotFound);
  CHECK((*models)->client("nobody").error().code == ErrorCode::NotFound);
  const auto answer = suggest(engineWith(*models), inputFor("llm"), clock);
  REQUIRE(answer);
  CHECK(answer->notices[0].find("AMUSE_TEST_NO_SUCH_KEY") != std::string::npos);
}
