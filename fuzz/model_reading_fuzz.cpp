// modules: inspire
#include <cstdint>
#include <cstdlib>

#include "inspire/model_reading.h"

/// A language model's reading of an inspiration: no crash; keywords, affect and tempo within what a brief may hold.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse;
  static const auto reader = inspire::TextReader::open(std::string(AMUSE_SOURCE_DIR) + "/data/llm");
  if (!reader) std::abort();
  const std::string_view reply(reinterpret_cast<const char*>(data), size);
  const std::string text = "the last train home, rain on the window";
  const auto brief = inspire::parseReading(*reader, reply, text);
  if (!brief) return 0;
  if (brief->keywords.empty() || brief->keywords.size() > 16) std::abort();
  for (const auto& keyword : brief->keywords)
    for (const auto& evidence : keyword.evidence)
      if (const auto* found = std::get_if<brief::TextEvidence>(&evidence); found && found->endByte > text.size())
        std::abort();
  for (const double value :
       {brief->affect.valence, brief->affect.arousal, brief->affect.tension, brief->affect.complexity})
    if (!(value >= -1 && value <= 1)) std::abort();
  if (brief->tempoBpm[0] > brief->tempoBpm[1]) std::abort();
  return 0;
}
