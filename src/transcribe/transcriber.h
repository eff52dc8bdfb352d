#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "base/audio_buffer.h"
#include "base/result.h"
#include "transcribe/ear_net.h"
#include "transcribe/harmony.h"
#include "transcribe/transcription.h"

/// A recording in, what it plays out.
namespace amuse::transcribe {

/// Immutable after opening; may be used from several threads.
class Transcriber final {
 public:
  /// Reads models/transcriber.bin, under 1 MB, and asks models/prior-open.ngram which chord follows which; some 30 ms.
  /// @param home  The folder that holds models/ and data/. Errors: Unavailable, Parse (a damaged file).
  [[nodiscard]] static Result<Transcriber> open(const std::filesystem::path& home);

  /// Tuning, beats with bars, keys, chords with alternatives, sections; silence, noise and speech give no chord or
  /// little confidence.
  /// @param audio     Mono at kTranscribeRateHz, at most kMaxTranscribeSeconds; an empty one gives an empty result.
  /// @param progress  Told the share done, 0..1, rising. @param stop  Looked at once a few seconds of sound.
  /// Errors: InvalidArgument (another rate, options out of range), TooLarge, Cancelled.
  [[nodiscard]] Result<Transcription> transcribe(const MonoAudio& audio, const TranscribeOptions& options = {},
                                                 const std::function<void(double)>& progress = {},
                                                 const std::stop_token& stop = {}) const;

 private:
  Transcriber(EarNet ears, Harmony harmony) : ears_(std::move(ears)), harmony_(std::move(harmony)) {}
  EarNet ears_;
  Harmony harmony_;
};

}  // namespace amuse::transcribe
