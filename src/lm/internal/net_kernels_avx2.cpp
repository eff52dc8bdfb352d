#include "lm/internal/kernel_variants.h"

#if defined(__x86_64__)
namespace amuse::lm::internal {

namespace avx2_code {
namespace {
constexpr std::size_t kVecBytes = 32;
constexpr int kRowsAtOnce = 6;
#include "lm/internal/net_kernels_body.h"
}  // namespace
}  // namespace avx2_code

const NetKernels kAvx2Kernels{"avx2",
                              avx2_code::multiply,
                              avx2_code::addRows,
                              avx2_code::addWeighted,
                              avx2_code::addScaled,
                              avx2_code::advance,
                              avx2_code::logarithms,
                              avx2_code::exponentials,
                              avx2_code::softmax};

}  // namespace amuse::lm::internal
#endif
