#include "lm/net_kernels.h"

#include <cstdlib>
#include <string_view>

#include "lm/internal/kernel_variants.h"

namespace amuse::lm {

std::size_t internal::supportedKernels(const NetKernels* (&all)[3]) noexcept {
  std::size_t count = 0;
  all[count++] = &kPortableKernels;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    all[count++] = &kAvx2Kernels;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) all[count++] = &kAvx512Kernels;
  }
#endif
  return count;
}

std::vector<float> packPanels(const std::vector<float>& matrix, std::size_t depth, std::size_t columns) {
  std::vector<float> packed(depth * ((columns + kPanel - 1) / kPanel * kPanel), 0.0f);
  for (std::size_t k = 0; k < depth; ++k)
    for (std::size_t c = 0; c < columns; ++c)
      packed[c / kPanel * kPanel * depth + k * kPanel + c % kPanel] = matrix[k * columns + c];
  return packed;
}

const NetKernels& netKernels() noexcept {
  static const NetKernels& chosen = [&]() -> const NetKernels& {
    const NetKernels* all[3];
    const std::size_t count = internal::supportedKernels(all);
    const char* wanted = std::getenv("AMUSE_KERNELS");
    for (std::size_t i = 0; wanted && i < count; ++i)
      if (std::string_view(all[i]->name) == wanted) return *all[i];
    return *all[count - 1];
  }();
  return chosen;
}

}  // namespace amuse::lm
