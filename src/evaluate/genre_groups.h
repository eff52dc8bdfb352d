#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amuse::evaluate {

/// The few genres that reports tell apart: "jazz", "bossa", "soul", "gospel", "blues", "folk", "rock", "pop",
/// "electronic", "film"; "other" for the rest. The first tag that any group knows decides.
[[nodiscard]] std::string_view genreGroup(std::span<const std::string> genres);

}  // namespace amuse::evaluate
