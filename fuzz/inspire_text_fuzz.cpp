// modules: inspire
// Any bytes: a brief whose evidence lies within the text, or a Parse or TooLarge error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "inspire/text_reader.h"

namespace {

const amuse::inspire::TextReader& fuzzReader() {
  static const auto reader = amuse::inspire::TextReader::open(AMUSE_SOURCE_DIR "/data/llm");
  if (!reader) std::abort();
  return *reader;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto brief = amuse::inspire::inspireText(fuzzReader(), text);
  if (!brief) {
    const bool expected =
        brief.error().code == amuse::ErrorCode::Parse || brief.error().code == amuse::ErrorCode::TooLarge;
    if (!expected) std::abort();
    return 0;
  }
  for (const auto& keyword : brief->keywords)
    for (const auto& evidence : keyword.evidence) {
      const auto& span = std::get<amuse::brief::TextEvidence>(evidence);
      if (span.endByte > size || span.startByte >= span.endByte) std::abort();
      if (text.substr(span.startByte, span.endByte - span.startByte) != span.text) std::abort();
    }
  return 0;
}
