#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

/// Keys of providers: held so that they do not get into logs, errors, songs, answers or core dumps.
namespace amuse::llm {

struct ProviderSettings;

inline constexpr std::size_t kMaxKeyBytes = 4096;

/// A key, or none. Move-only; overwritten when it goes. It has no way into a stream or a format string.
class Secret final {
 public:
  Secret() = default;
  /// Having a key switches core dumps of this process off (RLIMIT_CORE 0): a copy of it is in memory from now on.
  explicit Secret(std::string value);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  [[nodiscard]] bool empty() const noexcept { return value_.empty(); }
  /// For the one header it belongs in.
  [[nodiscard]] std::string_view reveal() const noexcept { return value_; }

 private:
  void wipe() noexcept;
  std::string value_;
};

/// The key a provider is configured with; none where it names neither variable nor file.
/// Errors: NotFound (the variable is not set, the file is not there), InvalidArgument (a file that others may read, an
/// empty or unprintable key), each naming the variable or file and what to do, never what is in it.
[[nodiscard]] Result<Secret> readKey(const ProviderSettings& provider);
/// The key in a file, without blanks around. Errors: as above.
[[nodiscard]] Result<Secret> readKeyFile(const std::filesystem::path& path);

}  // namespace amuse::llm
