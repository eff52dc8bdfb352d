#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Bodies of forms: multipart/form-data (RFC 7578).
namespace amuse::server {

inline constexpr std::size_t kMaxFormParts = 64;

struct FormPart {
  std::string name;
  std::string fileName;    ///< Its last path segment; empty for plain fields.
  std::string type;        ///< Content-Type; empty when not given.
  std::string_view bytes;  ///< Into the body.
};

/// The parts in order. @param contentType  The request's, with its boundary. Views into `body`.
/// Errors: Unsupported (another content type), Parse (malformed, with the offset), TooLarge (over kMaxFormParts).
[[nodiscard]] Result<std::vector<FormPart>> parseMultipart(std::string_view contentType, std::string_view body);

/// The media type without parameters, in lower case: "image/png; x=1" -> "image/png".
[[nodiscard]] std::string mediaTypeOf(std::string_view contentType);

}  // namespace amuse::server
