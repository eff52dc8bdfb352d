#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

/// Reading and writing whole files, mapping weight files, and finding the files Amuse ships with.
namespace amuse {

/// The whole file. Errors: Unavailable (cannot be opened or read), TooLarge (more than `limitBytes`).
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path, std::size_t limitBytes = 64u << 20);

/// Writes through a temporary name and a rename, so that a reader sees the old file or the new one, whole.
/// Errors: Unavailable, with what the system said; also where a device, pipe or folder has the name.
[[nodiscard]] Result<void> writeFile(const std::filesystem::path& path, std::string_view bytes);

/// A read-only memory map; unmapped when destroyed. Move-only.
class MappedFile final {
 public:
  /// Errors: Unavailable (missing, empty or unreadable).
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  /// Valid as long as this object lives; page aligned.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {data_, size_}; }

 private:
  MappedFile(const std::byte* data, std::size_t size) noexcept : data_(data), size_(size) {}
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Where `models/` and `data/` are: $AMUSE_HOME if set; else the first folder above the running program, or its
/// `../share/amuse`, that holds both. Errors: Unavailable, naming AMUSE_HOME.
[[nodiscard]] Result<std::filesystem::path> findHome();

/// The folder the running program lies in; empty when the system does not say.
[[nodiscard]] std::filesystem::path programFolder();

}  // namespace amuse
