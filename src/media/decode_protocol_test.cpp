#include "media/decode_protocol.h"

#include <doctest/doctest.h>

#include <limits>

namespace amuse::media {
namespace {

TEST_CASE("decoding requests and reports survive the pipe") {
  const DecodeAudioRequest request{32000, 12.5, 3600};
  CHECK(parseDecodeAudioRequest(toPayload(request)) == request);
  const DecodeAudioReport report{12345, 60.25, 2, true, true, "ogg", "vorbis"};
  CHECK(parseDecodeAudioReport(toPayload(report)) == report);
}

TEST_CASE("decoding requests out of range are refused, cut ones can't be read") {
  CHECK(parseDecodeAudioRequest(toPayload(DecodeAudioRequest{8, 10})).error().code == ErrorCode::InvalidArgument);
  for (const double seconds : {0.0, -1.0, 1e9})
    CHECK(parseDecodeAudioRequest(toPayload(DecodeAudioRequest{22050, seconds})).error().code ==
          ErrorCode::InvalidArgument);
  const double endless = std::numeric_limits<double>::infinity();
  CHECK(parseDecodeAudioRequest(toPayload(DecodeAudioRequest{22050, endless})).error().code == ErrorCode::Parse);
  const std::string whole = toPayload(DecodeAudioReport{1, 2, 1, false, false, "wav", "pcm_s16le"});
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_FALSE(parseDecodeAudioReport(whole.substr(0, size)).has_value());
}

}  // namespace
}  // namespace amuse::media
