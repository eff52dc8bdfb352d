#include "media/process/vorbis_packets.h"

#include <vorbis/vorbisenc.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>

namespace amuse::media {
namespace {

constexpr float kVorbisQuality = 0.5f;
constexpr std::size_t kShortestSplitSeconds = 20;
/// How long both encoders hear the same: first the second one's thresholds settle, then a block is looked for that both
/// cut alike. Blocks lie on one grid once a drum or a strum has made both encoders switch to short ones.
constexpr std::size_t kSettleSeconds = 1, kOverlapSeconds = 9;
/// A part starts at a multiple of the longest step between blocks, so that parts without any such switch match too.
constexpr std::size_t kBlockGrid = 1024;

/// The encoder's states, begun and ended together; hears one part of a sound.
class VorbisEncoder {
 public:
  /// `startFrame`: where in the sound the part begins.
  explicit VorbisEncoder(std::size_t startFrame) noexcept : startFrame_(static_cast<long long>(startFrame)) {
    vorbis_info_init(&info_);
  }
  VorbisEncoder(const VorbisEncoder&) = delete;
  VorbisEncoder& operator=(const VorbisEncoder&) = delete;
  ~VorbisEncoder() {
    if (started_) {
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
    started_ = true;
    return true;
  }

  [[nodiscard]] std::vector<std::string> headers() {
    ogg_packet identification, comments, codebooks;
    vorbis_analysis_headerout(&analysis_, &comment_, &identification, &comments, &codebooks);
    std::vector<std::string> all;
    for (const auto* packet : {&identification, &comments, &codebooks}) all.push_back(bytesOf(*packet));
    return all;
  }

  /// Hears the frames [from, to) of the sound; the packets they complete go to `out`.
  void hear(const StereoAudio& audio, std::size_t from, std::size_t to, std::vector<VorbisPacket>& out) {
    constexpr std::size_t kPiece = 4096;
    for (std::size_t at = from; at < to; at += kPiece) {
      const std::size_t count = std::min(kPiece, to - at);
      float** room = vorbis_analysis_buffer(&analysis_, static_cast<int>(count));
      std::copy_n(audio.left.data() + at, count, room[0]);
      std::copy_n(audio.right.data() + at, count, room[1]);
      take(count, out);
    }
  }
  /// The sound is over.
  void finish(std::vector<VorbisPacket>& out) { take(0, out); }

 private:
  static std::string bytesOf(const ogg_packet& packet) {
    return {reinterpret_cast<const char*>(packet.packet), static_cast<std::size_t>(packet.bytes)};
  }

  void take(std::size_t count, std::vector<VorbisPacket>& out) {
    vorbis_analysis_wrote(&analysis_, static_cast<int>(count));
    ogg_packet packet;
    while (vorbis_analysis_blockout(&analysis_, &block_) == 1) {
      vorbis_analysis(&block_, nullptr);
      vorbis_bitrate_addblock(&block_);
      while (vorbis_bitrate_flushpacket(&analysis_, &packet) != 0) {
        out.push_back({bytesOf(packet), vorbis_packet_blocksize(&info_, &packet), startFrame_ + packet.granulepos});
      }
    }
  }

  vorbis_info info_{};
  vorbis_comment comment_{};
  vorbis_dsp_state analysis_{};
  vorbis_block block_{};
  long long startFrame_;
  bool started_ = false;
};

bool sameCut(const VorbisPacket& a, const VorbisPacket& b) {
  return a.endFrame == b.endFrame && a.blockFrames == b.blockFrames;
}

struct Joint {
  std::size_t first, second;  ///< The packet at which the first part ends, and its like in the second part.
};

/// The first packet from `settled` on that both parts cut alike together with the one after it: a block's window
/// follows from the lengths of its neighbours.
std::optional<Joint> findJoint(const std::vector<VorbisPacket>& first, const std::vector<VorbisPacket>& second,
                               long long settled) {
  std::size_t other = 0;
  for (std::size_t i = 0; i + 1 < first.size(); ++i) {
    if (first[i].endFrame < settled) continue;
    while (other < second.size() && second[other].endFrame < first[i].endFrame) ++other;
    if (other + 1 >= second.size()) return std::nullopt;
    if (sameCut(first[i], second[other]) && sameCut(first[i + 1], second[other + 1])) return Joint{i, other};
  }
  return std::nullopt;
}

/// Encodes in two parts; `first` has heard nothing yet.
Result<std::vector<VorbisPacket>> encodeInParts(const StereoAudio& audio, VorbisEncoder& first) {
  const std::size_t frames = audio.left.size();
  const auto rate = static_cast<std::size_t>(audio.sampleRateHz);
  const std::size_t middle = (frames - kOverlapSeconds * rate) / 2 / kBlockGrid * kBlockGrid;
  const std::size_t overlapEnd = middle + kOverlapSeconds * rate;
  std::vector<VorbisPacket> packets, rest;
  VorbisEncoder second(middle);
  if (!second.start(audio.sampleRateHz)) return fail(ErrorCode::Internal, "the Vorbis encoder did not start twice");
  {
    const std::jthread other([&] {
      second.hear(audio, middle, frames, rest);
      second.finish(rest);
    });
    first.hear(audio, 0, overlapEnd, packets);
  }
  const auto joint = findJoint(packets, rest, static_cast<long long>(middle + kSettleSeconds * rate));
  if (joint) {
    packets.resize(joint->first + 1);
    std::move(rest.begin() + static_cast<std::ptrdiff_t>(joint->second) + 1, rest.end(), std::back_inserter(packets));
  } else {
    first.hear(audio, overlapEnd, frames, packets);
    first.finish(packets);
  }
  return packets;
}

}  // namespace

Result<VorbisStream> encodeVorbis(const StereoAudio& audio) {
  VorbisEncoder encoder(0);
  if (!encoder.start(audio.sampleRateHz))
    return fail(ErrorCode::Internal, "the Vorbis encoder refuses the sample rate; use 44100 or 48000");
  VorbisStream stream{encoder.headers(), {}};
  const std::size_t frames = audio.left.size();
  if (frames < kShortestSplitSeconds * static_cast<std::size_t>(audio.sampleRateHz)) {
    encoder.hear(audio, 0, frames, stream.packets);
    encoder.finish(stream.packets);
    return stream;
  }
  auto packets = encodeInParts(audio, encoder);
  if (!packets) return tl::unexpected(packets.error());
  stream.packets = std::move(*packets);
  return stream;
}

}  // namespace amuse::media
