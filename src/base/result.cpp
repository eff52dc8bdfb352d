#include "base/result.h"

namespace amuse {

const char* toText(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::InvalidArgument: return "InvalidArgument";
    case ErrorCode::Parse: return "Parse";
    case ErrorCode::NotFound: return "NotFound";
    case ErrorCode::Unsupported: return "Unsupported";
    case ErrorCode::TooLarge: return "TooLarge";
    case ErrorCode::Timeout: return "Timeout";
    case ErrorCode::Cancelled: return "Cancelled";
    case ErrorCode::Unavailable: return "Unavailable";
    case ErrorCode::Internal: return "Internal";
  }
  return "Internal";
}

int exitCodeOf(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::Parse:
    case ErrorCode::NotFound:
    case ErrorCode::Unsupported:
    case ErrorCode::TooLarge: return 2;
    case ErrorCode::Timeout:
    case ErrorCode::Cancelled:
    case ErrorCode::Unavailable: return 3;
    case ErrorCode::Internal: return 4;
  }
  return 4;
}

}  // namespace amuse
