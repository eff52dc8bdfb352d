#include "song/song.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace amuse::song {

Result<Meter> parseMeter(std::string_view text) {
  const char* const end = text.data() + text.size();
  Meter meter;
  const auto [slash, beatsError] = std::from_chars(text.data(), end, meter.beats);
  const std::size_t slashOffset = static_cast<std::size_t>(slash - text.data());
  if (beatsError == std::errc::invalid_argument || slash == end || *slash != '/') {
    return fail(ErrorCode::Parse, "a metre is beats over note value, such as 4/4 or 6/8", slashOffset);
  }
  const auto [stop, unitError] = std::from_chars(slash + 1, end, meter.unit);
  if (unitError == std::errc::invalid_argument || stop != end) {
    return fail(ErrorCode::Parse, "a metre is beats over note value, such as 4/4 or 6/8",
                static_cast<std::size_t>(stop - text.data()));
  }
  if (beatsError != std::errc{} || meter.beats < 1 || meter.beats > 32) {
    return fail(ErrorCode::InvalidArgument, "a metre has 1 to 32 beats", 0);
  }
  if (unitError != std::errc{} || (meter.unit != 2 && meter.unit != 4 && meter.unit != 8 && meter.unit != 16)) {
    return fail(ErrorCode::InvalidArgument, "a metre's beat is a note value of 2, 4, 8 or 16", slashOffset + 1);
  }
  return meter;
}

std::string toText(const Meter& meter) { return fmt::format("{}/{}", meter.beats, meter.unit); }

namespace {

constexpr std::array<std::string_view, kTrackKinds> kTrackNames{"keys", "guitar", "bass", "drums", "melody", "pad"};
constexpr std::array<std::string_view, 3> kVerdictNames{"shown", "kept", "refused"};

template <typename Value, std::size_t N>
Result<Value> parseName(std::string_view text, const std::array<std::string_view, N>& names, const char* problem) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return fail(ErrorCode::InvalidArgument, problem);
  return static_cast<Value>(found - names.begin());
}

}  // namespace

std::string_view toText(TrackKind kind) noexcept { return kTrackNames[static_cast<std::size_t>(kind)]; }
Result<TrackKind> parseTrackKind(std::string_view text) {
  return parseName<TrackKind>(text, kTrackNames, "a track is keys, guitar, bass, drums, melody or pad");
}
std::string_view toText(Verdict verdict) noexcept { return kVerdictNames[static_cast<std::size_t>(verdict)]; }
Result<Verdict> parseVerdict(std::string_view text) {
  return parseName<Verdict>(text, kVerdictNames, "a verdict is shown, kept or refused");
}

}  // namespace amuse::song
