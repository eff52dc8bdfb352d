#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

/// Eight floats at once, for the inner loops of picture analysis. GCC and clang make SSE, AVX or NEON of it.
/// Compiles a function twice and picks at run time: with eight floats an instruction where the processor has them
/// (AVX2). Results are the same: no multiply is fused with an add. Sanitizers can't follow the pick.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define AMUSE_WIDE __attribute__((target_clones("avx2", "default")))
/// The same, and a third time for AVX-512: worth its bytes where whole numbers are multiplied, 32 an instruction.
#define AMUSE_WIDEST __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define AMUSE_WIDE
#define AMUSE_WIDEST
#endif
/// For what such functions call: a call would leave the wide version.
#define AMUSE_INLINE inline __attribute__((always_inline))

namespace amuse::inspire {

using Float8 = float __attribute__((vector_size(32)));

/// Reads eight floats from anywhere.
AMUSE_INLINE Float8 loadFloat8(const float* from) noexcept {
  Float8 value;
  std::memcpy(&value, from, sizeof value);
  return value;
}
AMUSE_INLINE void storeFloat8(float* to, const Float8& value) noexcept { std::memcpy(to, &value, sizeof value); }

/// out[j] = start[j] + sum over i of in[i] * table[i * outs + j]. `outs` is a multiple of 8.
AMUSE_INLINE void multiplyAdd(const float* table, const float* start, const float* in, std::size_t ins,
                              std::size_t outs, float* out) noexcept {
  std::size_t j = 0;
  for (; j + 32 <= outs; j += 32) {
    Float8 a = loadFloat8(start + j), b = loadFloat8(start + j + 8);
    Float8 c = loadFloat8(start + j + 16), d = loadFloat8(start + j + 24);
    for (std::size_t i = 0; i < ins; ++i) {
      const float* row = table + i * outs + j;
      a += in[i] * loadFloat8(row);
      b += in[i] * loadFloat8(row + 8);
      c += in[i] * loadFloat8(row + 16);
      d += in[i] * loadFloat8(row + 24);
    }
    storeFloat8(out + j, a), storeFloat8(out + j + 8, b), storeFloat8(out + j + 16, c), storeFloat8(out + j + 24, d);
  }
  for (; j < outs; j += 8) {
    Float8 a = loadFloat8(start + j);
    for (std::size_t i = 0; i < ins; ++i) a += in[i] * loadFloat8(table + i * outs + j);
    storeFloat8(out + j, a);
  }
}

}  // namespace amuse::inspire
