#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "server/http.h"

/// The page that a browser is given: the editor as it was built, or the plain page where none was.
namespace amuse::server {

/// One file of it, as it is sent.
struct PageFile {
  std::string type;          ///< Content-Type.
  std::string bytes;         ///< Plain.
  std::string packed;        ///< With gzip; empty where that saves nothing.
  std::string tag;           ///< Of the ETag, from the content.
  bool isImmutable = false;  ///< Its name has a hash of its content: it never needs to be asked for again.
};

/// All files, read once: what a client asks for is looked up by name among them and is never a path on the disk.
class PageFiles final {
 public:
  static constexpr std::size_t kMaxFiles = 2000, kMaxFileBytes = 4u << 20, kMaxBytes = 32u << 20;

  /// Reads `home`/web/dist where it has an index.html, else `home`/data/page. Files of types a page has no use for,
  /// hidden ones and links are passed over. Errors: Unavailable (neither is there), TooLarge (the limits above).
  [[nodiscard]] static Result<PageFiles> read(const std::filesystem::path& home);

  /// @param path  "/", "/assets/index-3fa9c1d2.js". Nothing where there is no such file.
  [[nodiscard]] const PageFile* find(std::string_view path) const;
  [[nodiscard]] std::size_t count() const noexcept { return files_.size(); }

 private:
  std::map<std::string, PageFile, std::less<>> files_;  ///< By the path they are asked for with.
};

/// The answer for a path: the file, 304 where the client has it, or 404.
[[nodiscard]] Response pageAnswer(const PageFiles& files, const Request& request);

}  // namespace amuse::server
