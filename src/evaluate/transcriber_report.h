#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
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

/// What was promised with about the same probability.
struct SureStep {
  double seconds = 0;
  double promised = 0;  ///< Seconds weighed by the probability.
  double right = 0;     ///< Seconds in which it was the given chord: root and kind as the transcriber tells them apart.
};
/// How far what is promised lies from what comes true, over all steps by their seconds, 0..1 (the expected calibration
/// error). Source: Naeini, Cooper and Hauskrecht, AAAI 2015, p. 2901.
[[nodiscard]] double calibrationError(std::span<const SureStep> steps);

struct TranscriberReport {
  std::vector<TranscribedPiece> pieces;
  /// Seconds by given and found kind of chord, for kKindNames; roots must agree, else the last column.
  std::vector<std::vector<double>> kinds;
  std::array<double, 12> rootsOff{};  ///< Seconds by how far the found root lies above the given one, chords only.
  std::array<SureStep, 10> byConfidence{};    ///< Chords, in ten steps of their confidence.
  std::array<SureStep, 10> byAlternativeP{};  ///< Alternatives, in ten steps of their probability.

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
