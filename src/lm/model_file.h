#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"

/// The container of all model files: named chunks of plain arrays behind a checksum, mapped and used in place.
///
/// Layout, little endian, every chunk at a multiple of 8 bytes:
///   0   8  magic "AMUSELM\n"
///   8   4  format version (kModelFileVersion)
///   12  4  number of chunks, at most 64
///   16  8  size of the whole file in bytes
///   24  8  checksum of everything from byte 32 on
///   32  .. directory: for each chunk an 8-byte name (zero padded), u64 offset, u64 size in bytes
///   ..  .. the chunks
/// The chunks of an n-gram model are listed in docs/models.md.
namespace amuse::lm {

inline constexpr std::uint32_t kModelFileVersion = 1;
inline constexpr std::size_t kMaxModelFileBytes = 256u << 20;

/// 64 bits of content hash, eight bytes a step; not for adversaries.
[[nodiscard]] std::uint64_t contentHash(std::span<const std::byte> bytes) noexcept;

/// A mapped and checked model file. Move-only; chunks are views that live as long as it does.
class ModelFile final {
 public:
  /// Errors: Unavailable (missing, not a model file, another version, cut short, changed), one line that says what to
  /// do.
  [[nodiscard]] static Result<ModelFile> open(const std::filesystem::path& path);
  /// The same checks on bytes in memory, 8-byte aligned, which must outlive the result.
  [[nodiscard]] static Result<ModelFile> view(std::span<const std::byte> bytes, const std::string& name);

  /// The chunk as an array of T (trivially copyable, at most 8-byte aligned); empty when absent or no whole number of
  /// Ts.
  template <typename T>
  [[nodiscard]] std::span<const T> chunk(std::string_view name) const noexcept {
    const auto bytes = find(name);
    if (bytes.size() % sizeof(T) != 0) return {};
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  [[nodiscard]] std::string_view text(std::string_view name) const noexcept;
  /// Of the whole contents; part of a model's name.
  [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }

 private:
  struct Chunk {
    std::string_view name;
    std::span<const std::byte> bytes;
  };
  [[nodiscard]] std::span<const std::byte> find(std::string_view name) const noexcept;

  std::vector<MappedFile> map_;  ///< One, or none for a view.
  std::vector<Chunk> chunks_;
  std::uint64_t hash_ = 0;
};

/// Collects chunks and makes the file's bytes.
class ModelFileWriter {
 public:
  /// `name`: 1 to 8 bytes.
  void add(std::string_view name, std::span<const std::byte> bytes);
  template <typename T>
  void add(std::string_view name, const std::vector<T>& values) {
    add(name, std::as_bytes(std::span(values)));
  }
  void addText(std::string_view name, std::string_view text) { add(name, std::as_bytes(std::span(text))); }
  [[nodiscard]] std::string bytes() const;

 private:
  struct Chunk {
    std::string name;
    std::string bytes;
  };
  std::vector<Chunk> chunks_;
};

}  // namespace amuse::lm
