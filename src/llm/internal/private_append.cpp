#include "llm/internal/private_append.h"

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

namespace amuse::llm::internal {

Result<void> appendPrivately(const std::filesystem::path& file, std::string_view line) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const bool isWritten =
      descriptor >= 0 && ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  if (descriptor >= 0) ::close(descriptor);
  if (isWritten) return {};
  return fail(ErrorCode::Unavailable, fmt::format("{} cannot be written", file.string()));
}

}  // namespace amuse::llm::internal
