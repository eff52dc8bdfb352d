#include "app/transcribe.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "media/decode_protocol.h"
#include "transcribe/adapt.h"
#include "transcribe/transcriber.h"

namespace amuse::app {
namespace {

constexpr double kDecodingShare = 0.2;  ///< Of the time that decoding and listening take together.
/// What a file may say less of its own length than it has, and the like: not worth refusing it.
constexpr double kSlackSeconds = 0.5;

std::optional<double> readClock(std::string_view text) {
  double seconds = 0;
  const auto fields = split(text, ':');
  if (fields.size() > 3) return std::nullopt;
  for (const auto field : fields) {
    double value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size() || !(value >= 0 && value < 1e6)) return std::nullopt;
    if (fields.size() > 1 && field.data() != fields[0].data() && value >= 60) return std::nullopt;
    seconds = seconds * 60 + value;
  }
  return seconds;
}

Error inFile(const TranscribeInput& input, Error error) {
  if (!input.name.empty()) error.message = fmt::format("{}: {}", input.name, error.message);
  return error;
}

/// What fits into one call, beginning where it was wished.
tl::unexpected<Error> tooLong(const TimeSpan& span, double fileSeconds) {
  const std::string length = fileSeconds > 0 ? clockText(fileSeconds) : "over 15 minutes";
  return fail(ErrorCode::TooLarge,
              fmt::format("the recording is {} long; at most 15 minutes are heard at once: --span {}-{}", length,
                          clockText(span.from), clockText(span.from + transcribe::kMaxTranscribeSeconds)));
}

Result<MonoAudio> decoded(Senses& senses, const TranscribeInput& input, const std::stop_token& stop) {
  const auto& span = input.span;
  auto media = senses.media();
  if (!media) return tl::unexpected(media.error());
  media::DecodeOptions options;
  options.sampleRateHz = transcribe::kTranscribeRateHz;
  options.startSeconds = span.from;
  options.maxSeconds = span.until ? *span.until - span.from : transcribe::kMaxTranscribeSeconds + kSlackSeconds;
  options.timeoutSeconds = 120;
  auto sound = (*media)->decodeAudio(input.bytes, options, stop);
  if (!sound) return tl::unexpected(sound.error());
  if (!span.until && sound->report.isCut) return tooLong(span, sound->report.fileSeconds);
  const auto most = toFrames(transcribe::kMaxTranscribeSeconds, transcribe::kTranscribeRateHz);
  if (sound->audio.samples.size() > most) sound->audio.samples.resize(most);
  return std::move(sound->audio);
}

}  // namespace

Result<TimeSpan> parseTimeSpan(std::string_view text) {
  const auto dash = text.find('-');
  const auto from = readClock(trim(text.substr(0, dash)));
  const bool isOpen = dash == std::string_view::npos || trim(text.substr(dash + 1)).empty();
  const auto until = isOpen ? std::nullopt : readClock(trim(text.substr(dash + 1)));
  if (!from || (!isOpen && !until)) return fail(ErrorCode::Parse, "name a stretch as 1:30-2:45 or 90-165");
  if (*from > media::kMaxDecodeStart)
    return fail(ErrorCode::InvalidArgument, "a stretch must begin within the first ten hours");
  if (until && !(*until > *from && *until - *from <= transcribe::kMaxTranscribeSeconds))
    return fail(ErrorCode::InvalidArgument, "a stretch must end after it begins, at most 15 minutes later");
  return TimeSpan{*from, until};
}

std::string clockText(double seconds) {
  const auto whole = static_cast<long long>(std::max(0.0, seconds));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

Result<transcribe::Transcription> transcribeFile(Senses& senses, const TranscribeInput& input,
                                                 const std::function<void(double)>& progress,
                                                 const std::stop_token& stop) {
  const auto tell = [&](double share) {
    if (progress) progress(share);
  };
  tell(0);
  const auto transcriber = senses.transcriber();
  if (!transcriber) return tl::unexpected(transcriber.error());
  const auto audio = decoded(senses, input, stop);
  if (!audio) return tl::unexpected(inFile(input, audio.error()));
  tell(kDecodingShare);
  auto heard =
      (*transcriber)
          ->transcribe(
              *audio, input.options, [&](double share) { tell(kDecodingShare + (1 - kDecodingShare) * share); }, stop);
  if (!heard) return tl::unexpected(inFile(input, heard.error()));
  return transcribe::shifted(*std::move(heard), input.span.from);
}

}  // namespace amuse::app
