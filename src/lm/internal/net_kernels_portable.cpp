#include "lm/internal/kernel_variants.h"

namespace amuse::lm::internal {

namespace portable_code {
namespace {
constexpr std::size_t kVecBytes = 16;
constexpr int kRowsAtOnce = 2;
#include "lm/internal/net_kernels_body.h"
}  // namespace
}  // namespace portable_code

const NetKernels kPortableKernels{"portable",
                                  portable_code::multiply,
                                  portable_code::addRows,
                                  portable_code::addWeighted,
                                  portable_code::addScaled,
                                  portable_code::advance,
                                  portable_code::logarithms,
                                  portable_code::exponentials,
                                  portable_code::softmax};

}  // namespace amuse::lm::internal
