#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "transcribe/transcription.h"

/// How surely chords are heard where there are none: noise, speech, one voice alone.
namespace amuse::evaluate {

/// One kind of sound.
struct ChordlessKind {
  std::string name;
  std::size_t clips = 0, clipsWithChord = 0;
  double seconds = 0;
  double chordSeconds = 0;     ///< In which any chord is heard.
  double sureSeconds = 0;      ///< In which one is heard with a confidence of at least kSure.
  double promisedSeconds = 0;  ///< Of chordSeconds, each second weighed by its chord's confidence.
  static constexpr double kSure = 0.5;
};
/// Adds one clip.
void addClip(ChordlessKind& kind, const transcribe::Transcription& heard);

/// Transcribes every file of every folder in `folder`, one kind a folder; the files of `folder` itself are one more.
/// Files that are no sound are left out. Errors: NotFound (no folder, or no sound in it), what transcribing says.
[[nodiscard]] Result<std::vector<ChordlessKind>> evaluateChordless(const std::filesystem::path& home,
                                                                   const std::filesystem::path& folder);
/// A table, one line a kind and one for all.
[[nodiscard]] std::string toText(const std::vector<ChordlessKind>& kinds);

}  // namespace amuse::evaluate
