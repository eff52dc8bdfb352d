#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/audio_buffer.h"
#include "base/image.h"
#include "base/result.h"
#include "media/decode_protocol.h"
#include "media/image_protocol.h"
#include "media/protocol.h"

/// Amuse's side of the media process: a separate, sandboxed program (`amuse-media`) that decodes and renders sound, so
/// that `amuse` links none of the libraries for it and no hostile byte reaches them inside this process.
namespace amuse::media {

struct MediaOptions {
  std::filesystem::path program;    ///< Empty: `amuse-media` beside the running program.
  std::filesystem::path soundFont;  ///< Empty: $AMUSE_SOUNDFONT, else Debian's FluidR3_GM.sf2.
  double startTimeoutSeconds = 20;
};

struct RenderOptions {
  AudioFormat format = AudioFormat::Wav;
  int sampleRateHz = 44100;   ///< 22050, 32000, 44100 or 48000.
  double loudnessLufs = -16;  ///< -40..-9; integrated loudness, ITU-R BS.1770-4.
  double timeoutSeconds = 300;
};

struct DecodeOptions {
  int sampleRateHz = 22050;  ///< 16000, 22050, 32000 or 44100.
  double maxSeconds = 60;    ///< At most kMaxDecodeSeconds; the rest of a longer file is left.
  double timeoutSeconds = 30;
  double startSeconds = 0;  ///< At most kMaxDecodeStart; what lies before costs its decoding.
};

struct DecodedSound {
  MonoAudio audio;
  DecodeAudioReport report;
};

struct PictureOptions {
  int longestSide = 1024;  ///< 16..kMaxPictureSide; larger pictures are shrunk to it.
  double timeoutSeconds = 10;
};

struct DecodedPicture {
  Image image;  ///< Upright, sRGB, transparent parts on white.
  DecodeImageReport report;
};

struct RenderedAudio {
  std::string bytes;    ///< A whole file in the format asked for.
  RenderReport report;  ///< Measured on the finished sound.
};

/// Owns one media process: started on construction, killed on destruction, started again by the next request after it
/// died. Move-only; one request at a time (servers keep several clients). Uses posix_spawn, so it may be used from any
/// thread of a threaded program.
class MediaClient final {
 public:
  /// Starts the process and waits for its greeting (some 50 ms).
  /// Errors: Unavailable (no such program, it ended, it speaks another version), Timeout.
  [[nodiscard]] static Result<MediaClient> start(MediaOptions options = {});
  MediaClient(MediaClient&&) noexcept;
  MediaClient& operator=(MediaClient&&) noexcept;
  MediaClient(const MediaClient&) = delete;
  MediaClient& operator=(const MediaClient&) = delete;
  ~MediaClient();

  /// What the process said of itself when it started.
  [[nodiscard]] const Hello& hello() const noexcept;

  /// Plays a Standard MIDI File through the soundfont: stereo with room, its tail rung out, loudness as asked, true
  /// peak at most -1 dB. The same bytes and options give the same sound. At most 20 minutes of music.
  /// @param midi  At most 4 MB.
  /// @param stop  Looked at every 20 ms; a stopped request costs its process, which the next request starts again.
  /// Errors: InvalidArgument, TooLarge, Parse (MIDI that can't be read); Unavailable (no soundfont: the message names
  /// the package; or the process died); Timeout; Cancelled.
  [[nodiscard]] Result<RenderedAudio> renderMidi(std::string_view midi, const RenderOptions& options = {},
                                                 const std::stop_token& stop = {});
  /// The same as plain samples; `format` is ignored.
  [[nodiscard]] Result<StereoAudio> renderMidiToSamples(std::string_view midi, RenderOptions options = {},
                                                        const std::stop_token& stop = {});

  /// Decodes a sound file: WAV, AIFF, FLAC, Ogg, Opus, MP3, M4A, WebM ... All channels mixed to one.
  /// @param file  The whole file, at most kMaxInputBytes (300 MB: 15 minutes of 24 bits at 48 kHz).
  /// Errors: TooLarge, InvalidArgument (options; the file ends before startSeconds), Unsupported (no sound file, or an
  /// unknown kind), Parse (damaged throughout), Unavailable (the process died over it), Timeout, Cancelled.
  [[nodiscard]] Result<DecodedSound> decodeAudio(std::string_view file, const DecodeOptions& options = {},
                                                 const std::stop_token& stop = {});

  /// Decodes a picture: JPEG, PNG, WebP, GIF (its first frame), BMP, TIFF, HEIF, AVIF, SVG.
  /// @param file  The whole file, at most kMaxPictureBytes (64 MB) and kMaxPicturePixels (50 megapixels).
  /// Errors: as decodeAudio; TooLarge also for too many pixels.
  [[nodiscard]] Result<DecodedPicture> decodeImage(std::string_view file, const PictureOptions& options = {},
                                                   const std::stop_token& stop = {});

  /// Sends any frame and collects the answer's bytes; for the tests of the sandbox.
  [[nodiscard]] Result<std::string> request(const Frame& frame, double timeoutSeconds,
                                            const std::stop_token& stop = {});

 private:
  struct Process;
  struct Answer {
    std::string chunks, done;
  };
  explicit MediaClient(MediaOptions options) noexcept;
  [[nodiscard]] Result<void> ensureRunning();
  [[nodiscard]] Result<Answer> exchange(Frame frame, double timeoutSeconds, const std::stop_token& stop,
                                        std::string_view file = {});

  MediaOptions options_;
  Hello hello_;
  std::unique_ptr<Process> process_;
  std::uint32_t lastRequestId_ = 0;
};

}  // namespace amuse::media
