#pragma once

#include <string_view>
#include <vector>

#include "app/plan.h"
#include "base/result.h"
#include "transcribe/transcription.h"

/// A recording as part of a question for chords.
namespace amuse::app {

/// What is made of a recording's chords.
enum class RecordingUse {
  Continue,     ///< New bars go on after its last eight.
  Answer,       ///< Its first bars are asked, and answered by as many that echo them and come to rest.
  Reharmonise,  ///< Other chords for its first bars; about half of them stay.
  Style         ///< Only how it is harmonised: key, mode, metre, how rich its chords are and how often they change.
};
/// "continue", "answer", "reharmonise", "style". Errors: InvalidArgument, listing the four.
[[nodiscard]] Result<RecordingUse> parseRecordingUse(std::string_view text);

/// Puts what was heard into a question: key, mode and metre are the recording's where they are not named, and by the
/// use its chords become the context, or what is stayed near to. A context that was given stands for itself.
/// Errors: InvalidArgument (no chords were heard; Continue and Answer beside a context).
[[nodiscard]] Result<void> askAbout(SuggestInput& input, const transcribe::Transcription& heard, RecordingUse use);

}  // namespace amuse::app
