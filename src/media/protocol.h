#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

/// What Amuse and its media process say to each other: framed messages, versioned and bounded. docs/media.md has the
/// bytes. Both ends use this header; neither trusts the other's frames.
namespace amuse::media {

/// The most bytes of a file that Input frames may carry for one request.
inline constexpr std::size_t kMaxInputBytes = 300u << 20;
/// Raised whenever a frame changes its meaning; both ends refuse any other.
inline constexpr std::uint8_t kProtocolVersion = 2;
inline constexpr std::size_t kFrameHeaderBytes = 16;
inline constexpr std::size_t kMaxFramePayloadBytes = 8u << 20;
inline constexpr std::size_t kMaxMidiRequestBytes = 4u << 20;
/// The most sound one request may return: 20 minutes of 16-bit stereo at 48 kHz, with room for float samples of ten.
inline constexpr std::size_t kMaxResultBytes = 256u << 20;

enum class FrameType : std::uint8_t {
  Hello = 1,        ///< Process to client, once: what it can do and how it is confined.
  RenderMidi = 2,   ///< Client to process.
  Chunk = 3,        ///< Process to client: the next bytes of the result.
  Done = 4,         ///< Process to client: the result is whole.
  Failure = 5,      ///< Process to client: the request failed; the process lives on.
  Input = 6,        ///< Client to process: the next bytes of the file that the request of the same number is about.
  DecodeAudio = 7,  ///< Client to process: what to make of the bytes sent before (decode_protocol.h).
  DecodeImage = 8,  ///< Likewise, a picture (image_protocol.h).
  Probe = 100,      ///< Only understood by the test build of the process.
};

inline constexpr FrameType kLastFrameType = FrameType::DecodeImage;

struct Frame {
  FrameType type = FrameType::Hello;
  std::uint32_t requestId = 0;  ///< An answer carries its request's.
  std::string payload;
  bool operator==(const Frame&) const = default;
};

/// Header and payload as bytes. The payload is at most kMaxFramePayloadBytes.
[[nodiscard]] std::string toBytes(const Frame& frame);

/// Cuts a stream of bytes into frames. After an error it stays failed: the stream can't be trusted any more.
class FrameAssembler final {
 public:
  /// Takes any number of bytes in.
  void feed(std::string_view bytes);
  /// The next whole frame; nothing when more bytes are needed. Errors: Parse (wrong magic, version, type or reserved
  /// bits), TooLarge.
  [[nodiscard]] Result<std::optional<Frame>> next();
  /// True when some bytes of a frame are waiting for the rest.
  [[nodiscard]] bool isMidFrame() const noexcept { return start_ < buffer_.size(); }

 private:
  std::string buffer_;
  std::size_t start_ = 0;
  std::optional<Error> error_;
};

/// First words of the process.
struct Hello {
  bool filesAndSocketsBarred = false;  ///< The seccomp filter is on.
  bool resourcesLimited = false;       ///< The rlimits are on.
  std::string soundFont;               ///< File name of the opened soundfont, or empty.
  std::string problem;                 ///< Why there is no soundfont, in one line that names what to install.
  bool operator==(const Hello&) const = default;
};
[[nodiscard]] std::string toPayload(const Hello& hello);
[[nodiscard]] Result<Hello> parseHello(std::string_view payload);

enum class AudioFormat : std::uint8_t {
  Wav = 1,    ///< RIFF WAVE, 16-bit PCM, stereo.
  Ogg = 2,    ///< Ogg Vorbis, stereo.
  Float = 3,  ///< Interleaved 32-bit little-endian floats, stereo, without a header.
};

/// Play these MIDI bytes.
struct RenderRequest {
  int sampleRateHz = 44100;  ///< 22050, 32000, 44100 or 48000.
  AudioFormat format = AudioFormat::Wav;
  double loudnessLufs = -16;  ///< -40..-9.
  std::string midi = {};      ///< At most kMaxMidiRequestBytes.
  bool operator==(const RenderRequest&) const = default;
};
[[nodiscard]] std::string toPayload(const RenderRequest& request);
/// Errors: Parse, InvalidArgument (out of the ranges above), TooLarge.
[[nodiscard]] Result<RenderRequest> parseRenderRequest(std::string_view payload);

/// What was rendered; closes the chunks.
struct RenderReport {
  std::uint64_t resultBytes = 0;  ///< The chunks' total.
  double musicSeconds = 0;        ///< To the end of the MIDI file, without the tail.
  double totalSeconds = 0;        ///< With the tail.
  double loudnessLufs = -70;      ///< Integrated, measured on the finished sound; -70 for silence.
  double truePeakDb = -100;       ///< Measured on the finished sound, dB above full scale.
  double limitedDb = 0;           ///< The most the limiter took off.
  bool operator==(const RenderReport&) const = default;
};
[[nodiscard]] std::string toPayload(const RenderReport& report);
[[nodiscard]] Result<RenderReport> parseRenderReport(std::string_view payload);

/// An Error as a frame's payload; the offset is not carried.
[[nodiscard]] std::string toPayload(const Error& error);
/// Reads a failure. The message is cut to one line of at most 500 bytes of printable text, whoever sent it.
[[nodiscard]] Result<Error> parseFailure(std::string_view payload);

}  // namespace amuse::media
