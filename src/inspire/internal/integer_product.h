#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// Products of small integers, where a sentence encoder spends its time. Whole numbers have one sum in whatever order
/// they are added, so every processor gives the same.
namespace amuse::inspire {

/// The largest magnitude of a shortened activation; with 8-bit weights a sum of kMostDepth terms stays in 32 bits.
inline constexpr int kActivationLimit = 4095;
inline constexpr std::size_t kMostDepth = 2048;

/// out[t * rows + r] = sum over i of in[t * depth + i] * weights[r * depth + i], for `count` vectors t.
/// depth at most kMostDepth; in within +-kActivationLimit.
void multiplyRows(const std::int8_t* weights, std::size_t rows, std::size_t depth, const std::int16_t* in,
                  std::size_t count, std::int32_t* out) noexcept;

/// Rounds to whole steps of the returned size, so that the largest magnitude becomes kActivationLimit.
[[nodiscard]] float shorten(std::span<const float> values, std::int16_t* out) noexcept;

}  // namespace amuse::inspire
