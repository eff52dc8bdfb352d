#pragma once

#include <string>
#include <string_view>

namespace amuse::train {

/// The SHA-256 of bytes as 64 hexadecimal digits, as sha256sum prints it. Source: FIPS 180-4.
[[nodiscard]] std::string sha256Hex(std::string_view bytes);

}  // namespace amuse::train
