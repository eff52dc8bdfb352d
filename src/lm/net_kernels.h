#pragma once

#include <cstddef>
#include <vector>

/// The loops that networks over chords spend their time in, compiled several times for different processors and chosen
/// at run time. Within one choice every row's result is the same whatever rows stand beside it.
namespace amuse::lm {

/// Columns of a packed matrix that lie together.
inline constexpr std::size_t kPanel = 16;

/// A matrix, `depth` x `columns`, row after row, as panels of kPanel columns, each `depth` x kPanel; missing columns
/// are 0.
[[nodiscard]] std::vector<float> packPanels(const std::vector<float>& matrix, std::size_t depth, std::size_t columns);

struct NetKernels {
  const char* name;
  /// y[r] = bias + x[r] W for each of `count` rows. W: packed (see packPanels), `depth` x `columns`; `columns` a
  /// multiple of kPanel; y and bias have as many.
  void (*multiply)(const float* const* x, float* const* y, std::size_t count, const float* packed, const float* bias,
                   std::size_t depth, std::size_t columns);
  /// sum[i] += the i-th of every row; n a multiple of kPanel.
  void (*addRows)(const float* const* rows, std::size_t count, float* sum, std::size_t n);
  /// sum += weights x matrix, whose `count` rows of `n` lie one after another; any n.
  void (*addWeighted)(const float* matrix, const float* weights, std::size_t count, float* sum, std::size_t n);
  /// sum[i] += factor row[i]; any n.
  void (*addScaled)(const float* row, float factor, float* sum, std::size_t n);
  /// One step of a gated recurrent unit: `input` and `recurrent` hold the gates r, z, n (each `hidden` long, a multiple
  /// of kPanel).
  void (*advance)(const float* input, const float* recurrent, float* state, std::size_t hidden);
  /// Natural logarithms in place of positive numbers; any n. Error under 1e-6 relative to 1.
  void (*logarithms)(float* values, std::size_t n);
  /// Exponentials in place of numbers in [-80, 80], beyond which they are clamped; any n. Relative error under 1e-6.
  void (*exponentials)(float* values, std::size_t n);
  /// Turns logits in place into probabilities that sum to 1; n above 0.
  void (*softmax)(float* logits, std::size_t n);
};

/// The best for this processor; the same answer each time. AMUSE_KERNELS=portable in the environment asks for the plain
/// one, which tests use.
[[nodiscard]] const NetKernels& netKernels() noexcept;

}  // namespace amuse::lm
