#include "base/random.h"

#include <cmath>
#include <numbers>

#include "base/assert.h"

namespace amuse {

std::uint64_t mixBits(std::uint64_t value) noexcept {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

std::uint64_t stableHash(std::string_view bytes, std::uint64_t seed) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ mixBits(seed + 0x9e3779b97f4a7c15ULL);
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
  return mixBits(hash);
}

namespace {
double toUnit(std::uint64_t bits) noexcept { return static_cast<double>(bits >> 11) * 0x1.0p-53; }
}  // namespace

double hashedUniform(std::uint32_t seed, std::string_view text) noexcept {
  // Half a step up keeps the value off zero, whose logarithm callers take.
  return toUnit(stableHash(text, seed)) + 0x1.0p-54;
}

std::uint64_t Random::next64() noexcept {
  state_ += 0x9e3779b97f4a7c15ULL;
  return mixBits(state_);
}

double Random::uniform() noexcept { return toUnit(next64()); }

std::size_t Random::below(std::size_t bound) noexcept {
  AMUSE_ASSERT(bound >= 1);
  const std::uint64_t range = bound;
  const std::uint64_t limit = (0 - range) % range;  // the first 2^64 mod range values would be favoured
  std::uint64_t draw = next64();
  while (draw < limit) draw = next64();
  return static_cast<std::size_t>(draw % range);
}

double Random::normal() noexcept {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
  return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

std::size_t Random::weighted(std::span<const double> weights) noexcept {
  double total = 0;
  for (const double weight : weights) total += weight;
  AMUSE_ASSERT(total > 0);
  double left = uniform() * total;
  std::size_t last = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) return i;
  }
  return last;  // rounding may leave a crumb; it belongs to the last possible index
}

}  // namespace amuse
