#include "media/process/requests.h"

#include <algorithm>
#include <new>
#include <utility>

#include "base/midi_file.h"
#include "media/process/audio_decoder.h"
#include "media/process/image_decoder.h"
#include "media/process/mastering.h"
#include "media/process/renderer.h"
#include "media/process/sound_files.h"

namespace amuse::media {
namespace {

constexpr std::size_t kChunkBytes = 1u << 20;

struct Finished {
  std::string bytes;
  RenderReport report;
};

Result<std::string> encode(const StereoAudio& audio, AudioFormat format) {
  if (format == AudioFormat::Ogg) return toOgg(audio);
  return format == AudioFormat::Wav ? toWav(audio) : toFloats(audio);
}

Result<Finished> render(const std::string& payload, const ProcessState& state) {
  if (!state.soundFont) return fail(ErrorCode::Unavailable, state.soundFontProblem);
  const auto request = parseRenderRequest(payload);
  if (!request) return tl::unexpected(request.error());
  const auto file = parseMidiFile(request->midi);
  if (!file) return tl::unexpected(file.error());
  auto music = renderMusic(state.soundFont->bytes.bytes(), *file, request->sampleRateHz);
  if (!music) return tl::unexpected(music.error());
  const auto mastered = master(music->audio, request->loudnessLufs);
  auto bytes = encode(music->audio, request->format);
  if (!bytes) return tl::unexpected(bytes.error());
  if (bytes->size() > kMaxResultBytes) {
    return fail(ErrorCode::TooLarge, "the sound would exceed 256 MB; render a shorter song or a smaller format");
  }
  const double rate = request->sampleRateHz;
  const RenderReport report{bytes->size(),
                            static_cast<double>(music->musicFrames) / rate,
                            static_cast<double>(music->audio.left.size()) / rate,
                            mastered.loudnessLufs,
                            mastered.truePeakDb,
                            mastered.limitedDb};
  return Finished{std::move(*bytes), report};
}

Result<void> sendChunks(FrameChannel& channel, std::uint32_t requestId, std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += kChunkBytes) {
    auto sent = channel.send({FrameType::Chunk, requestId, std::string(bytes.substr(at, kChunkBytes))});
    if (!sent) return sent;
  }
  return {};
}

/// A request's result: bytes for the chunks, payload for the frame that closes them.
struct Reply {
  std::string bytes, done;
};

Result<Reply> replyToRender(const Frame& frame, const ProcessState& state) {
  auto finished = render(frame.payload, state);
  if (!finished) return tl::unexpected(finished.error());
  return Reply{std::move(finished->bytes), toPayload(finished->report)};
}

Result<Reply> replyToDecodeAudio(const Frame& frame, const std::string& file) {
  const auto request = parseDecodeAudioRequest(frame.payload);
  if (!request) return tl::unexpected(request.error());
  const auto decoded = decodeAudio(file, *request);
  if (!decoded) return tl::unexpected(decoded.error());
  const auto* first = reinterpret_cast<const char*>(decoded->samples.data());
  return Reply{std::string(first, decoded->samples.size() * sizeof(float)), toPayload(decoded->report)};
}

Result<Reply> replyToDecodeImage(const Frame& frame, const std::string& file) {
  const auto request = parseDecodeImageRequest(frame.payload);
  if (!request) return tl::unexpected(request.error());
  const auto decoded = decodeImage(file, *request);
  if (!decoded) return tl::unexpected(decoded.error());
  const auto& pixels = decoded->image.pixels;
  return Reply{std::string(pixels.begin(), pixels.end()), toPayload(decoded->report)};
}

/// Keeps the next bytes of a file. Only the newest request's are kept.
Result<void> takeInput(const Frame& frame, ProcessState& state) {
  if (frame.requestId != state.inputRequest) state.input.clear();
  state.inputRequest = frame.requestId;
  if (state.input.size() + frame.payload.size() > kMaxInputBytes)
    return fail(ErrorCode::TooLarge, "the file is larger than 300 MB");
  state.input += frame.payload;
  return {};
}

Result<Reply> replyTo(const Frame& frame, ProcessState& state, FrameChannel& channel) {
  std::string file;
  if (frame.requestId == state.inputRequest) file = std::exchange(state.input, {});
  switch (frame.type) {
    case FrameType::RenderMidi: return replyToRender(frame, state);
    case FrameType::DecodeAudio: return replyToDecodeAudio(frame, file);
    case FrameType::DecodeImage: return replyToDecodeImage(frame, file);
    case FrameType::Probe:
      return answerProbe(frame.payload, channel).map([](std::string text) { return Reply{std::move(text), {}}; });
    default: return fail(ErrorCode::Unsupported, "the media process has no answer to that request");
  }
}

Result<void> answer(FrameChannel& channel, const Frame& frame, ProcessState& state) {
  // Too many bytes are a client that doesn't keep to the protocol: the conversation ends.
  if (frame.type == FrameType::Input) return takeInput(frame, state);
  const auto reply = replyTo(frame, state, channel);
  if (!reply) return channel.send({FrameType::Failure, frame.requestId, toPayload(reply.error())});
  auto sent = sendChunks(channel, frame.requestId, reply->bytes);
  return sent ? channel.send({FrameType::Done, frame.requestId, reply->done}) : sent;
}

}  // namespace

int serve(FrameChannel& channel, ProcessState& state) {
  while (true) {
    const auto frame = channel.receive();
    if (!frame) return 1;
    if (!frame->has_value()) return 0;
    Result<void> answered;
    try {
      answered = answer(channel, **frame, state);
    } catch (const std::bad_alloc&) {
      const Error error{ErrorCode::TooLarge, "the media process ran out of memory; give it less"};
      answered = channel.send({FrameType::Failure, (*frame)->requestId, toPayload(error)});
    }
    if (!answered) return 1;
  }
}

}  // namespace amuse::media
