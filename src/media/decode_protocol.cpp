#include "media/decode_protocol.h"

#include <algorithm>
#include <array>

#include "media/internal/payload.h"

namespace amuse::media {
namespace {

constexpr std::array<std::uint64_t, 4> kDecodeRates{16000, 22050, 32000, 44100};

}  // namespace

std::string toPayload(const DecodeAudioRequest& request) {
  return PayloadWriter()
      .unsignedLe(static_cast<std::uint64_t>(request.sampleRateHz), 4)
      .number(request.maxSeconds)
      .number(request.startSeconds)
      .take();
}

Result<DecodeAudioRequest> parseDecodeAudioRequest(std::string_view payload) {
  PayloadReader in(payload);
  const auto rate = in.unsignedLe(4);
  const double maxSeconds = in.number(), startSeconds = in.number();
  if (!in.isWhole()) return badFrame("a decoding request it can't read", in.offset());
  if (std::find(kDecodeRates.begin(), kDecodeRates.end(), rate) == kDecodeRates.end())
    return fail(ErrorCode::InvalidArgument, "the sample rate must be 16000, 22050, 32000 or 44100 Hz");
  if (!(maxSeconds > 0) || maxSeconds > kMaxDecodeSeconds)
    return fail(ErrorCode::InvalidArgument, "the seconds to decode must be above 0 and at most 1200");
  if (!(startSeconds >= 0) || startSeconds > kMaxDecodeStart)
    return fail(ErrorCode::InvalidArgument, "decoding must begin within the first ten hours");
  return DecodeAudioRequest{static_cast<int>(rate), maxSeconds, startSeconds};
}

std::string toPayload(const DecodeAudioReport& report) {
  const unsigned flags = (report.isCut ? 1u : 0u) | (report.isDamaged ? 2u : 0u);
  return PayloadWriter()
      .unsignedLe(report.samples, 8)
      .number(report.fileSeconds)
      .unsignedLe(static_cast<std::uint64_t>(report.channels), 2)
      .unsignedLe(flags, 1)
      .text(report.container)
      .text(report.codec)
      .take();
}

Result<DecodeAudioReport> parseDecodeAudioReport(std::string_view payload) {
  PayloadReader in(payload);
  DecodeAudioReport report;
  report.samples = in.unsignedLe(8);
  report.fileSeconds = in.number();
  report.channels = static_cast<int>(in.unsignedLe(2));
  const auto flags = in.unsignedLe(1);
  report.isCut = (flags & 1) != 0;
  report.isDamaged = (flags & 2) != 0;
  report.container = std::string(in.text());
  report.codec = std::string(in.text());
  if (!in.isWhole() || flags > 3) return badFrame("a decoding report it can't read", in.offset());
  return report;
}

}  // namespace amuse::media
