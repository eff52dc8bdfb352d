#include "media/process/audio_decoder.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

namespace amuse::media {
namespace {

/// Containers and codecs that may be tried at all: no playlists, no network formats, no game formats.
constexpr const char* kContainers =
    "wav,w64,aiff,caf,au,flac,ogg,mp3,aac,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,matroska,webm,amr";
constexpr const char* kCodecs =
    "pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,"
    "pcm_f64be,pcm_alaw,pcm_mulaw,adpcm_ms,adpcm_ima_wav,flac,vorbis,opus,libopus,mp3float,mp3,mp2float,mp2,aac,alac,"
    "amrnb,amrwb";
constexpr int kMostChannels = 16, kMostBadPackets = 200;
constexpr int kIoBufferBytes = 1 << 15;

struct FileCursor {
  std::string_view bytes;
  std::size_t at = 0;
};

int readFile(void* opaque, std::uint8_t* to, int size) {
  auto& cursor = *static_cast<FileCursor*>(opaque);
  const auto count = std::min(static_cast<std::size_t>(std::max(0, size)), cursor.bytes.size() - cursor.at);
  if (count == 0) return AVERROR_EOF;
  std::memcpy(to, cursor.bytes.data() + cursor.at, count);
  cursor.at += count;
  return static_cast<int>(count);
}

std::int64_t seekFile(void* opaque, std::int64_t offset, int whence) {
  auto& cursor = *static_cast<FileCursor*>(opaque);
  const auto size = static_cast<std::int64_t>(cursor.bytes.size());
  whence &= ~AVSEEK_FORCE;
  if (whence == AVSEEK_SIZE) return size;
  if (whence == SEEK_CUR) offset += static_cast<std::int64_t>(cursor.at);
  if (whence == SEEK_END) offset += size;
  if (offset < 0 || offset > size) return AVERROR(EINVAL);
  cursor.at = static_cast<std::size_t>(offset);
  return offset;
}

struct FreeIo {
  void operator()(AVIOContext* io) const noexcept {
    av_freep(static_cast<void*>(&io->buffer));
    avio_context_free(&io);
  }
};
struct CloseFormat {
  void operator()(AVFormatContext* format) const noexcept { avformat_close_input(&format); }
};
struct FreeCodec {
  void operator()(AVCodecContext* codec) const noexcept { avcodec_free_context(&codec); }
};
struct FreeFrame {
  void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
};
struct FreePacket {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};
struct FreeResampler {
  void operator()(SwrContext* resampler) const noexcept { swr_free(&resampler); }
};

tl::unexpected<Error> notASound() {
  return fail(ErrorCode::Unsupported,
              "no sound file that can be read; give WAV, AIFF, FLAC, Ogg, Opus, MP3, M4A or WebM");
}

/// Mixes to one channel at the rate asked for; set up anew whenever the stream changes its shape.
class Downmixer {
 public:
  explicit Downmixer(int sampleRateHz) : rate_(sampleRateHz) {}

  bool add(const AVFrame& frame, std::vector<float>& out) {
    if (frame.sample_rate != fromRate_ || frame.ch_layout.nb_channels != channels_ || frame.format != format_) {
      if (resampler_ && !convert(nullptr, 0, out)) return false;
      if (!setUp(frame)) return false;
    }
    return convert(const_cast<const std::uint8_t**>(frame.extended_data), frame.nb_samples, out);
  }
  /// What still rings in the filter.
  void finish(std::vector<float>& out) {
    if (resampler_) (void)convert(nullptr, 0, out);
  }

