#include "base/result.h"

#include <doctest/doctest.h>

#include <string_view>

using namespace amuse;

TEST_CASE("every error code has its own name and the exit status the command line promises") {
  struct Row {
    ErrorCode code;
    std::string_view name;
    int exitCode;
  };
  for (const auto& [code, name, exitCode] :
       {Row{ErrorCode::InvalidArgument, "InvalidArgument", 2}, Row{ErrorCode::Parse, "Parse", 2},
        Row{ErrorCode::NotFound, "NotFound", 2}, Row{ErrorCode::Unsupported, "Unsupported", 2},
        Row{ErrorCode::TooLarge, "TooLarge", 2}, Row{ErrorCode::Timeout, "Timeout", 3},
        Row{ErrorCode::Cancelled, "Cancelled", 3}, Row{ErrorCode::Unavailable, "Unavailable", 3},
        Row{ErrorCode::Internal, "Internal", 4}}) {
    CAPTURE(name);
    CHECK(toText(code) == name);
    CHECK(exitCodeOf(code) == exitCode);
  }
}

TEST_CASE("a failure carries its code, message and offset") {
  const Result<int> result = fail(ErrorCode::Parse, "no such mode; use Maj or Min", 3);
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error() == Error{ErrorCode::Parse, "no such mode; use Maj or Min", 3});
}
