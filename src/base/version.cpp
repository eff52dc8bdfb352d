#include "base/version.h"

namespace amuse {

const char* version() noexcept { return AMUSE_VERSION; }

}  // namespace amuse
