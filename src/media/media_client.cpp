#include "media/media_client.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "base/files.h"
#include "media/child_process.h"
#include "media/frame_channel.h"

namespace amuse::media {
namespace {

constexpr std::size_t kInputFrameBytes = 1u << 20;

using SteadyClock = std::chrono::steady_clock;

/// The only variables the process inherits; the sanitizers' so that its test build can be told how to report.
std::vector<std::string> childEnvironment(const MediaOptions& options) {
  std::vector<std::string> environment{"LANG=C.UTF-8", "OMP_NUM_THREADS=1"};
  for (const char* name : {"AMUSE_SOUNDFONT", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
    if (name == std::string_view("AMUSE_SOUNDFONT") && !options.soundFont.empty()) {
      environment.push_back(std::string(name) + "=" + options.soundFont.string());
    } else if (const char* value = std::getenv(name); value != nullptr) {  // NOLINT(concurrency-mt-unsafe)
      environment.push_back(std::string(name) + "=" + value);
    }
  }
  return environment;
}

StopCheck makeStopCheck(double timeoutSeconds, std::stop_token stop) {
  const auto deadline = SteadyClock::now() + std::chrono::duration<double>(timeoutSeconds);
  return [deadline, stop = std::move(stop)]() -> std::optional<Error> {
    if (stop.stop_requested()) return Error{ErrorCode::Cancelled, "stopped before the sound was ready"};
    if (SteadyClock::now() > deadline) {
      return Error{ErrorCode::Timeout, "the media process took too long; give it less, or raise the timeout"};
    }
    return std::nullopt;
  };
}

StereoAudio toStereo(std::string_view bytes, int sampleRateHz) {
  const std::size_t frames = bytes.size() / (2 * sizeof(float));
  StereoAudio audio{std::vector<float>(frames), std::vector<float>(frames), sampleRateHz};
  for (std::size_t i = 0; i < frames; ++i) {
    std::memcpy(&audio.left[i], bytes.data() + i * 8, 4);
    std::memcpy(&audio.right[i], bytes.data() + i * 8 + 4, 4);
  }
  return audio;
}

}  // namespace

/// A running child and the channel to it.
struct MediaClient::Process {
  pid_t pid;
  FrameChannel channel;
  Process(pid_t childPid, int socket) noexcept : pid(childPid), channel(socket) {}
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (pid > 0) (void)endChild(pid);
  }
  /// Ends the child now and says how it went.
  std::string end() { return endChild(std::exchange(pid, -1)); }
};

MediaClient::MediaClient(MediaOptions options) noexcept : options_(std::move(options)) {}
MediaClient::MediaClient(MediaClient&&) noexcept = default;
MediaClient& MediaClient::operator=(MediaClient&&) noexcept = default;
MediaClient::~MediaClient() = default;

const Hello& MediaClient::hello() const noexcept { return hello_; }

Result<MediaClient> MediaClient::start(MediaOptions options) {
  if (options.program.empty()) options.program = programFolder() / "amuse-media";
  MediaClient client(std::move(options));
  if (auto running = client.ensureRunning(); !running) return tl::unexpected(running.error());
  return client;
}

Result<void> MediaClient::ensureRunning() {
  if (process_) return {};
  const auto child = startChild(options_.program, childEnvironment(options_));
  if (!child) return tl::unexpected(child.error());
  auto process = std::make_unique<Process>(child->pid, child->socket);
  const auto frame = process->channel.receive(makeStopCheck(options_.startTimeoutSeconds, {}));
  if (!frame) return tl::unexpected(frame.error());
  if (!frame->has_value()) {
    return fail(ErrorCode::Unavailable, options_.program.string() + " did not start: it " + process->end());
  }
  if ((*frame)->type != FrameType::Hello) return fail(ErrorCode::Unavailable, "the media process did not greet");
  auto hello = parseHello((*frame)->payload);
  if (!hello) return tl::unexpected(hello.error());
  hello_ = std::move(*hello);
  process_ = std::move(process);
  return {};
}

Result<MediaClient::Answer> MediaClient::exchange(Frame frame, double timeoutSeconds, const std::stop_token& stop,
                                                  std::string_view file) {
  if (auto running = ensureRunning(); !running) return tl::unexpected(running.error());
  const auto check = makeStopCheck(timeoutSeconds, stop);
  frame.requestId = ++lastRequestId_;
  // Whatever goes wrong between the two frames leaves the process in an unknown state: end it.
  const auto giveUp = [this](Error error) -> Result<Answer> {
    const std::string how = process_->end();
    process_.reset();
    if (error.code == ErrorCode::Unavailable) error.message += ": it " + how;
    return tl::unexpected(std::move(error));
  };
  for (std::size_t at = 0; at < file.size(); at += kInputFrameBytes) {
    const Frame input{FrameType::Input, frame.requestId, std::string(file.substr(at, kInputFrameBytes))};
    if (auto sent = process_->channel.send(input, check); !sent) return giveUp(sent.error());
  }
  if (auto sent = process_->channel.send(frame, check); !sent) return giveUp(sent.error());
  Answer answer;
  while (true) {
    auto reply = process_->channel.receive(check);
    if (!reply) return giveUp(reply.error());
    if (!reply->has_value()) return giveUp({ErrorCode::Unavailable, "the media process ended unexpectedly"});
    Frame& got = **reply;
    if (got.requestId != frame.requestId)
      return giveUp({ErrorCode::Internal, "the media process answered out of turn"});
    if (got.type == FrameType::Chunk && answer.chunks.size() + got.payload.size() <= kMaxResultBytes) {
      answer.chunks += got.payload;
    } else if (got.type == FrameType::Done) {
      answer.done = std::move(got.payload);
      return answer;
    } else if (got.type == FrameType::Failure) {
      auto failure = parseFailure(got.payload);
      return failure ? Result<Answer>(tl::unexpected(*failure)) : giveUp(failure.error());
    } else {
      return giveUp({ErrorCode::Internal, "the media process sent what nobody asked for"});
    }
  }
}

Result<std::string> MediaClient::request(const Frame& frame, double timeoutSeconds, const std::stop_token& stop) {
  auto answer = exchange(frame, timeoutSeconds, stop);
  if (!answer) return tl::unexpected(answer.error());
  return std::move(answer->chunks);
}

Result<RenderedAudio> MediaClient::renderMidi(std::string_view midi, const RenderOptions& options,
                                              const std::stop_token& stop) {
  if (midi.size() > kMaxMidiRequestBytes) {
    return fail(ErrorCode::TooLarge, "the MIDI data is larger than 4 MB; render a shorter song");
  }
  Frame frame{FrameType::RenderMidi, 0,
              toPayload(RenderRequest{options.sampleRateHz, options.format, options.loudnessLufs, std::string(midi)})};
  auto answer = exchange(std::move(frame), options.timeoutSeconds, stop);
  if (!answer) return tl::unexpected(answer.error());
  const auto report = parseRenderReport(answer->done);
  if (!report) return tl::unexpected(report.error());
  if (report->resultBytes != answer->chunks.size()) {
    return fail(ErrorCode::Internal, "the media process sent less sound than it said");
  }
  return RenderedAudio{std::move(answer->chunks), *report};
}

Result<DecodedSound> MediaClient::decodeAudio(std::string_view file, const DecodeOptions& options,
                                              const std::stop_token& stop) {
  if (file.size() > kMaxInputBytes)
    return fail(ErrorCode::TooLarge, "the sound file is larger than 300 MB; cut it, or keep it as FLAC, Opus or MP3");
  auto answer =
      exchange({FrameType::DecodeAudio, 0,
                toPayload(DecodeAudioRequest{options.sampleRateHz, options.maxSeconds, options.startSeconds})},
               options.timeoutSeconds, stop, file);
  if (!answer) return tl::unexpected(answer.error());
  auto report = parseDecodeAudioReport(answer->done);
  if (!report) return tl::unexpected(report.error());
  if (report->samples * sizeof(float) != answer->chunks.size())
    return fail(ErrorCode::Internal, "the media process sent less sound than it said");
  DecodedSound decoded{{std::vector<float>(report->samples), options.sampleRateHz}, std::move(*report)};
  std::memcpy(decoded.audio.samples.data(), answer->chunks.data(), answer->chunks.size());
  // Not trusted further than checked: whatever came, analysis gets finite numbers in range.
  for (float& sample : decoded.audio.samples) sample = sample >= -1 && sample <= 1 ? sample : 0.0f;
  return decoded;
}

Result<DecodedPicture> MediaClient::decodeImage(std::string_view file, const PictureOptions& options,
                                                const std::stop_token& stop) {
  if (file.size() > kMaxPictureBytes) return fail(ErrorCode::TooLarge, "the picture file is larger than 64 MB");
  auto answer = exchange({FrameType::DecodeImage, 0, toPayload(DecodeImageRequest{options.longestSide})},
                         options.timeoutSeconds, stop, file);
  if (!answer) return tl::unexpected(answer.error());
  auto report = parseDecodeImageReport(answer->done);
  if (!report) return tl::unexpected(report.error());
  DecodedPicture picture{{report->width, report->height, {answer->chunks.begin(), answer->chunks.end()}}, *report};
  if (!picture.image.isWhole()) return fail(ErrorCode::Internal, "the media process sent fewer pixels than it said");
  return picture;
}

Result<StereoAudio> MediaClient::renderMidiToSamples(std::string_view midi, RenderOptions options,
                                                     const std::stop_token& stop) {
  static_assert(std::endian::native == std::endian::little, "float samples travel little-endian");
  options.format = AudioFormat::Float;
  auto rendered = renderMidi(midi, options, stop);
  if (!rendered) return tl::unexpected(rendered.error());
  return toStereo(rendered->bytes, options.sampleRateHz);
}

}  // namespace amuse::media
