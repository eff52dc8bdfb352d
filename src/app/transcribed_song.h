#pragma once

#include <string>
#include <vector>

#include "notation/lab.h"
#include "song/song.h"
#include "transcribe/transcription.h"

/// What was heard in a recording, as a song and as labels.
namespace amuse::app {

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
