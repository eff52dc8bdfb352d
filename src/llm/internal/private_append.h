#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace amuse::llm::internal {

/// Appends a line, its end included, in one write to a file that only its owner may read; makes the file where there is
/// none. Errors: Unavailable.
[[nodiscard]] Result<void> appendPrivately(const std::filesystem::path& file, std::string_view line);

}  // namespace amuse::llm::internal
