#pragma once

#include <cstddef>

/// The loops a chord network spends its time in, compiled several times for different processors and chosen at run
/// time. Within one choice every row's result is the same whatever rows stand beside it.
namespace amuse::lm::internal {

/// Columns of a packed matrix that lie together.
inline constexpr std::size_t kPanel = 16;

struct NetKernels {
  const char* name;
  /// y[r] = bias + x[r] W for each of `count` rows. W: packed (see packPanels), `depth` x `columns`; `columns` a
  /// multiple of kPanel; y and bias have as many.
  void (*multiply)(const float* const* x, float* const* y, std::size_t count, const float* packed, const float* bias,
                   std::size_t depth, std::size_t columns);
  /// sum[i] += row[i]; n a multiple of kPanel.
  void (*add)(const float* row, float* sum, std::size_t n);
  /// One step of a gated recurrent unit: `input` and `recurrent` hold the gates r, z, n (each `hidden` long).
  void (*advance)(const float* input, const float* recurrent, float* state, std::size_t hidden);
  /// Natural logarithms in place of positive numbers; n a multiple of kPanel. Error under 1e-6 relative to 1.
  void (*logarithms)(float* values, std::size_t n);
};

/// The best for this processor; the same answer each time. AMUSE_KERNELS=portable in the environment asks for the plain
/// one, which tests use.
[[nodiscard]] const NetKernels& netKernels() noexcept;
/// All that this processor can run, the plain one first.
[[nodiscard]] std::size_t supportedKernels(const NetKernels* (&all)[3]) noexcept;

extern const NetKernels kPortableKernels;
#if defined(__x86_64__)
extern const NetKernels kAvx2Kernels, kAvx512Kernels;
#endif

}  // namespace amuse::lm::internal
