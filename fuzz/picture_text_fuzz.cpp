// modules: media
#include <cstdlib>
#include <string_view>

#include "media/picture_text.h"

using namespace amuse::media;

/// A table of words parses or is refused; each word lies in the text and in the picture.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto text = parseTesseractTable({reinterpret_cast<const char*>(data), size}, 640, 480);
  if (!text) return 0;
  for (const auto& word : text->words) {
    if (word.startByte >= word.endByte || word.endByte > text->text.size()) std::abort();
    for (const double value : word.region)
      if (!(value >= 0 && value <= 1)) std::abort();
  }
  return 0;
}
