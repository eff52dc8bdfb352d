#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "transcribe/ear_weights.h"
#include "transcribe/heard.h"

/// The trained ears: nets that hear chords in pitches and beats in bands. docs/transcriber.md has their shape.
namespace amuse::transcribe {

/// Immutable after making; may be used from several threads.
class EarNet final {
 public:
  explicit EarNet(const EarWeights& weights);
  /// Errors: Unavailable (no such file), TooLarge, Parse.
  [[nodiscard]] static Result<EarNet> open(const std::filesystem::path& file);

  /// ln P of chords and basses, frame by frame. @param pitches  kPitchBins a frame, as findLogSpectrum gives them.
  /// @param progress  Told the share done, 0..1. Errors: Cancelled. Cost: some 1.1 million products a frame.
  [[nodiscard]] Result<HeardChords> hearChords(const audio::FrameMatrix& pitches,
                                               const std::function<void(double)>& progress = {},
                                               const std::stop_token& stop = {}) const;
  /// Chances of beats and downbeats. @param bands  kBeatBands a frame, as findBeatFeatures gives them.
  [[nodiscard]] HeardBeats hearBeats(const audio::FrameMatrix& bands) const;

 private:
  EarWeights weights_;  ///< Matrices packed in panels for lm::netKernels().
};

}  // namespace amuse::transcribe
