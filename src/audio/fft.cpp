#include "audio/fft.h"

#include <cmath>
#include <numbers>

#include "base/assert.h"

namespace amuse::audio {

RealFft::RealFft(std::size_t size) : size_(size) {
  AMUSE_ASSERT(size >= 8 && size <= 65536 && (size & (size - 1)) == 0);
  const std::size_t half = size / 2;
  re_.resize(half);
  im_.resize(half);
  reversed_.resize(half);
  for (std::size_t i = 1; i < half; ++i) reversed_[i] = reversed_[i / 2] / 2 + ((i & 1) != 0 ? half / 2 : 0);
  for (std::size_t h = 1; h < half; h *= 2) {
    for (std::size_t j = 0; j < h; ++j) {
      const double angle = -std::numbers::pi * static_cast<double>(j) / static_cast<double>(h);
      stageCos_.push_back(static_cast<float>(std::cos(angle)));
      stageSin_.push_back(static_cast<float>(std::sin(angle)));
    }
  }
  for (std::size_t k = 0; k <= half / 2; ++k) {
    const double angle = -2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(size);
    splitCos_.push_back(static_cast<float>(std::cos(angle)));
    splitSin_.push_back(static_cast<float>(std::sin(angle)));
  }
}

/// Even samples as real parts, odd ones as imaginary parts. Source: Cooley and Tukey, Math. Comp. 19 (1965), p. 297.
void RealFft::complexHalf(std::span<const float> in) {
  const std::size_t half = size_ / 2;
  for (std::size_t i = 0; i < half; ++i) {
    re_[reversed_[i]] = in[2 * i];
    im_[reversed_[i]] = in[2 * i + 1];
  }
  const float* c = stageCos_.data();
  const float* s = stageSin_.data();
  for (std::size_t h = 1; h < half; c += h, s += h, h *= 2) {
    for (std::size_t block = 0; block < half; block += 2 * h) {
      float* ar = &re_[block];
      float* ai = &im_[block];
      float* br = ar + h;
      float* bi = ai + h;
      for (std::size_t j = 0; j < h; ++j) {
        const float tr = br[j] * c[j] - bi[j] * s[j], ti = br[j] * s[j] + bi[j] * c[j];
        br[j] = ar[j] - tr;
        bi[j] = ai[j] - ti;
        ar[j] += tr;
        ai[j] += ti;
      }
    }
  }
}

void RealFft::transform(std::span<const float> in, std::span<float> re, std::span<float> im) {
  AMUSE_ASSERT(in.size() == size_ && re.size() == bins() && im.size() == bins());
  complexHalf(in);
  const std::size_t half = size_ / 2;
  re[0] = re_[0] + im_[0];
  re[half] = re_[0] - im_[0];
  im[0] = im[half] = 0;
  // X[k] = E[k] + w^k O[k], with E and O taken from the packed transform's symmetric and antisymmetric parts.
  for (std::size_t k = 1; k <= half / 2; ++k) {
    const std::size_t m = half - k;
    const float er = 0.5f * (re_[k] + re_[m]), ei = 0.5f * (im_[k] - im_[m]);
    const float odr = 0.5f * (im_[k] + im_[m]), odi = 0.5f * (re_[m] - re_[k]);
    const float wr = splitCos_[k] * odr - splitSin_[k] * odi, wi = splitCos_[k] * odi + splitSin_[k] * odr;
    re[k] = er + wr;
    im[k] = ei + wi;
    re[m] = er - wr;
    im[m] = wi - ei;
  }
}

void RealFft::power(std::span<const float> in, std::span<float> out) {
  thread_local std::vector<float> im;
  im.resize(bins());
  transform(in, out, im);
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = out[k] * out[k] + im[k] * im[k];
}

std::vector<float> hannWindow(std::size_t size) {
  std::vector<float> window(size);
  for (std::size_t i = 0; i < size; ++i)
    window[i] = static_cast<float>(
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(size)));
  return window;
}

}  // namespace amuse::audio
