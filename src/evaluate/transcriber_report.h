#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "evaluate/transcriber_measures.h"
#include "transcribe/transcription.h"

/// How well recordings are heard, measured against what a person wrote down.
namespace amuse::evaluate {

/// What was written down about a recording.
struct GivenTranscription {
  std::vector<LabSpan> chords;
  std::vector<GivenBeat> beats;  ///< Empty: not known.
  std::optional<theory::Key> key = std::nullopt;
};

/// One recording's measures.
struct TranscribedPiece {
  std::string name;
  std::array<Recall, kChordVocabularies.size()> recall{};  ///< Parallel to kChordVocabularies.
  Segmentation segmentation;
  std::optional<double> beatF, downbeatF, keyScore;
  double seconds = 0;      ///< Of the recording.
  double workSeconds = 0;  ///< What hearing it took; 0: not measured.
};
/// @param workSeconds  Put into the piece as it is.
[[nodiscard]] TranscribedPiece judgePiece(std::string name, const GivenTranscription& given,
                                          const transcribe::Transcription& heard, double workSeconds = 0);

struct TranscriberReport {
  std::vector<TranscribedPiece> pieces;
  /// Seconds by given and found kind of chord, for kKindNames; roots must agree, else the last column.
  std::vector<std::vector<double>> kinds;
  std::array<double, 12> rootsOff{};  ///< Seconds by how far the found root lies above the given one, chords only.
  /// Majmin rightness by confidence in ten steps: seconds that agree, of the seconds that count.
  std::array<Recall, 10> byConfidence{};

  [[nodiscard]] Recall recall(ChordVocabulary vocabulary) const;  ///< Over all pieces, weighed by their seconds.
};
/// maj, min, 7, ..., N, "other root".
[[nodiscard]] const std::vector<std::string>& chordKindNames();
/// Adds a piece.
void addPiece(TranscriberReport& report, std::string name, const GivenTranscription& given,
              const transcribe::Transcription& heard, double workSeconds = 0);

/// Transcribes every sound file of a folder that has a .lab beside it (and reads .beats and .key where there are any).
/// Errors: NotFound (no folder, or nothing in it to hear), Parse (naming the file), what decoding and transcribing say.
[[nodiscard]] Result<TranscriberReport> evaluateTranscriber(const std::filesystem::path& home,
                                                            const std::filesystem::path& folder);

/// @param perPiece  With one line a recording as well, the worst first.
[[nodiscard]] std::string toText(const TranscriberReport& report, bool perPiece = false);
/// Pictures by file name: kinds of chords, confidence, roots.
[[nodiscard]] std::map<std::string, std::string> plotsOf(const TranscriberReport& report);

}  // namespace amuse::evaluate