 private:
  bool setUp(const AVFrame& frame) {
    channels_ = frame.ch_layout.nb_channels;
    fromRate_ = frame.sample_rate;
    format_ = frame.format;
    if (channels_ < 1 || channels_ > kMostChannels || fromRate_ < 1000 || fromRate_ > 400000) return false;
    AVChannelLayout mono, from;
    av_channel_layout_default(&mono, 1);
    av_channel_layout_default(&from, channels_);
    SwrContext* made = nullptr;
    const int allocated = swr_alloc_set_opts2(&made, &mono, AV_SAMPLE_FMT_FLT, rate_, &from,
                                              static_cast<AVSampleFormat>(format_), fromRate_, 0, nullptr);
    resampler_.reset(made);
    if (allocated < 0) return false;
    // Loud stereo must not exceed full scale once mixed.
    (void)av_opt_set_double(made, "rematrix_maxval", 1.0, 0);
    return swr_init(made) >= 0;
  }

  bool convert(const std::uint8_t** data, int count, std::vector<float>& out) {
    const int room = swr_get_out_samples(resampler_.get(), count);
    if (room < 0) return false;
    const std::size_t before = out.size();
    out.resize(before + static_cast<std::size_t>(room));
    auto* to = reinterpret_cast<std::uint8_t*>(out.data() + before);
    const int made = swr_convert(resampler_.get(), &to, room, data, count);
    out.resize(before + static_cast<std::size_t>(std::max(0, made)));
    return made >= 0;
  }

  int rate_, fromRate_ = 0, channels_ = 0, format_ = -1;
  std::unique_ptr<SwrContext, FreeResampler> resampler_;
};

/// One file being decoded. Owns libav's objects; lives for one call.
class Decoding {
 public:
  explicit Decoding(std::string_view file) : cursor_{file, 0} {}

  Result<void> open() {
    auto* buffer = static_cast<unsigned char*>(av_malloc(kIoBufferBytes));
    io_.reset(avio_alloc_context(buffer, kIoBufferBytes, 0, &cursor_, readFile, nullptr, seekFile));
    AVFormatContext* format = avformat_alloc_context();
    if (!io_ || format == nullptr) return fail(ErrorCode::TooLarge, "out of memory while opening the sound file");
    format->pb = io_.get();
    format->format_whitelist = av_strdup(kContainers);
    format->codec_whitelist = av_strdup(kCodecs);
    format->protocol_whitelist = av_strdup("none");
    format->probesize = 1 << 20;
    format->max_analyze_duration = std::int64_t{2} * AV_TIME_BASE;
    format->max_streams = 32;
    format->flags |= AVFMT_FLAG_CUSTOM_IO;
    // On failure this frees the context itself.
    if (avformat_open_input(&format, nullptr, nullptr, nullptr) < 0) return notASound();
    format_.reset(format);
    if (avformat_find_stream_info(format, nullptr) < 0) return notASound();
    return openCodec();
  }

  Result<DecodedAudio> decode(const DecodeAudioRequest& request) {
    DecodedAudio decoded;
    const auto most = static_cast<std::size_t>(request.maxSeconds * request.sampleRateHz);
    Downmixer mixer(request.sampleRateHz);
    toSkip_ = static_cast<std::size_t>(request.startSeconds * request.sampleRateHz);
    bool isEnd = false;
    while (!isEnd && decoded.samples.size() <= most && badPackets_ <= kMostBadPackets) {
      isEnd = !sendNextPacket();
      takeFrames(mixer, decoded.samples, most);
    }
    mixer.finish(decoded.samples);
    skip(decoded.samples);
    if (decoded.samples.empty() && hasSkipped_)
      return fail(ErrorCode::InvalidArgument,
                  "the recording ends before the stretch that was asked for; name an earlier one");
    if (decoded.samples.empty())
      return fail(ErrorCode::Parse, "the sound file is damaged: nothing in it can be played");
    describe(decoded.report);
    decoded.report.isCut = decoded.samples.size() > most;
    decoded.samples.resize(std::min(decoded.samples.size(), most));
    for (float& sample : decoded.samples) sample = std::isfinite(sample) ? std::clamp(sample, -1.0f, 1.0f) : 0.0f;
    decoded.report.samples = decoded.samples.size();
    return decoded;
  }

