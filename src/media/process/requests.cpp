#include "media/process/requests.h"

#include <algorithm>
#include <new>

#include "base/midi_file.h"
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

Result<void> answer(FrameChannel& channel, const Frame& frame, const ProcessState& state) {
  const auto failure = [&](const Error& error) {
    return channel.send({FrameType::Failure, frame.requestId, toPayload(error)});
  };
  if (frame.type == FrameType::Probe) {
    const auto text = answerProbe(frame.payload, channel);
    if (!text) return failure(text.error());
    auto sent = sendChunks(channel, frame.requestId, *text);
    return sent ? channel.send({FrameType::Done, frame.requestId, {}}) : sent;
  }
  if (frame.type != FrameType::RenderMidi) {
    return failure({ErrorCode::Unsupported, "the media process has no answer to that request"});
  }
  const auto finished = render(frame.payload, state);
  if (!finished) return failure(finished.error());
  auto sent = sendChunks(channel, frame.requestId, finished->bytes);
  return sent ? channel.send({FrameType::Done, frame.requestId, toPayload(finished->report)}) : sent;
}

}  // namespace

int serve(FrameChannel& channel, const ProcessState& state) {
  while (true) {
    const auto frame = channel.receive();
    if (!frame) return 1;
    if (!frame->has_value()) return 0;
    Result<void> answered;
    try {
      answered = answer(channel, **frame, state);
    } catch (const std::bad_alloc&) {
      const Error error{ErrorCode::TooLarge, "the media process ran out of memory; render a shorter song"};
      answered = channel.send({FrameType::Failure, (*frame)->requestId, toPayload(error)});
    }
    if (!answered) return 1;
  }
}

}  // namespace amuse::media
