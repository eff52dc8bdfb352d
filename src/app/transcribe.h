#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "app/senses.h"
#include "base/result.h"
#include "transcribe/transcription.h"

/// A sound file to what it plays.
namespace amuse::app {

/// Seconds of a file, from one to another.
struct TimeSpan {
  double from = 0;
  std::optional<double> until = std::nullopt;  ///< Nothing: to the end.
  bool operator==(const TimeSpan&) const = default;
};
/// "1:30-2:45", "90-", "1:02:00.5-1:05:00": hours, minutes and seconds, the end may be missing. At most fifteen minutes
/// within ten hours. Errors: Parse, InvalidArgument.
[[nodiscard]] Result<TimeSpan> parseTimeSpan(std::string_view text);
/// "1:30", "1:02:00": seconds as clocks show them, rounded down.
[[nodiscard]] std::string clockText(double seconds);

struct TranscribeInput {
  std::string name;   ///< The file's, for messages.
  std::string bytes;  ///< The whole file.
  TimeSpan span;
  transcribe::TranscribeOptions options;
};

/// Decodes a file and transcribes it; times are those of the file, also where only a stretch was listened to.
/// @param progress  Told the share done, 0..1, rising, from this thread.
/// @param stop      Looked at once a few seconds of sound.
/// Errors: those of decoding and transcribing, with the file's name; TooLarge where more than fifteen minutes remain
/// (the message names the span to give); Cancelled. Thread-safe. Cost: some 90 MB for fifteen minutes beside the file.
[[nodiscard]] Result<transcribe::Transcription> transcribeFile(Senses& senses, const TranscribeInput& input,
                                                               const std::function<void(double)>& progress = {},
                                                               const std::stop_token& stop = {});

}  // namespace amuse::app
