#include <charconv>
#include <memory>

#include <fmt/format.h>

#include "app/transcribe.h"
#include "app/transcribed_song.h"
#include "base/text.h"
#include "media/protocol.h"
#include "server/internal/job_answers.h"
#include "server/multipart.h"
#include "song/song_json.h"
#include "transcribe/adapt.h"
#include "wire/answers.h"
#include "wire/transcription_json.h"

/// Recordings: heard, and made into songs.
namespace amuse::server {
namespace {

Result<double> numberOf(const FormPart& part, double low, double high) {
  double value = 0;
  const auto text = trim(part.bytes);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size() && value >= low && value <= high) return value;
  return fail(ErrorCode::InvalidArgument, fmt::format("{}: use a number from {} to {}", part.name, low, high));
}

Result<int> wholeNumberOf(const FormPart& part, int low, int high) {
  const auto value = numberOf(part, low, high);
  if (!value) return tl::unexpected(value.error());
  if (*value != static_cast<int>(*value))
    return fail(ErrorCode::InvalidArgument, fmt::format("{}: use a whole number", part.name));
  return static_cast<int>(*value);
}

/// Puts a number where it belongs, or tells what is wrong with it.
template <typename Target, typename Value>
Result<void> put(Target& target, Result<Value> value) {
  if (!value) return tl::unexpected(value.error());
  target = *value;
  return {};
}

Result<void> takeSound(app::TranscribeInput& input, std::string name, std::string bytes) {
  if (!input.bytes.empty()) return fail(ErrorCode::InvalidArgument, "one recording at a time: audio or audioRef, once");
  if (bytes.empty()) return fail(ErrorCode::InvalidArgument, "audio: the file is empty");
  input.name = cleanName(name.empty() ? "recording" : std::move(name));
  input.bytes = std::move(bytes);
  return {};
}

Result<void> takeKept(Services& services, app::TranscribeInput& input, std::string_view reference) {
  auto kept = readKept(services.store, trim(reference));
  if (!kept) return tl::unexpected(kept.error());
  return takeSound(input, std::move(kept->info.name), std::move(kept->bytes));
}

Result<void> takeKey(app::TranscribeInput& input, std::string_view text) {
  const auto key = theory::parseKey(text.substr(0, 64));
  if (!key) return fail(ErrorCode::InvalidArgument, "key: " + key.error().message);
  input.options.key = theory::Key{key->tonic, key->mode};
  return {};
}

Result<void> takeField(Services& services, app::TranscribeInput& input, const FormPart& part) {
  constexpr double kLatest = 36'000 + transcribe::kMaxTranscribeSeconds;
  auto& options = input.options;
  if (part.name == "audio") return takeSound(input, part.fileName, std::string(part.bytes));
  if (part.name == "audioRef") return takeKept(services, input, part.bytes);
  if (part.name == "from") return put(input.span.from, numberOf(part, 0, 36'000));
  if (part.name == "until") return put(input.span.until, numberOf(part, 0, kLatest));
  if (part.name == "key") return takeKey(input, part.bytes);
  if (part.name == "beatsPerBar") return put(options.beatsPerBar, wholeNumberOf(part, 2, 7));
  if (part.name == "downbeatShift") return put(options.downbeatShift, wholeNumberOf(part, -6, 6));
  if (part.name == "tempoOctave") return put(options.tempoOctave, wholeNumberOf(part, -1, 1));
  if (part.name == "alternatives")
    return put(options.alternatives, wholeNumberOf(part, 0, transcribe::kMaxAlternatives));
  return fail(ErrorCode::InvalidArgument, fmt::format("the form has a field '{}' that is not known here", part.name));
}

Result<app::TranscribeInput> inputOf(Services& services, const Request& request) {
  const auto parts = parseMultipart(request.header("content-type"), request.body);
  if (!parts) return tl::unexpected(parts.error());
  app::TranscribeInput input;
  for (const auto& part : *parts)
    if (auto taken = takeField(services, input, part); !taken) return tl::unexpected(taken.error());
  if (input.bytes.empty()) return fail(ErrorCode::InvalidArgument, "there is no recording: send audio or audioRef");
  const auto& span = input.span;
  if (span.until && !(*span.until > span.from && *span.until - span.from <= transcribe::kMaxTranscribeSeconds))
    return fail(ErrorCode::InvalidArgument, "until must come after from, at most 15 minutes later");
  return input;
}

Response hearRecording(Services& services, const Request& request) {
  auto input = inputOf(services, request);
  if (!input) return problemAnswer(request, input.error());
  if (!wantsEvents(request)) {
    const auto heard = app::transcribeFile(services.senses, *input, {}, request.gone);
    return heard ? jsonAnswer(wire::toJson(*heard)) : problemAnswer(request, heard.error());
  }
  const auto shared = std::make_shared<const app::TranscribeInput>(*std::move(input));
  return startJob(services, request, services.media, [&services, shared](const auto& stop, const EmitEvent& emit) {
    // Fifty events at most: progress is for eyes.
    double told = -1;
    const auto tell = [&](double share) {
      if (share < told + 0.02) return;
      told = share;
      emit("progress", wire::progressEvent(share));
    };
    return app::transcribeFile(services.senses, *shared, tell, stop).map([](const auto& heard) {
      return wire::toJson(heard);
    });
  });
}

Response transcribedSong(Services&, const Request& request) {
  auto wanted = wire::parseTranscribedSongRequest(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  auto heard = app::adapted(std::move(wanted->heard), wanted->wishes);
  if (!heard) return problemAnswer(request, heard.error());
  if (wanted->from || wanted->until)
    heard = transcribe::between(*heard, wanted->from.value_or(0), wanted->until.value_or(1e9));
  return jsonAnswer(wire::importedJson(song::toJson(app::toSong(*heard, wanted->title, wanted->source)), {}));
}

}  // namespace

std::vector<HandlerRow> transcribeHandlers() {
  return {{"transcribe", hearRecording}, {"transcribedSong", transcribedSong}};
}

}  // namespace amuse::server
