#include <vorbis/vorbisenc.h>

#include <algorithm>

#include "media/process/sound_files.h"

namespace amuse::media {
namespace {

constexpr float kVorbisQuality = 0.5f;
constexpr int kStreamSerial = 1;  ///< Fixed: a file holds one stream, and the same sound gives the same bytes.

/// The encoder's five states, begun and ended together.
class VorbisEncoder {
 public:
  VorbisEncoder() noexcept { vorbis_info_init(&info_); }
  VorbisEncoder(const VorbisEncoder&) = delete;
  VorbisEncoder& operator=(const VorbisEncoder&) = delete;
  ~VorbisEncoder() {
    if (started_) {
      ogg_stream_clear(&stream_);
      vorbis_block_clear(&block_);
      vorbis_dsp_clear(&analysis_);
      vorbis_comment_clear(&comment_);
    }
    vorbis_info_clear(&info_);
  }

  [[nodiscard]] bool start(int sampleRateHz) {
    if (vorbis_encode_init_vbr(&info_, 2, sampleRateHz, kVorbisQuality) != 0) return false;
    vorbis_comment_init(&comment_);
    vorbis_comment_add_tag(&comment_, "ENCODER", "Amuse");
    vorbis_analysis_init(&analysis_, &info_);
    vorbis_block_init(&analysis_, &block_);
    ogg_stream_init(&stream_, kStreamSerial);
    started_ = true;
    return true;
  }

  void putHeaders(std::string& out) {
    ogg_packet identification, comments, codebooks;
    vorbis_analysis_headerout(&analysis_, &comment_, &identification, &comments, &codebooks);
    for (auto* packet : {&identification, &comments, &codebooks}) ogg_stream_packetin(&stream_, packet);
    ogg_page page;
    while (ogg_stream_flush(&stream_, &page) != 0) put(out, page);
  }

  /// Takes frames in and puts out the pages they complete; no frames mark the end.
  void putFrames(std::string& out, const float* left, const float* right, std::size_t count) {
    if (count > 0) {
      float** room = vorbis_analysis_buffer(&analysis_, static_cast<int>(count));
      std::copy_n(left, count, room[0]);
      std::copy_n(right, count, room[1]);
    }
    vorbis_analysis_wrote(&analysis_, static_cast<int>(count));
    ogg_packet packet;
    ogg_page page;
    while (vorbis_analysis_blockout(&analysis_, &block_) == 1) {
      vorbis_analysis(&block_, nullptr);
      vorbis_bitrate_addblock(&block_);
      while (vorbis_bitrate_flushpacket(&analysis_, &packet) != 0) ogg_stream_packetin(&stream_, &packet);
      while (ogg_stream_pageout(&stream_, &page) != 0) put(out, page);
    }
    if (count == 0) {
      while (ogg_stream_flush(&stream_, &page) != 0) put(out, page);
    }
  }

 private:
  static void put(std::string& out, const ogg_page& page) {
    out.append(reinterpret_cast<const char*>(page.header), static_cast<std::size_t>(page.header_len));
    out.append(reinterpret_cast<const char*>(page.body), static_cast<std::size_t>(page.body_len));
  }

  vorbis_info info_{};
  vorbis_comment comment_{};
  vorbis_dsp_state analysis_{};
  vorbis_block block_{};
  ogg_stream_state stream_{};
  bool started_ = false;
};

}  // namespace

Result<std::string> toOgg(const StereoAudio& audio) {
  constexpr std::size_t kPiece = 4096;
  VorbisEncoder encoder;
  if (!encoder.start(audio.sampleRateHz)) {
    return fail(ErrorCode::Internal, "the Vorbis encoder refuses the sample rate; use 44100 or 48000");
  }
  std::string out;
  encoder.putHeaders(out);
  for (std::size_t at = 0; at < audio.left.size(); at += kPiece) {
    const std::size_t count = std::min(kPiece, audio.left.size() - at);
    encoder.putFrames(out, audio.left.data() + at, audio.right.data() + at, count);
  }
  encoder.putFrames(out, nullptr, nullptr, 0);
  return out;
}

}  // namespace amuse::media
