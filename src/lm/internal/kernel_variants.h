#pragma once

#include "lm/net_kernels.h"

/// The kernels as compiled for each kind of processor; net_kernels.cpp chooses among them.
namespace amuse::lm::internal {

extern const NetKernels kPortableKernels;
#if defined(__x86_64__)
extern const NetKernels kAvx2Kernels, kAvx512Kernels;
#endif

/// All that this processor can run, the plain one first.
[[nodiscard]] std::size_t supportedKernels(const NetKernels* (&all)[3]) noexcept;

}  // namespace amuse::lm::internal
