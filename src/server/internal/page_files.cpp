#include "server/internal/page_files.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/files.h"
#include "server/internal/gzip.h"
#include "server/internal/services.h"
#include "server/passwords.h"

namespace amuse::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAssets = "/assets/", kIndex = "/index.html";
constexpr std::size_t kTagLetters = 16, kLeastPacked = 512;
constexpr std::string_view kForever = "public, max-age=31536000, immutable", kAskAgain = "no-cache";

struct TypeRow {
  std::string_view extension, type;
  bool isPackable;
};
constexpr std::array<TypeRow, 22> kTypes{{{".html", "text/html; charset=utf-8", true},
                                          {".js", "text/javascript; charset=utf-8", true},
                                          {".css", "text/css; charset=utf-8", true},
                                          {".json", "application/json", true},
                                          {".webmanifest", "application/manifest+json", true},
                                          {".txt", "text/plain; charset=utf-8", true},
                                          {".svg", "image/svg+xml", true},
                                          {".wasm", "application/wasm", true},
                                          {".png", "image/png", false},
                                          {".jpg", "image/jpeg", false},
                                          {".webp", "image/webp", false},
                                          {".avif", "image/avif", false},
                                          {".ico", "image/x-icon", false},
                                          {".woff2", "font/woff2", false},
                                          {".ogg", "audio/ogg", false},
                                          {".oga", "audio/ogg", false},
                                          {".opus", "audio/ogg", false},
                                          {".mp3", "audio/mpeg", false},
                                          {".m4a", "audio/mp4", false},
                                          {".flac", "audio/flac", false},
                                          {".webm", "audio/webm", false},
                                          {".wav", "audio/wav", true}}};

const TypeRow* typeOf(const fs::path& file) {
  const auto extension = file.extension().string();
  const auto at =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& row) { return row.extension == extension; });
  return at == kTypes.end() ? nullptr : at;
}

Result<PageFile> readPage(const fs::path& path, const TypeRow& type, std::string_view name) {
  auto bytes = readFile(path, PageFiles::kMaxFileBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  PageFile file;
  file.type = type.type;
  file.tag = fileName(*bytes).substr(0, kTagLetters);
  file.isImmutable = name.starts_with(kAssets);
  if (type.isPackable && bytes->size() >= kLeastPacked) file.packed = gzipped(*bytes, Packing::Smallest);
  if (file.packed.size() >= bytes->size()) file.packed.clear();
  file.bytes = *std::move(bytes);
  return file;
}

/// The folder a page is read from; empty when there is none.
fs::path pageFolder(const fs::path& home) {
  for (const auto& folder : {home / "web" / "dist", home / "data" / "page"})
    if (std::error_code error; fs::is_regular_file(folder / "index.html", error)) return folder;
  return {};
}

}  // namespace

Result<PageFiles> PageFiles::read(const fs::path& home) {
  const fs::path folder = pageFolder(home);
  if (folder.empty())
    return fail(ErrorCode::Unavailable,
                fmt::format("{} has neither web/dist/index.html nor data/page/index.html", home.string()));
  PageFiles pages;
  std::size_t bytes = 0;
  std::error_code error;
  for (auto at = fs::recursive_directory_iterator(folder, error); !error && at != fs::recursive_directory_iterator();
       at.increment(error)) {
    const auto& path = at->path();
    const auto* type = typeOf(path);
    if (type == nullptr || !at->is_regular_file(error) || at->is_symlink(error)) continue;
    const std::string name = "/" + fs::relative(path, folder, error).generic_string();
    if (error || name.find("/.") != std::string::npos) continue;
    auto file = readPage(path, *type, name);
    if (!file) return tl::unexpected(file.error());
    bytes += file->bytes.size();
    if (bytes > kMaxBytes || pages.files_.size() >= kMaxFiles)
      return fail(ErrorCode::TooLarge, fmt::format("{} is no page of ours: more than {} files or {} MB",
                                                   folder.string(), kMaxFiles, kMaxBytes >> 20));
    pages.files_.emplace(name, *std::move(file));
  }
  if (error) return fail(ErrorCode::Unavailable, fmt::format("{}: {}", folder.string(), error.message()));
  return pages;
}

const PageFile* PageFiles::find(std::string_view path) const {
  const auto at = files_.find(path == "/" ? kIndex : path);
  return at == files_.end() ? nullptr : &at->second;
}

Response pageAnswer(const PageFiles& files, const Request& request) {
  const PageFile* file = files.find(request.path);
  if (file == nullptr)
    return problemAnswer(request, 404, "NotFound", "there is nothing at this address; see /api/v1/openapi.json");
  const bool isPacked = !file->packed.empty() && acceptsGzip(request.header("accept-encoding"));
  Response response = tagged(request, {200, file->type, isPacked ? file->packed : file->bytes}, file->tag,
                             std::string(file->isImmutable ? kForever : kAskAgain));
  if (!file->packed.empty()) response.with("Vary", "Accept-Encoding");
  if (isPacked && response.status == 200) response.with("Content-Encoding", "gzip");
  return response;
}

}  // namespace amuse::server
