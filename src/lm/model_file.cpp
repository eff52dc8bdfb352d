#include "lm/model_file.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/assert.h"
#include "base/random.h"

namespace amuse::lm {

namespace {

static_assert(std::endian::native == std::endian::little, "model files are little endian and used as they lie");

constexpr std::string_view kMagic = "AMUSELM\n";
constexpr std::size_t kHeaderBytes = 32, kDirectoryRowBytes = 24, kMaxChunks = 64;

template <typename T>
T readAt(std::span<const std::byte> bytes, std::size_t offset) noexcept {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

template <typename T>
void append(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

tl::unexpected<Error> broken(const std::string& name, const char* what) {
  return fail(ErrorCode::Unavailable, "model file " + name + " " + what + "; restore it or run ./dev train");
}

/// Name of the header's fault, or null.
const char* headerFault(std::span<const std::byte> bytes) noexcept {
  if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0)
    return "is not an Amuse model";
  if (readAt<std::uint32_t>(bytes, 8) != kModelFileVersion) return "has a format this version does not read";
  if (readAt<std::uint64_t>(bytes, 16) != bytes.size()) return "is cut short";
  const std::size_t chunks = readAt<std::uint32_t>(bytes, 12);
  if (chunks > kMaxChunks || kHeaderBytes + chunks * kDirectoryRowBytes > bytes.size()) return "is corrupt";
  if (readAt<std::uint64_t>(bytes, 24) != contentHash(bytes.subspan(kHeaderBytes))) return "is corrupt";
  return nullptr;
}

}  // namespace

std::uint64_t contentHash(std::span<const std::byte> bytes) noexcept {
  // Four lanes keep the multiplier busy: a file of 10 MB takes about a millisecond.
  constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15u;
  std::uint64_t lanes[4] = {1, 2, 3, 4};
  std::size_t i = 0;
  for (; i + 32 <= bytes.size(); i += 32)
    for (std::size_t lane = 0; lane < 4; ++lane)
      lanes[lane] = std::rotl((lanes[lane] ^ readAt<std::uint64_t>(bytes, i + 8 * lane)) * kMultiplier, 29);
  std::uint64_t hash = bytes.size();
  for (const std::uint64_t lane : lanes) hash = mixBits(hash ^ lane);
  for (; i < bytes.size(); ++i) hash = mixBits(hash ^ static_cast<std::uint64_t>(bytes[i]));
  return hash;
}

Result<ModelFile> ModelFile::view(std::span<const std::byte> bytes, const std::string& name) {
  if (bytes.size() > kMaxModelFileBytes) return fail(ErrorCode::TooLarge, "model file " + name + " is over 256 MB");
  if (const char* fault = headerFault(bytes)) return broken(name, fault);
  ModelFile file;
  file.hash_ = readAt<std::uint64_t>(bytes, 24);
  const std::size_t chunks = readAt<std::uint32_t>(bytes, 12);
  for (std::size_t i = 0; i < chunks; ++i) {
    const std::size_t row = kHeaderBytes + i * kDirectoryRowBytes;
    const auto offset = readAt<std::uint64_t>(bytes, row + 8), size = readAt<std::uint64_t>(bytes, row + 16);
    if (offset % 8 != 0 || offset > bytes.size() || size > bytes.size() - offset) return broken(name, "is corrupt");
    const char* label = reinterpret_cast<const char*>(bytes.data() + row);
    file.chunks_.push_back({{label, ::strnlen(label, 8)}, bytes.subspan(offset, size)});
  }
  return file;
}

Result<ModelFile> ModelFile::open(const std::filesystem::path& path) {
  auto map = MappedFile::open(path);
  if (!map) return tl::unexpected(map.error());
  auto file = view(map->bytes(), path.filename().string());
  if (file) file->map_.push_back(std::move(*map));
  return file;
}

std::span<const std::byte> ModelFile::find(std::string_view name) const noexcept {
  const auto chunk = std::find_if(chunks_.begin(), chunks_.end(), [&](const Chunk& c) { return c.name == name; });
  return chunk == chunks_.end() ? std::span<const std::byte>{} : chunk->bytes;
}

std::string_view ModelFile::text(std::string_view name) const noexcept {
  const auto bytes = chunk<char>(name);
  return {bytes.data(), bytes.size()};
}

void ModelFileWriter::add(std::string_view name, std::span<const std::byte> bytes) {
  AMUSE_ASSERT(!name.empty() && name.size() <= 8 && chunks_.size() < kMaxChunks);
  chunks_.push_back({std::string(name), std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size())});
}

std::string ModelFileWriter::bytes() const {
  std::string body;
  std::size_t offset = kHeaderBytes + chunks_.size() * kDirectoryRowBytes;
  for (const Chunk& chunk : chunks_) {
    std::string name = chunk.name;
    name.resize(8, '\0');
    body += name;
    append<std::uint64_t>(body, offset);
    append<std::uint64_t>(body, chunk.bytes.size());
    offset += (chunk.bytes.size() + 7) / 8 * 8;
  }
  for (const Chunk& chunk : chunks_) {
    body += chunk.bytes;
    body.resize((body.size() + 7) / 8 * 8, '\0');
  }
  std::string file(kMagic);
  append<std::uint32_t>(file, kModelFileVersion);
  append<std::uint32_t>(file, static_cast<std::uint32_t>(chunks_.size()));
  append<std::uint64_t>(file, kHeaderBytes + body.size());
  append<std::uint64_t>(file, contentHash(std::as_bytes(std::span(body))));
  return file + body;
}

}  // namespace amuse::lm
