#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// The discrete Fourier transform of real signals; our own, because FFTW is GPL.
namespace amuse::audio {

/// A transform of one size with its tables. Not shared between threads: it owns its scratch space.
class RealFft final {
 public:
  /// @param size  A power of two, 8 to 65536.
  explicit RealFft(std::size_t size);
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// Bins from 0 Hz to half the sample rate, both included.
  [[nodiscard]] std::size_t bins() const noexcept { return size_ / 2 + 1; }

  /// Squared magnitudes |X[k]|^2, unscaled. @param in  size() samples. @param out  bins() values.
  void power(std::span<const float> in, std::span<float> out);
  /// Real and imaginary parts, unscaled: X[k] = sum x[n] exp(-2 pi i k n / size). @param re, im  bins() values each.
  void transform(std::span<const float> in, std::span<float> re, std::span<float> im);

 private:
  void complexHalf(std::span<const float> in);

  std::size_t size_;
  std::vector<std::size_t> reversed_;       ///< Bit reversal of the half-size complex transform.
  std::vector<float> stageCos_, stageSin_;  ///< Stage after stage, contiguous.
  std::vector<float> splitCos_, splitSin_;  ///< To take the two halves apart.
  std::vector<float> re_, im_;              ///< Scratch of size / 2.
};

/// A raised-cosine window of `size` samples, periodic. Source: Harris, Proc. IEEE 66 (1978), p. 60 (Hann).
[[nodiscard]] std::vector<float> hannWindow(std::size_t size);

}  // namespace amuse::audio