 private:
  Result<void> openCodec() {
    const AVCodec* codec = nullptr;
    stream_ = av_find_best_stream(format_.get(), AVMEDIA_TYPE_AUDIO, -1, -1, &codec, 0);
    if (stream_ < 0 || codec == nullptr)
      return fail(ErrorCode::Unsupported, "there is no sound in this file that can be decoded");
    codec_.reset(avcodec_alloc_context3(codec));
    packet_.reset(av_packet_alloc());
    frame_.reset(av_frame_alloc());
    if (!codec_ || !packet_ || !frame_) return fail(ErrorCode::TooLarge, "out of memory while opening the sound file");
    const AVStream& stream = *format_->streams[stream_];
    codec_->thread_count = 1;
    codec_->codec_whitelist = av_strdup(kCodecs);
    if (stream.codecpar->ch_layout.nb_channels > kMostChannels)
      return fail(ErrorCode::Unsupported, "the sound has more than 16 channels; mix it down first");
    if (avcodec_parameters_to_context(codec_.get(), stream.codecpar) < 0 ||
        avcodec_open2(codec_.get(), codec, nullptr) < 0)
      return fail(ErrorCode::Unsupported, "the sound in this file is of a kind that can't be decoded");
    codec_->pkt_timebase = stream.time_base;
    for (unsigned i = 0; i < format_->nb_streams; ++i)
      if (static_cast<int>(i) != stream_) format_->streams[i]->discard = AVDISCARD_ALL;
    return {};
  }

  /// @return false once the file has ended and the decoder was told so.
  bool sendNextPacket() {
    const int got = av_read_frame(format_.get(), packet_.get());
    if (got < 0) {
      if (got != AVERROR_EOF) ++badPackets_;
      (void)avcodec_send_packet(codec_.get(), nullptr);
      return false;
    }
    if (packet_->stream_index == stream_ && avcodec_send_packet(codec_.get(), packet_.get()) < 0) ++badPackets_;
    av_packet_unref(packet_.get());
    return true;
  }

  void takeFrames(Downmixer& mixer, std::vector<float>& samples, std::size_t most) {
    while (samples.size() <= most && avcodec_receive_frame(codec_.get(), frame_.get()) >= 0) {
      if (!mixer.add(*frame_, samples)) ++badPackets_;
      av_frame_unref(frame_.get());
      skip(samples);
    }
  }

  /// Leaves out what lies before the stretch asked for.
  void skip(std::vector<float>& samples) {
    const std::size_t count = std::min(toSkip_, samples.size());
    if (count == 0) return;
    samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(count));
    toSkip_ -= count;
    hasSkipped_ = true;
  }

  void describe(DecodeAudioReport& report) const {
    const auto duration = format_->duration;
    report.fileSeconds = duration > 0 ? static_cast<double>(duration) / AV_TIME_BASE : 0;
    report.channels = codec_->ch_layout.nb_channels;
    report.isDamaged = badPackets_ > 0;
    report.container = format_->iformat->name;
    report.codec = avcodec_get_name(codec_->codec_id);
  }

  FileCursor cursor_;
  std::unique_ptr<AVIOContext, FreeIo> io_;
  std::unique_ptr<AVFormatContext, CloseFormat> format_;
  std::unique_ptr<AVCodecContext, FreeCodec> codec_;
  std::unique_ptr<AVPacket, FreePacket> packet_;
  std::unique_ptr<AVFrame, FreeFrame> frame_;
  int stream_ = -1, badPackets_ = 0;
  std::size_t toSkip_ = 0;
  bool hasSkipped_ = false;
};

}  // namespace

void prepareAudioDecoding() noexcept { av_log_set_level(AV_LOG_QUIET); }

Result<DecodedAudio> decodeAudio(std::string_view file, const DecodeAudioRequest& request) {
  Decoding decoding(file);
  if (auto opened = decoding.open(); !opened) return tl::unexpected(opened.error());
  return decoding.decode(request);
}

}  // namespace amuse::media
