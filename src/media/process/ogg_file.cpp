#include <ogg/ogg.h>

#include <string_view>
#include <utility>

#include "media/process/sound_files.h"
#include "media/process/vorbis_packets.h"

namespace amuse::media {
namespace {

constexpr int kStreamSerial = 1;  ///< Fixed: a file holds one stream, and the same sound gives the same bytes.

/// Packets in, pages out.
class OggWriter {
 public:
  OggWriter() noexcept { ogg_stream_init(&stream_, kStreamSerial); }
  OggWriter(const OggWriter&) = delete;
  OggWriter& operator=(const OggWriter&) = delete;
  ~OggWriter() { ogg_stream_clear(&stream_); }

  void put(std::string_view bytes, long long endFrame, bool isLast) {
    // libogg copies the bytes and never writes to them.
    auto* data = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
    ogg_packet packet{data, static_cast<long>(bytes.size()), count_ == 0 ? 1 : 0, isLast ? 1 : 0, endFrame, count_};
    ++count_;
    ogg_stream_packetin(&stream_, &packet);
    ogg_page page;
    while (ogg_stream_pageout(&stream_, &page) != 0) append(page);
  }
  /// Ends the page, full or not.
  void flush() {
    ogg_page page;
    while (ogg_stream_flush(&stream_, &page) != 0) append(page);
  }
  [[nodiscard]] std::string take() noexcept { return std::move(bytes_); }

 private:
  void append(const ogg_page& page) {
    bytes_.append(reinterpret_cast<const char*>(page.header), static_cast<std::size_t>(page.header_len));
    bytes_.append(reinterpret_cast<const char*>(page.body), static_cast<std::size_t>(page.body_len));
  }

  ogg_stream_state stream_{};
  ogg_int64_t count_ = 0;
  std::string bytes_;
};

}  // namespace

Result<std::string> toOgg(const StereoAudio& audio) {
  const auto stream = encodeVorbis(audio);
  if (!stream) return tl::unexpected(stream.error());
  OggWriter writer;
  for (const auto& header : stream->headers) writer.put(header, 0, false);
  writer.flush();  // The sound begins on a page of its own.
  for (const auto& packet : stream->packets) {
    writer.put(packet.bytes, packet.endFrame, &packet == &stream->packets.back());
  }
  writer.flush();
  return writer.take();
}

}  // namespace amuse::media
