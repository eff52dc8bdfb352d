#pragma once

#include <string>
#include <string_view>

namespace amuse {

/// Bytes as base64 text with padding, without line breaks: "Man" -> "TWFu". Source: RFC 4648, section 4.
[[nodiscard]] std::string toBase64(std::string_view bytes);

}  // namespace amuse
