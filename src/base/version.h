#pragma once

/// The version of this build.
namespace amuse {

/// "0.1.0", as CMakeLists.txt says.
[[nodiscard]] const char* version() noexcept;

}  // namespace amuse
