#include "evaluate/chordless_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/transcribe.h"
#include "base/files.h"
#include "media/protocol.h"

namespace amuse::evaluate {
namespace {

/// Every file below the folder, with the name of the folder it lies in.
std::vector<std::filesystem::path> filesIn(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error))
    if (entry.is_regular_file(error)) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::string lineOf(const ChordlessKind& kind) {
  const auto percent = [&](double part, double whole) { return whole > 0 ? 100 * part / whole : 0; };
  return fmt::format("{:<20} {:>6} {:>8.0f} {:>11} {:>10.1f} % {:>11.1f} % {:>14.2f}\n", kind.name, kind.clips,
                     kind.seconds, kind.clipsWithChord, percent(kind.chordSeconds, kind.seconds),
                     percent(kind.sureSeconds, kind.seconds),
                     kind.chordSeconds > 0 ? kind.promisedSeconds / kind.chordSeconds : 0.0);
}

}  // namespace

void addClip(ChordlessKind& kind, const transcribe::Transcription& heard) {
  ++kind.clips;
  kind.seconds += heard.durationSeconds;
  bool hasChord = false;
  for (const auto& chord : heard.chords) {
    if (!chord.chord) continue;
    const double seconds = chord.end - chord.start;
    hasChord = true;
    kind.chordSeconds += seconds;
    kind.promisedSeconds += seconds * chord.confidence;
    if (chord.confidence >= ChordlessKind::kSure) kind.sureSeconds += seconds;
  }
  if (hasChord) ++kind.clipsWithChord;
}

Result<std::vector<ChordlessKind>> evaluateChordless(const std::filesystem::path& home,
                                                     const std::filesystem::path& folder) {
  app::Senses senses(home);
  std::vector<ChordlessKind> kinds;
  for (const auto& file : filesIn(folder)) {
    auto bytes = readFile(file, media::kMaxInputBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto heard = app::transcribeFile(senses, {file.filename().string(), *std::move(bytes), {}, {}});
    const auto code = heard ? std::nullopt : std::optional(heard.error().code);
    if (code == ErrorCode::Unsupported || code == ErrorCode::Parse) continue;
    if (!heard) return tl::unexpected(heard.error());
    const auto name = file.parent_path().filename().string();
    if (kinds.empty() || kinds.back().name != name) kinds.push_back({name});
    addClip(kinds.back(), *heard);
  }
  if (kinds.empty()) return fail(ErrorCode::NotFound, fmt::format("there are no sound files in {}", folder.string()));
  return kinds;
}

std::string toText(const std::vector<ChordlessKind>& kinds) {
  std::string out = fmt::format("{:<20} {:>6} {:>8} {:>11} {:>12} {:>13} {:>14}\n", "sounds without chords", "clips",
                                "seconds", "with chords", "of the time", "half sure", "mean confidence");
  ChordlessKind all{"all"};
  for (const auto& kind : kinds) {
    out += lineOf(kind);
    all.clips += kind.clips, all.clipsWithChord += kind.clipsWithChord;
    all.seconds += kind.seconds, all.chordSeconds += kind.chordSeconds;
    all.sureSeconds += kind.sureSeconds, all.promisedSeconds += kind.promisedSeconds;
  }
  return out + lineOf(all);
}

}  // namespace amuse::evaluate
