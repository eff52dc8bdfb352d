#include "lm/internal/net_kernels.h"

namespace amuse::lm::internal {

namespace portable_code {
namespace {
constexpr int kRowsAtOnce = 2;
#include "lm/internal/net_kernels_body.h"
}  // namespace
}  // namespace portable_code

const NetKernels kPortableKernels{"portable", portable_code::multiply, portable_code::addRow, portable_code::advance,
                                  portable_code::logarithms};

}  // namespace amuse::lm::internal
