#include "base/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace amuse {
namespace {

Error unavailable(const char* what, const std::filesystem::path& path) {
  return {ErrorCode::Unavailable, fmt::format("{} {}: {}", what, path.string(), std::strerror(errno)), {}};
}

/// Closes a descriptor on every way out.
struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

bool holdsShippedFiles(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::is_directory(folder / "models", ignored) &&
         std::filesystem::is_directory(folder / "data", ignored);
}

}  // namespace

Result<std::string> readFile(const std::filesystem::path& path, std::size_t limitBytes) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) return tl::unexpected(unavailable("cannot open", path));
  std::string content;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = ::read(file.fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(unavailable("cannot read", path));
    if (got == 0) return content;
    content.append(buffer, static_cast<std::size_t>(got));
    if (content.size() > limitBytes)
      return fail(ErrorCode::TooLarge, limitBytes % (1u << 20) == 0
                                           ? fmt::format("{} is larger than {} MB", path.string(), limitBytes >> 20)
                                           : fmt::format("{} is larger than {} bytes", path.string(), limitBytes));
  }
}

Result<void> writeFile(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  // A rename would put a file in a device's place: as root, /dev/null would be gone.
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    return fail(ErrorCode::Unavailable, fmt::format("cannot write {}: it is no plain file", path.string()));
  const std::filesystem::path temporary = path.string() + ".part" + std::to_string(::getpid());
  {
    const Descriptor file{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
    if (file.fd < 0) return tl::unexpected(unavailable("cannot write", path));
    while (!bytes.empty()) {
      const ssize_t put = ::write(file.fd, bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) {
        const Error error = unavailable("cannot write", path);
        ::unlink(temporary.c_str());
        return tl::unexpected(error);
      }
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const Error error = unavailable("cannot write", path);
    ::unlink(temporary.c_str());
    return tl::unexpected(error);
  }
  return {};
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) return tl::unexpected(unavailable("cannot open", path));
  struct stat status {};
  if (::fstat(file.fd, &status) != 0) return tl::unexpected(unavailable("cannot open", path));
  if (!S_ISREG(status.st_mode) || status.st_size <= 0)
    return fail(ErrorCode::Unavailable, fmt::format("{} is empty or not a file", path.string()));
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.fd, 0);
  if (data == MAP_FAILED) return tl::unexpected(unavailable("cannot map", path));
  return MappedFile(static_cast<const std::byte*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

std::filesystem::path programFolder() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::filesystem::path() : program.parent_path();
}

Result<std::filesystem::path> findHome() {
  if (const char* home = std::getenv("AMUSE_HOME"); home != nullptr && *home != '\0') {
    if (holdsShippedFiles(home)) return std::filesystem::path(home);
    return fail(ErrorCode::Unavailable, "AMUSE_HOME names a folder without models/ and data/");
  }
  for (auto folder = programFolder(); !folder.empty(); folder = folder.parent_path()) {
    if (holdsShippedFiles(folder)) return folder;
    if (holdsShippedFiles(folder / "share" / "amuse")) return folder / "share" / "amuse";
    if (folder == folder.root_path()) break;
  }
  return fail(ErrorCode::Unavailable, "models/ and data/ were not found; set AMUSE_HOME to the folder that holds them");
}

}  // namespace amuse
