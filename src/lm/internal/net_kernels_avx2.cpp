#include "lm/internal/net_kernels.h"

#if defined(__x86_64__)
namespace amuse::lm::internal {

namespace avx2_code {
namespace {
constexpr int kRowsAtOnce = 6;
#include "lm/internal/net_kernels_body.h"
}  // namespace
}  // namespace avx2_code

const NetKernels kAvx2Kernels{"avx2", avx2_code::multiply, avx2_code::addRow, avx2_code::advance,
                              avx2_code::logarithms};

}  // namespace amuse::lm::internal
#endif
