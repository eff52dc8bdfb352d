#include "lm/internal/kernel_variants.h"

#if defined(__x86_64__)
namespace amuse::lm::internal {

namespace avx512_code {
namespace {
constexpr std::size_t kVecBytes = 64;
constexpr int kRowsAtOnce = 10;
#include "lm/internal/net_kernels_body.h"
}  // namespace
}  // namespace avx512_code

const NetKernels kAvx512Kernels{"avx512",
                                avx512_code::multiply,
                                avx512_code::addRows,
                                avx512_code::addWeighted,
                                avx512_code::addScaled,
                                avx512_code::advance,
                                avx512_code::logarithms,
                                avx512_code::exponentials,
                                avx512_code::softmax};

}  // namespace amuse::lm::internal
#endif
