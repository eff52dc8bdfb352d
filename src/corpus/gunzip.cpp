#include "corpus/gunzip.h"

#include <zlib.h>

#include <memory>

namespace amuse::corpus {

Result<std::string> gunzip(std::string_view packed, std::size_t limitBytes) {
  z_stream stream{};
  constexpr int kGzipOnly = 15 + 16;
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) return fail(ErrorCode::Internal, "cannot start unpacking");
  const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, inflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  char buffer[1 << 16];
  for (;;) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    const int status = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer, sizeof buffer - stream.avail_out);
    if (out.size() > limitBytes) return fail(ErrorCode::TooLarge, "the unpacked data are too large");
    if (status == Z_STREAM_END) {
      if (stream.avail_in == 0) return out;
      if (inflateReset(&stream) == Z_OK) continue;
    }
    if (status != Z_OK) return fail(ErrorCode::Parse, "not a whole gzip file", packed.size() - stream.avail_in);
  }
}

}  // namespace amuse::corpus
