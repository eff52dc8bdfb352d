// modules: transcribe
#include <cstdlib>
#include <string_view>

#include "transcribe/ear_weights.h"

using namespace amuse;

/// The transcriber's model file: one that parses prints back to its bytes.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto weights = transcribe::parseEarWeights(bytes);
  if (weights && transcribe::toBytes(*weights) != bytes) std::abort();
  return 0;
}
