// modules: inspire
#include <cstdlib>
#include <string_view>

#include "inspire/blend.h"
#include "inspire/sound_reader.h"

using namespace amuse::inspire;

/// The table of sound words and lists of weighed keywords: what is read is in range.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto words = parseSoundWords(bytes))
    for (const auto& word : *words)
      if (!(word.weight >= 0 && word.weight <= 1)) std::abort();
  if (const auto keywords = parseWeighedKeywords(bytes))
    for (const auto& keyword : *keywords)
      if (keyword.word.empty() || !(keyword.weight >= 0 && keyword.weight <= 1)) std::abort();
  return 0;
}
