#include "mp3_file.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

namespace amuse::samples {
namespace {

struct CodecDeleter {
  void operator()(AVCodecContext* context) const noexcept { avcodec_free_context(&context); }
};
struct FrameDeleter {
  void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
};
struct PacketDeleter {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};
using Codec = std::unique_ptr<AVCodecContext, CodecDeleter>;
using Frame = std::unique_ptr<AVFrame, FrameDeleter>;
using Packet = std::unique_ptr<AVPacket, PacketDeleter>;

Result<Codec> openEncoder(int sampleRateHz, bool stereo, double quality) {
  const AVCodec* encoder = avcodec_find_encoder_by_name("libmp3lame");
  if (encoder == nullptr) return fail(ErrorCode::Unavailable, "this libavcodec has no libmp3lame");
  Codec codec(avcodec_alloc_context3(encoder));
  codec->sample_rate = sampleRateHz;
  codec->sample_fmt = AV_SAMPLE_FMT_FLTP;
  av_channel_layout_default(&codec->ch_layout, stereo ? 2 : 1);
  codec->flags |= AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT;
  codec->global_quality = static_cast<int>(FF_QP2LAMBDA * quality);
  codec->compression_level = 0;  // LAME's slowest and best search
  if (avcodec_open2(codec.get(), encoder, nullptr) < 0) return fail(ErrorCode::Internal, "LAME did not start");
  return codec;
}

/// Bare MP3 frames one after another, which is all an MP3 file needs. No header of tags: it would hold a delay that
/// some decoders take off and others don't, and the page finds the beginning by the marker.
bool takePackets(AVCodecContext& codec, std::string& bytes) {
  const Packet packet(av_packet_alloc());
  for (;;) {
    const int status = avcodec_receive_packet(&codec, packet.get());
    if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) return true;
    if (status < 0) return false;
    bytes.append(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
    av_packet_unref(packet.get());
  }
}

Frame makeFrame(const AVCodecContext& codec, const StereoAudio& audio, std::size_t at) {
  Frame frame(av_frame_alloc());
  frame->nb_samples = codec.frame_size;
  frame->format = codec.sample_fmt;
  frame->sample_rate = codec.sample_rate;
  frame->pts = static_cast<int64_t>(at);
  (void)av_channel_layout_copy(&frame->ch_layout, &codec.ch_layout);
  if (av_frame_get_buffer(frame.get(), 0) < 0) return nullptr;
  const std::size_t wanted = static_cast<std::size_t>(codec.frame_size),
                    count = std::min(wanted, audio.left.size() - at);
  for (int channel = 0; channel < codec.ch_layout.nb_channels; ++channel) {
    const std::vector<float>& from = channel == 0 ? audio.left : audio.right;
    auto* to = reinterpret_cast<float*>(frame->data[channel]);
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(at), count, to);
    std::fill(to + count, to + wanted, 0.0F);
  }
  return frame;
}

bool takeFrames(AVCodecContext& codec, StereoAudio& audio) {
  const Frame frame(av_frame_alloc());
  for (;;) {
    const int status = avcodec_receive_frame(&codec, frame.get());
    if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) return true;
    if (status < 0 || frame->format != AV_SAMPLE_FMT_FLTP) return false;
    audio.sampleRateHz = frame->sample_rate;
    const auto* left = reinterpret_cast<const float*>(frame->data[0]);
    const auto* right = frame->ch_layout.nb_channels > 1 ? reinterpret_cast<const float*>(frame->data[1]) : left;
    audio.left.insert(audio.left.end(), left, left + frame->nb_samples);
    audio.right.insert(audio.right.end(), right, right + frame->nb_samples);
    av_frame_unref(frame.get());
  }
}

}  // namespace

Result<std::string> encodeMp3(const StereoAudio& audio, bool stereo, double quality) {
  auto codec = openEncoder(audio.sampleRateHz, stereo, quality);
  if (!codec) return tl::unexpected(codec.error());
  const Error failed{ErrorCode::Internal, "LAME did not take the samples"};
  std::string bytes;
  const auto step = static_cast<std::size_t>((*codec)->frame_size);
  for (std::size_t at = 0; at < audio.left.size(); at += step) {
    const Frame frame = makeFrame(**codec, audio, at);
    if (frame == nullptr || avcodec_send_frame(codec->get(), frame.get()) < 0) return tl::unexpected(failed);
    if (!takePackets(**codec, bytes)) return tl::unexpected(failed);
  }
  if (avcodec_send_frame(codec->get(), nullptr) < 0 || !takePackets(**codec, bytes)) return tl::unexpected(failed);
  return bytes;
}

Result<StereoAudio> decodeMp3(const std::string& bytes) {
  const Error failed{ErrorCode::Internal, "the MP3 cannot be read back"};
  const AVCodec* decoder = avcodec_find_decoder_by_name("mp3float");
  if (decoder == nullptr) return tl::unexpected(failed);
  const Codec codec(avcodec_alloc_context3(decoder));
  AVCodecParserContext* parser = av_parser_init(decoder->id);
  const std::unique_ptr<AVCodecParserContext, decltype(&av_parser_close)> closing(parser, av_parser_close);
  if (parser == nullptr || avcodec_open2(codec.get(), decoder, nullptr) < 0) return tl::unexpected(failed);
  StereoAudio audio;
  std::string padded = bytes + std::string(AV_INPUT_BUFFER_PADDING_SIZE, '\0');
  const Packet packet(av_packet_alloc());
  for (std::size_t at = 0; at < bytes.size();) {
    const int used = av_parser_parse2(parser, codec.get(), &packet->data, &packet->size,
                                      reinterpret_cast<uint8_t*>(padded.data()) + at,
                                      static_cast<int>(bytes.size() - at), AV_NOPTS_VALUE, AV_NOPTS_VALUE, 0);
    at += static_cast<std::size_t>(used);
    if (packet->size > 0 && (avcodec_send_packet(codec.get(), packet.get()) < 0 || !takeFrames(*codec, audio))) {
      return tl::unexpected(failed);
    }
  }
  return audio;
}

}  // namespace amuse::samples
