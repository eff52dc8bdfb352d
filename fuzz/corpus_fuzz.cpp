// modules: corpus
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "corpus/gunzip.h"
#include "corpus/read_corpus.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)amuse::corpus::gunzip(text, 1 << 20).has_value();
  (void)amuse::corpus::parseProposals(text, "fuzz").has_value();
  const auto sections = amuse::corpus::parseCorpus(text);
  for (std::size_t i = 0; sections && i < sections->size(); ++i)
    for (const int bars : {4, 8, 16}) (void)amuse::corpus::barWindows((*sections)[i], bars);
  return 0;
}
