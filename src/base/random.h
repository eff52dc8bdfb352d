#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// Seeded random numbers with our own generator and distributions: the same seed gives the same numbers with every
/// compiler and standard library, which std::*_distribution does not promise.
namespace amuse {

/// Mixes 64 bits into 64 well-spread bits. Source: SplitMix64's finaliser (Steele, Lea, Flood, OOPSLA 2014).
[[nodiscard]] std::uint64_t mixBits(std::uint64_t value) noexcept;

/// A 64-bit hash of bytes that never changes between versions (FNV-1a, then mixed); not for adversarial input.
[[nodiscard]] std::uint64_t stableHash(std::string_view bytes, std::uint64_t seed = 0) noexcept;

/// A number in (0, 1) that depends on nothing but (seed, text): the draw that accepts a candidate, so that order,
/// streaming and threads cannot change an answer.
[[nodiscard]] double hashedUniform(std::uint32_t seed, std::string_view text) noexcept;

/// SplitMix64 generator. A value: copying it forks the stream.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}

  [[nodiscard]] std::uint64_t next64() noexcept;
  /// Uniform in [0, 1), 53 bits.
  [[nodiscard]] double uniform() noexcept;
  /// Uniform in [low, high).
  [[nodiscard]] double uniform(double low, double high) noexcept { return low + (high - low) * uniform(); }
  /// Uniform integer in [0, bound); bound >= 1. Unbiased (rejection).
  [[nodiscard]] std::size_t below(std::size_t bound) noexcept;
  /// Standard normal, by Box-Muller (one value a call).
  [[nodiscard]] double normal() noexcept;
  [[nodiscard]] bool chance(double probability) noexcept { return uniform() < probability; }
  /// Index drawn with probability proportional to its weight; weights >= 0 with a positive sum.
  [[nodiscard]] std::size_t weighted(std::span<const double> weights) noexcept;
  /// A generator for a named sub-task, independent of how much this one is used afterwards.
  [[nodiscard]] Random fork(std::string_view name) const noexcept { return Random(stableHash(name, state_)); }

 private:
  std::uint64_t state_;
};

}  // namespace amuse
