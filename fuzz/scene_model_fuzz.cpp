// modules: inspire
#include <cstdlib>
#include <string>
#include <vector>

#include "inspire/picture_reader.h"

using namespace amuse;

/// A scene model that parses prints back to its bytes; the tables parse or are refused.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::vector<std::byte> bytes(reinterpret_cast<const std::byte*>(data),
                                     reinterpret_cast<const std::byte*>(data) + size);
  if (const auto model = inspire::parseSceneModel(bytes)) (void)inspire::toBytes(*model);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)inspire::parsePictureWords(text);
  (void)inspire::parseSceneFamilies(text);
  return 0;
}
