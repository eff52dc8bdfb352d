// modules: propose
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "propose/harmony_net.h"

/// A network's file with a right checksum but wild contents must be refused or give chances that are numbers.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse;
  std::vector<std::uint64_t> aligned((size + 7) / 8);
  if (size > 0) std::memcpy(aligned.data(), data, size);
  auto* bytes = reinterpret_cast<std::byte*>(aligned.data());
  if (size >= 32) {
    const std::uint64_t length = size, hash = lm::contentHash({bytes + 32, size - 32});
    std::memcpy(bytes + 16, &length, sizeof length);
    std::memcpy(bytes + 24, &hash, sizeof hash);
  }
  auto file = lm::ModelFile::view({bytes, size}, "fuzz");
  if (!file) return 0;
  const auto net = propose::HarmonyNet::fromFile(*std::move(file));
  if (!net) return 0;
  const auto conditioned = net->condition(propose::NetCondition(propose::NetConditionLayout::kSize, 1.0F));
  propose::HarmonyNet::State state;
  std::vector<float> p(propose::kNetOutputs);
  net->step(conditioned, propose::netInputs(nullptr, 0, 4, true), state, p);
  for (const float x : p)
    if (!std::isfinite(x)) std::abort();
  return 0;
}
