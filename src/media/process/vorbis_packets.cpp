#include "media/process/vorbis_packets.h"

#include <vorbis/vorbisenc.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <iterator>
#include <numeric>
#include <optional>
#include <span>
#include <thread>
#include <utility>

namespace amuse::media {
namespace {

constexpr float kVorbisQuality = 0.5f;
/// Sound shorter than this is one part.
constexpr std::size_t kShortestSplitSeconds = 20;
/// The parts' lengths to each other. Whichever thread is free takes the next, and the last ones are short, so that none
/// waits long for the other.
constexpr std::array<std::size_t, 6> kPartShares = {3, 3, 2, 2, 1, 1};
/// How long a part and the next hear the same: first the next one's thresholds settle, then a block is looked for that
/// both cut alike. Blocks lie on one grid once a drum or a strum has made both encoders switch to short ones.
constexpr double kSettleSeconds = 0.75, kJointSeconds = 0.75;
/// A part starts at a multiple of the longest step between blocks, so that parts without any such switch match too.
constexpr std::size_t kBlockGrid = 1024;

/// The encoder's states, begun and ended together; hears a sound from some frame on.
class VorbisEncoder {
 public:
  VorbisEncoder(const StereoAudio& audio, std::size_t startFrame) noexcept
      : audio_(&audio), startFrame_(startFrame), heard_(startFrame) {
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

  [[nodiscard]] bool start() {
    if (vorbis_encode_init_vbr(&info_, 2, audio_->sampleRateHz, kVorbisQuality) != 0) return false;
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

  /// Hears on up to frame `to`, which may lie behind the end; the packets that completes go to `out`.
  void hearUntil(std::size_t to, std::vector<VorbisPacket>& out) {
    constexpr std::size_t kPiece = 4096;
    const std::size_t frames = audio_->left.size();
    for (to = std::min(to, frames); heard_ < to;) {
      const std::size_t count = std::min(kPiece, to - heard_);
      float** room = vorbis_analysis_buffer(&analysis_, static_cast<int>(count));
      std::copy_n(audio_->left.data() + heard_, count, room[0]);
      std::copy_n(audio_->right.data() + heard_, count, room[1]);
      heard_ += count;
      take(count, out);
    }
    if (heard_ < frames || ended_) return;
    take(0, out);
    ended_ = true;
  }
  [[nodiscard]] std::size_t startFrame() const noexcept { return startFrame_; }
  [[nodiscard]] std::size_t heard() const noexcept { return heard_; }
  [[nodiscard]] bool ended() const noexcept { return ended_; }

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
        out.push_back({bytesOf(packet), vorbis_packet_blocksize(&info_, &packet),
                       static_cast<long long>(startFrame_) + packet.granulepos});
      }
    }
  }

  vorbis_info info_{};
  vorbis_comment comment_{};
  vorbis_dsp_state analysis_{};
  vorbis_block block_{};
  const StereoAudio* audio_;
  std::size_t startFrame_, heard_;
  bool started_ = false, ended_ = false;
};

/// One encoder and what it has made so far.
struct Part {
  Part(const StereoAudio& audio, std::size_t startFrame) noexcept : encoder(audio, startFrame) {}
  VorbisEncoder encoder;
  std::vector<VorbisPacket> packets;
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
  const auto at = std::ranges::lower_bound(first, settled, {}, &VorbisPacket::endFrame);
  std::size_t other = 0;
  for (auto i = static_cast<std::size_t>(at - first.begin()); i + 1 < first.size(); ++i) {
    while (other < second.size() && second[other].endFrame < first[i].endFrame) ++other;
    if (other + 1 >= second.size()) return std::nullopt;
    if (sameCut(first[i], second[other]) && sameCut(first[i + 1], second[other + 1])) return Joint{i, other};
  }
  return std::nullopt;
}

/// The frames at which the parts of a sound begin.
std::vector<std::size_t> partStarts(const StereoAudio& audio) {
  const std::size_t frames = audio.left.size();
  std::vector<std::size_t> starts = {0};
  if (frames < kShortestSplitSeconds * static_cast<std::size_t>(audio.sampleRateHz)) return starts;
  const std::size_t all = std::accumulate(kPartShares.begin(), kPartShares.end(), std::size_t{0});
  std::size_t before = 0;
  for (const std::size_t share : std::span(kPartShares).first(kPartShares.size() - 1)) {
    before += share;
    starts.push_back(frames * before / all / kBlockGrid * kBlockGrid);
  }
  return starts;
}

/// Every part hears up to somewhat behind the next one's start, the last to the end; each thread takes the next part.
void hearParts(std::deque<Part>& parts, std::size_t overlapFrames) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < parts.size(); i = next++) {
      const bool isLast = i + 1 == parts.size();
      const std::size_t to = isLast ? static_cast<std::size_t>(-1) : parts[i + 1].encoder.startFrame() + overlapFrames;
      parts[i].encoder.hearUntil(to, parts[i].packets);
    }
  };
  const std::jthread other(work);
  work();
}

/// Where `part` can take over from what is joined already, whose last packets `tail` made and goes on with until there
/// is such a place or `part` has no more to compare.
std::optional<Joint> joinTo(std::vector<VorbisPacket>& joined, VorbisEncoder& tail, const Part& part,
                            int sampleRateHz) {
  const auto settled = static_cast<long long>(part.encoder.startFrame()) +
                       static_cast<long long>(toFrames(kSettleSeconds, sampleRateHz));
  auto joint = findJoint(joined, part.packets, settled);
  while (!joint && !tail.ended() && tail.heard() < part.encoder.heard()) {
    tail.hearUntil(tail.heard() + toFrames(kJointSeconds, sampleRateHz), joined);
    joint = findJoint(joined, part.packets, settled);
  }
  return joint;
}

std::vector<VorbisPacket> encodeParts(std::deque<Part>& parts, int sampleRateHz) {
  hearParts(parts, toFrames(kSettleSeconds + kJointSeconds, sampleRateHz));
  auto joined = std::move(parts.front().packets);
  VorbisEncoder* tail = &parts.front().encoder;
  for (auto part = parts.begin() + 1; part != parts.end(); ++part) {
    const auto joint = joinTo(joined, *tail, *part, sampleRateHz);
    if (!joint) continue;
    joined.resize(joint->first + 1);
    const auto rest = part->packets.begin() + static_cast<std::ptrdiff_t>(joint->second) + 1;
    joined.insert(joined.end(), std::move_iterator(rest), std::move_iterator(part->packets.end()));
    tail = &part->encoder;
  }
  tail->hearUntil(static_cast<std::size_t>(-1), joined);
  return joined;
}

}  // namespace

Result<VorbisStream> encodeVorbis(const StereoAudio& audio) {
  std::deque<Part> parts;  // Encoders stay where they are: libvorbis keeps pointers into them.
  for (const std::size_t start : partStarts(audio)) {
    parts.emplace_back(audio, start);
    if (!parts.back().encoder.start())
      return fail(ErrorCode::Internal, "the Vorbis encoder refuses the sample rate; use 44100 or 48000");
  }
  VorbisStream stream{parts.front().encoder.headers(), {}};
  stream.packets = encodeParts(parts, audio.sampleRateHz);
  return stream;
}

}  // namespace amuse::media
