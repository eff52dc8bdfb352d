#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/transcribe.h"
#include "app/transcribed_song.h"
#include "base/result.h"
#include "transcribe/transcription.h"

/// Transcriptions as JSON: what `amuse transcribe --format json` prints and the server answers and takes back.
namespace amuse::wire {

inline constexpr std::size_t kMaxTranscriptionBytes = 8u << 20;

/// {"durationSeconds","tuningCents","meter","tempoBpm","beats":[{"timeSeconds","beatInBar"}],
/// "keys":[{"start","end","key","confidence"}],"chords":[{"start","end","chord","confidence",
/// "alternatives":[{"chord","p"}]}],"sections":[{"start","end","label"}]}, on one line. Seconds have three decimals, no
/// chord is "N.C.", a key is as parseKey reads it; the chroma is left out.
[[nodiscard]] std::string toJson(const transcribe::Transcription& heard);
/// {"share":0.25}: how far a transcription has come.
[[nodiscard]] std::string progressEvent(double share);

/// The inverse, but for the decimals: a transcription that somebody may have corrected. It is as a recogniser's would
/// be: times rise, spans do not overlap, gaps between chords are no chord, equal neighbours are one.
/// Errors: TooLarge, Parse (with the path), InvalidArgument.
[[nodiscard]] Result<transcribe::Transcription> parseTranscription(std::string_view json);

/// A transcription that is to become a song.
struct TranscribedSongRequest {
  transcribe::Transcription heard;
  app::Adaptation wishes;
  std::optional<double> from, until;  ///< Seconds; nothing: from the beginning, to the end.
  std::string title, source;
};
[[nodiscard]] Result<TranscribedSongRequest> parseTranscribedSongRequest(std::string_view json);

}  // namespace amuse::wire
