#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "notation/lab.h"
#include "song/song.h"
#include "transcribe/adapt.h"
#include "transcribe/transcription.h"

/// What was heard in a recording, as a song and as labels.
namespace amuse::app {

/// In which key and how plainly somebody wants what was heard.
struct Adaptation {
  /// Where the main key is moved to; without a mode the recording's own. Between major and minor so that the scales
  /// meet (transcribe::semitonesBetween).
  std::optional<theory::KeyText> transposeTo = std::nullopt;
  transcribe::ChordDetail detail = transcribe::ChordDetail::Full;
};
/// Errors: InvalidArgument (it is to be transposed, but no key was heard).
[[nodiscard]] Result<transcribe::Transcription> adapted(transcribe::Transcription heard, const Adaptation& wishes);

/// A song of the chords: on half beats of the beats heard, in bars from the first chord to the last; a part for each
/// section, each chord with the seconds it comes from. An upbeat of less than half a bar becomes a pickup. The tempo is
/// one where every bar keeps within 4 % of it, else it follows the bars. Stretches without chord between the first and
/// the last are N.C. Without beats the tempo is estimated from the chords (notation::readLab).
/// @param title   The song's, cut to what a title may be.
/// @param source  Where the chords come from, for their origin: a file's name, "media:ID".
/// The song passes song::validate(). It has one empty bar where no chord was heard.
[[nodiscard]] song::Song toSong(const transcribe::Transcription& heard, std::string_view title,
                                std::string_view source);

/// The chords as labels in the recording's own seconds.
[[nodiscard]] std::vector<notation::LabSpan> toLabSpans(const transcribe::Transcription& heard);

}  // namespace amuse::app
