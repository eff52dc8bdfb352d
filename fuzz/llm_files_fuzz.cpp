// modules: llm
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "llm/ledger.h"
#include "llm/prompt.h"
#include "llm/recorded_transport.h"
#include "llm/secret.h"
#include "llm/sent_log.h"
#include "llm/settings.h"

/// The files of the llm module: configuration, keys, sums, lists, prompts, recordings. What is read is written and read
/// again; settings keep their ranges; a key is what a header may hold.
namespace {

using namespace amuse::llm;

/// What is taken for settings can be worked with.
void checkSettings(const Settings& settings) {
  for (const auto* role : {&settings.proposer, &settings.reader})
    if (!role->empty() && settings.find(*role) == nullptr) std::abort();
  for (const auto& provider : settings.providers) {
    if (!checkProvider(provider) || provider.concurrent < 1 || provider.patience.attempts < 1) std::abort();
    for (const double seconds : {provider.patience.connect, provider.patience.firstText, provider.patience.total})
      if (!(seconds >= 0.05 && seconds <= 3600)) std::abort();
    if (!(provider.priceIn >= 0 && provider.limits.costADay >= 0)) std::abort();
  }
  const auto variables = [](const char* name) { return std::string_view(name) == "AMUSE_LLM_MODEL" ? "m" : ""; };
  if (const auto with = withEnvironment(settings, variables); !with || with->proposer != "env") std::abort();
}

void readAsKey(std::string_view text) {
  static const auto path = std::filesystem::temp_directory_path() / ("amuse-fuzz-key-" + std::to_string(::getpid()));
  std::ofstream(path, std::ios::binary) << text;
  ::chmod(path.c_str(), 0600);
  const auto key = readKeyFile(path);
  ::unlink(path.c_str());
  if (!key) {
    // What it says is the same whatever stands in the file.
    if (key.error().message != "the key file " + path.string() + " holds no key") std::abort();
    return;
  }
  if (key->empty() || key->reveal().size() > kMaxKeyBytes) std::abort();
  for (const char c : key->reveal())
    if (c <= 0x20 || c >= 0x7f) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 6) {
    case 0:
      if (const auto settings = parseSettings(text)) checkSettings(*settings);
      break;
    case 1:
      if (const auto rows = parseLedger(text); rows && !parseLedger(toText(*rows))) std::abort();
      break;
    case 2:
      if (const auto item = parseSentItem(text); item && parseSentItem(toJson(*item)) != *item) std::abort();
      break;
    case 3:
      if (const auto prompt = Prompt::parse(text)) static_cast<void>(prompt->fill({{"a", "x"}}));
      break;
    case 4: readAsKey(text); break;
    default:
      if (const auto kept = parseRecordedExchange(text); kept && parseRecordedExchange(toJson(*kept)) != *kept)
        std::abort();
  }
  return 0;
}
