#pragma once

#include <string>

#include "app/models.h"
#include "base/result.h"

namespace amuse::evaluate {

/// For ten keyword sets of different kinds: the five proposals that P/Q rates highest and the five it rates lowest, in
/// C, for a musician to read. Errors: suggest's.
[[nodiscard]] Result<std::string> bestAndWorst(const app::Engine& engine, double surprise, std::uint32_t seed);

}  // namespace amuse::evaluate
