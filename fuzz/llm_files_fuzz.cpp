// modules: llm
#include <cstdint>
#include <cstdlib>

#include "llm/ledger.h"
#include "llm/prompt.h"
#include "llm/recorded_transport.h"
#include "llm/sent_log.h"
#include "llm/settings.h"

/// The files of the llm module: configuration, sums, lists, prompts, recordings. What is read is written and read
/// again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse::llm;
  if (size < 1) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case 0: static_cast<void>(parseSettings(text)); break;
    case 1:
      if (const auto rows = parseLedger(text); rows && !parseLedger(toText(*rows))) std::abort();
      break;
    case 2:
      if (const auto item = parseSentItem(text); item && parseSentItem(toJson(*item)) != *item) std::abort();
      break;
    case 3:
      if (const auto prompt = Prompt::parse(text)) static_cast<void>(prompt->fill({{"a", "x"}}));
      break;
    default:
      if (const auto kept = parseRecordedExchange(text); kept && parseRecordedExchange(toJson(*kept)) != *kept)
        std::abort();
  }
  return 0;
}
