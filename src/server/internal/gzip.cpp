#include "server/internal/gzip.h"

#include <zlib.h>

#include "base/text.h"

namespace amuse::server {

std::string gzipped(std::string_view bytes, Packing packing) {
  const int level = packing == Packing::Quick ? 4 : 9;
  constexpr int kGzipWindow = 15 + 16;
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int outcome = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return outcome == Z_STREAM_END ? packed : std::string();
}

bool acceptsGzip(std::string_view acceptEncoding) {
  for (const auto one : split(acceptEncoding, ',')) {
    const auto name = toLower(trim(one.substr(0, one.find(';'))));
    const auto quality = one.find("q=0");
    const bool isRefused =
        quality != std::string_view::npos && one.find_first_of("123456789", quality) == std::string_view::npos;
    if ((name == "gzip" || name == "*") && !isRefused) return true;
  }
  return false;
}

}  // namespace amuse::server
