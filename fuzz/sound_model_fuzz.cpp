// modules: audio
#include <cstdlib>
#include <string_view>

#include "audio/sound_recogniser.h"

using namespace amuse::audio;

/// A model that is read prints back to the same bytes and gives probabilities that sum to 1.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto model = SoundRecogniser::parse(bytes);
  if (!model) return 0;
  if (model->toBytes() != bytes) std::abort();
  const auto found = model->classify(std::vector<float>(model->featureCount(), 0.5f));
  if (found.size() != model->classes().size()) std::abort();
  return 0;
}
