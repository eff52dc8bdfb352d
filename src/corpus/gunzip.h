#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace amuse::corpus {

/// Unpacks a gzip stream (one or several members). Errors: Parse (not gzip, corrupt, cut short), TooLarge.
[[nodiscard]] Result<std::string> gunzip(std::string_view packed, std::size_t limitBytes);

}  // namespace amuse::corpus
