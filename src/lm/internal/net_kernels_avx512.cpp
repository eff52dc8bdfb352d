#include "lm/internal/net_kernels.h"

#if defined(__x86_64__)
namespace amuse::lm::internal {

namespace avx512_code {
namespace {
constexpr int kRowsAtOnce = 10;
#include "lm/internal/net_kernels_body.h"
}  // namespace
}  // namespace avx512_code

const NetKernels kAvx512Kernels{"avx512", avx512_code::multiply, avx512_code::addRow, avx512_code::advance,
                                avx512_code::logarithms};

}  // namespace amuse::lm::internal
#endif
