#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <tl/expected.hpp>

/// Errors as values: every operation that can fail on outside input returns a Result.
namespace amuse {

/// What kind of failure; small and closed, so that exit codes and HTTP statuses are one table each.
enum class ErrorCode {
  InvalidArgument,  ///< A value outside its range; the message names the range.
  Parse,            ///< Text that could not be read; `offset` is the first byte not understood.
  NotFound,
  Unsupported,
  TooLarge,
  Timeout,
  Cancelled,
  Unavailable,  ///< A file, model or program that should be there is not, or cannot be written.
  Internal,
};

/// One failure. `message` is one line, tells the user what to change, and never holds keys, lyrics or file contents.
struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;
  std::optional<std::size_t> offset = std::nullopt;  ///< Bytes from the start of the offending text.
  bool operator==(const Error&) const = default;
};

/// A value or an Error. Mark functions that return it [[nodiscard]]; tl::expected itself is not.
template <typename T>
using Result = tl::expected<T, Error>;

/// Makes the failed state of any Result: `return fail(ErrorCode::Parse, "no such mode; use Maj or Min", 3);`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message,
                                                std::optional<std::size_t> offset = std::nullopt) {
  return tl::unexpected<Error>(Error{code, std::move(message), offset});
}

/// The stable name of a code as it stands in JSON: "InvalidArgument", "Parse", ...
[[nodiscard]] const char* toText(ErrorCode code) noexcept;

/// The command line's exit status for a code: 2 for what the caller can mend (InvalidArgument, Parse, NotFound,
/// Unsupported, TooLarge), 3 for what the machine must mend (Timeout, Cancelled, Unavailable), 4 for Internal.
[[nodiscard]] int exitCodeOf(ErrorCode code) noexcept;

}  // namespace amuse
