#include "llm/secret.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "llm/provider.h"

namespace amuse::llm {
namespace {

/// A header's value: printable ASCII without blanks, or the request could be split by it.
bool isUsableKey(std::string_view key) {
  return !key.empty() && key.size() <= kMaxKeyBytes &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// "~/x" is x in the home folder.
std::filesystem::path expanded(const std::string& path) {
  const char* home = std::getenv("HOME");
  if (path.starts_with("~/") && home != nullptr) return std::filesystem::path(home) / path.substr(2);
  return path;
}

struct OpenFile {
  explicit OpenFile(int given) : descriptor(given) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor >= 0) ::close(descriptor);
  }
  int descriptor;
};

}  // namespace

Secret::Secret(std::string value) : value_(std::move(value)) {
  if (value_.empty()) return;
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

Secret::Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.wipe(); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe();
  value_ = std::move(other.value_);
  other.wipe();
  return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe() noexcept {
  // The whole buffer: a short string that was moved from keeps its bytes in place.
  ::explicit_bzero(value_.data(), value_.capacity());
  value_.clear();
}

Result<Secret> readKeyFile(const std::filesystem::path& path) {
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.descriptor < 0)
    return fail(ErrorCode::NotFound, fmt::format("there is no key file {} to read", path.string()));
  struct stat about {};
  if (::fstat(file.descriptor, &about) != 0 || !S_ISREG(about.st_mode))
    return fail(ErrorCode::InvalidArgument, fmt::format("the key file {} is no plain file", path.string()));
  if ((about.st_mode & 077) != 0)
    return fail(ErrorCode::InvalidArgument,
                fmt::format("others may read the key file {0}; run: chmod 600 {0}", path.string()));
  std::string text(kMaxKeyBytes + 2, '\0');
  const auto size = ::read(file.descriptor, text.data(), text.size());
  std::string key(trim(std::string_view(text.data(), size < 0 ? 0 : static_cast<std::size_t>(size))));
  ::explicit_bzero(text.data(), text.size());
  if (!isUsableKey(key)) {
    ::explicit_bzero(key.data(), key.size());
    return fail(ErrorCode::InvalidArgument, fmt::format("the key file {} holds no key", path.string()));
  }
  return Secret(std::move(key));
}

Result<Secret> readKey(const ProviderSettings& provider) {
  if (!provider.keyFile.empty()) return readKeyFile(expanded(provider.keyFile));
  if (provider.keyVariable.empty()) return Secret();
  const char* value = std::getenv(provider.keyVariable.c_str());
  if (value == nullptr || *value == '\0')
    return fail(ErrorCode::NotFound, fmt::format("provider '{}': the environment has no {}; set it, or use key_file",
                                                 provider.name, provider.keyVariable));
  if (!isUsableKey(value))
    return fail(ErrorCode::InvalidArgument,
                fmt::format("provider '{}': what stands in {} is no key", provider.name, provider.keyVariable));
  return Secret(value);
}

}  // namespace amuse::llm
