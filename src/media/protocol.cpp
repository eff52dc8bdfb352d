#include "media/protocol.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "media/internal/payload.h"

namespace amuse::media {
namespace {

constexpr std::string_view kMagic = "AMSM";

bool isKnownType(std::uint64_t type) noexcept {
  return (type >= 1 && type <= static_cast<std::uint64_t>(kLastFrameType)) ||
         type == static_cast<std::uint64_t>(FrameType::Probe);
}

std::string onePrintableLine(std::string_view text) {
  constexpr std::size_t kMaxMessageBytes = 500;
  std::string line(text.substr(0, kMaxMessageBytes));
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return line;
}

}  // namespace

std::string toBytes(const Frame& frame) {
  AMUSE_ASSERT(frame.payload.size() <= kMaxFramePayloadBytes);
  PayloadWriter header;
  header.unsignedLe(kProtocolVersion, 1).unsignedLe(static_cast<std::uint64_t>(frame.type), 1).unsignedLe(0, 2);
  header.unsignedLe(frame.requestId, 4).unsignedLe(frame.payload.size(), 4);
  std::string bytes(kMagic);
  bytes.reserve(kFrameHeaderBytes + frame.payload.size());
  bytes += header.take();
  return bytes += frame.payload;
}

void FrameAssembler::feed(std::string_view bytes) {
  if (error_) return;
  if (start_ > 0) {
    buffer_.erase(0, start_);
    start_ = 0;
  }
  buffer_ += bytes;
}

Result<std::optional<Frame>> FrameAssembler::next() {
  const auto refuse = [this](tl::unexpected<Error> error) {
    error_ = error.value();
    buffer_.clear();
    return error;
  };
  if (error_) return tl::unexpected(*error_);
  const auto waiting = std::string_view(buffer_).substr(start_);
  if (waiting.size() < kFrameHeaderBytes) return std::nullopt;
  if (waiting.substr(0, 4) != kMagic) return refuse(badFrame("a frame begins with something else"));
  PayloadReader header(waiting.substr(4, kFrameHeaderBytes - 4));
  if (header.unsignedLe(1) != kProtocolVersion) return refuse(badFrame("they are of different versions", 4));
  const auto type = header.unsignedLe(1);
  if (!isKnownType(type) || header.unsignedLe(2) != 0) return refuse(badFrame("a frame of unknown type", 5));
  const auto requestId = static_cast<std::uint32_t>(header.unsignedLe(4));
  const auto size = static_cast<std::size_t>(header.unsignedLe(4));
  if (size > kMaxFramePayloadBytes) return refuse(fail(ErrorCode::TooLarge, "a media frame is larger than 8 MB"));
  if (waiting.size() - kFrameHeaderBytes < size) return std::nullopt;
  start_ += kFrameHeaderBytes + size;
  return Frame{static_cast<FrameType>(type), requestId, std::string(waiting.substr(kFrameHeaderBytes, size))};
}

std::string toPayload(const Hello& hello) {
  const unsigned flags = (hello.filesAndSocketsBarred ? 1u : 0u) | (hello.resourcesLimited ? 2u : 0u);
  return PayloadWriter().unsignedLe(flags, 1).text(hello.soundFont).text(hello.problem).take();
}

Result<Hello> parseHello(std::string_view payload) {
  PayloadReader in(payload);
  const auto flags = in.unsignedLe(1);
  Hello hello{(flags & 1) != 0, (flags & 2) != 0, onePrintableLine(in.text()), onePrintableLine(in.text())};
  if (!in.isWhole() || flags > 3) return badFrame("a greeting it can't read", in.offset());
  return hello;
}

std::string toPayload(const RenderRequest& request) {
  return PayloadWriter()
      .unsignedLe(static_cast<std::uint64_t>(request.sampleRateHz), 4)
      .unsignedLe(static_cast<std::uint64_t>(request.format), 1)
      .number(request.loudnessLufs)
      .text(request.midi)
      .take();
}

Result<RenderRequest> parseRenderRequest(std::string_view payload) {
  constexpr std::array<std::uint64_t, 4> kRates{22050, 32000, 44100, 48000};
  PayloadReader in(payload);
  const auto rate = in.unsignedLe(4);
  const auto format = in.unsignedLe(1);
  const double loudness = in.number();
  const auto midi = in.text();
  if (!in.isWhole()) return badFrame("a render request it can't read", in.offset());
  if (std::find(kRates.begin(), kRates.end(), rate) == kRates.end()) {
    return fail(ErrorCode::InvalidArgument, "the sample rate must be 22050, 32000, 44100 or 48000 Hz");
  }
  if (format < 1 || format > 3) return fail(ErrorCode::InvalidArgument, "the sound format must be wav, ogg or float");
  if (loudness < -40 || loudness > -9) {
    return fail(ErrorCode::InvalidArgument, "the loudness must be from -40 to -9 LUFS");
  }
  if (midi.size() > kMaxMidiRequestBytes) {
    return fail(ErrorCode::TooLarge, "the MIDI data is larger than 4 MB; render a shorter song");
  }
  return RenderRequest{static_cast<int>(rate), static_cast<AudioFormat>(format), loudness, std::string(midi)};
}

std::string toPayload(const RenderReport& report) {
  return PayloadWriter()
      .unsignedLe(report.resultBytes, 8)
      .number(report.musicSeconds)
      .number(report.totalSeconds)
      .number(report.loudnessLufs)
      .number(report.truePeakDb)
      .number(report.limitedDb)
      .take();
}

Result<RenderReport> parseRenderReport(std::string_view payload) {
  PayloadReader in(payload);
  RenderReport report;
  report.resultBytes = in.unsignedLe(8);
  for (double* field :
       {&report.musicSeconds, &report.totalSeconds, &report.loudnessLufs, &report.truePeakDb, &report.limitedDb}) {
    *field = in.number();
  }
  if (!in.isWhole()) return badFrame("a render report it can't read", in.offset());
  return report;
}

std::string toPayload(const Error& error) {
  return PayloadWriter().unsignedLe(static_cast<std::uint64_t>(error.code), 1).text(error.message).take();
}

Result<Error> parseFailure(std::string_view payload) {
  PayloadReader in(payload);
  const auto code = in.unsignedLe(1);
  const auto message = in.text();
  if (!in.isWhole() || code > static_cast<std::uint64_t>(ErrorCode::Internal)) {
    return badFrame("a failure it can't read", in.offset());
  }
  return Error{static_cast<ErrorCode>(code), onePrintableLine(message)};
}

}  // namespace amuse::media
