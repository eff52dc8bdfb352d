#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/audio_buffer.h"
#include "piece.h"

/// Renders kept as features: what a net of chords and beats is trained on.
namespace amuse::train {

/// One stretch of one song, as the recogniser sees it, with what is right.
struct RenderedCut {
  std::size_t frames = 0, beatFrames = 0;
  std::vector<std::uint8_t> pitches;  ///< frames * kPitchBins, 255 is 1.
  std::vector<std::uint8_t> bands;    ///< beatFrames * kBeatBands, 255 is 1.
  std::vector<std::int16_t> chords;   ///< A chord's index a frame; -1 where nobody says.
  std::vector<std::int8_t> basses;    ///< 0..11, 12 for none, -1 where nobody says; a frame.
  std::vector<std::uint8_t> beats;    ///< 0 nothing, 1 beat, 2 downbeat; a beat frame.
};

/// What the recogniser would be given, with the labels of the piece that was played.
[[nodiscard]] RenderedCut toCut(const Piece& piece, const MonoAudio& audio);

void write(const RenderedCut& cut, const std::filesystem::path& file);
/// Every cut of a folder in the order of their names. Errors: NotFound, Parse.
[[nodiscard]] Result<std::vector<RenderedCut>> readCuts(const std::filesystem::path& folder);

/// A mark (hash) of all they hold to hear, for model cards.
[[nodiscard]] std::uint64_t markOf(const std::vector<RenderedCut>& cuts);

}  // namespace amuse::train
