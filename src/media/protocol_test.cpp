#include "media/protocol.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

namespace amuse::media {
namespace {

/// Every whole frame in the bytes, fed `piece` bytes at a time; stops at the first error.
Result<std::vector<Frame>> framesIn(std::string_view bytes, std::size_t piece) {
  FrameAssembler assembler;
  std::vector<Frame> frames;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    assembler.feed(bytes.substr(at, piece));
    while (true) {
      auto frame = assembler.next();
      if (!frame) return tl::unexpected(frame.error());
      if (!frame->has_value()) break;
      frames.push_back(std::move(**frame));
    }
  }
  return frames;
}

TEST_CASE("frames survive being cut anywhere") {
  const std::vector<Frame> frames{
      {FrameType::Hello, 0, ""}, {FrameType::Chunk, 7, std::string(1000, 'x')}, {FrameType::Done, 7, "end"}};
  std::string bytes;
  for (const auto& frame : frames) bytes += toBytes(frame);
  for (const std::size_t piece : {1, 3, 16, 17, 5000}) {
    CAPTURE(piece);
    const auto again = framesIn(bytes, piece);
    REQUIRE(again.has_value());
    CHECK(*again == frames);
  }
}

TEST_CASE("a frame that is not ours ends the conversation") {
  const std::string good = toBytes({FrameType::Done, 1, "x"});
  struct Row {
    std::size_t at;
    char value;
    ErrorCode code;
  };
  for (const auto& [at, value, code] :
       {Row{0, 'B', ErrorCode::Parse}, Row{4, kProtocolVersion + 1, ErrorCode::Parse}, Row{5, 0, ErrorCode::Parse},
        Row{5, 9, ErrorCode::Parse}, Row{6, 1, ErrorCode::Parse}, Row{15, 1, ErrorCode::TooLarge}}) {
    CAPTURE(at);
    std::string bytes = good;
    bytes[at] = value;
    FrameAssembler assembler;
    assembler.feed(bytes);
    const auto first = assembler.next();
    REQUIRE_FALSE(first.has_value());
    CHECK(first.error().code == code);
    assembler.feed(good);
    CHECK_FALSE(assembler.next().has_value());
  }
}

TEST_CASE("payloads come back as they were sent") {
  const Hello hello{true, false, "FluidR3_GM.sf2", ""};
  CHECK(parseHello(toPayload(hello)) == hello);
  const RenderRequest request{48000, AudioFormat::Ogg, -14.5, std::string("MThd\0\x01", 6)};
  CHECK(parseRenderRequest(toPayload(request)) == request);
  const RenderReport report{123456789012, 8, 10.25, -16.02, -1.1, 2.5};
  CHECK(parseRenderReport(toPayload(report)) == report);
  CHECK(parseFailure(toPayload(Error{ErrorCode::Timeout, "too late"})) == Error{ErrorCode::Timeout, "too late"});
}

TEST_CASE("payloads cut short or too long are refused") {
  const std::string whole = toPayload(RenderRequest{});
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_FALSE(parseRenderRequest(whole.substr(0, size)).has_value());
  CHECK_FALSE(parseRenderRequest(whole + "x").has_value());
  CHECK_FALSE(parseHello("").has_value());
  CHECK_FALSE(parseFailure(std::string("\x63\0\0\0\0", 5)).has_value());
}

TEST_CASE("render requests out of range are refused") {
  CHECK(parseRenderRequest(toPayload(RenderRequest{44101})).error().code == ErrorCode::InvalidArgument);
  CHECK(parseRenderRequest(toPayload(RenderRequest{44100, AudioFormat{4}})).error().code == ErrorCode::InvalidArgument);
  CHECK(parseRenderRequest(toPayload(RenderRequest{44100, AudioFormat::Wav, 0})).error().code ==
        ErrorCode::InvalidArgument);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(parseRenderRequest(toPayload(RenderRequest{44100, AudioFormat::Wav, nan})).error().code == ErrorCode::Parse);
  const RenderRequest large{44100, AudioFormat::Wav, -16, std::string(kMaxMidiRequestBytes + 1, 'x')};
  CHECK(parseRenderRequest(toPayload(large)).error().code == ErrorCode::TooLarge);
}

TEST_CASE("messages from the process are one printable line") {
  const auto failure = parseFailure(toPayload(Error{ErrorCode::Parse, "a\nb\x1b[31m" + std::string(1000, 'x')}));
  REQUIRE(failure.has_value());
  CHECK(failure->message.size() == 500);
  CHECK(failure->message.substr(0, 8) == "a b [31m");
}

}  // namespace
}  // namespace amuse::media
