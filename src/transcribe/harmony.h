#pragma once

#include <optional>
#include <vector>

#include "lm/chord_model.h"
#include "theory/key.h"
#include "transcribe/chord_space.h"

/// Which chords songs have, and which follow which, whatever is heard.
namespace amuse::transcribe {

/// Immutable after making; may be used from several threads.
class Harmony final {
 public:
  /// By how frequent the qualities are in POP909's training songs alone, every root alike, whatever the key.
  Harmony();
  /// With a language model of chords as well: what it expects after each chord in a major and in a minor key.
  /// Asks it for every chord of both modes: some 30 ms. It is not kept.
  /// @param share  How far the model counts, 0..1; the rest is the frequencies'.
  explicit Harmony(const lm::ChordModel& songs, float share = kModelShare);

  /// ln P(chord), kChordCount.
  [[nodiscard]] const std::vector<float>& starts() const noexcept { return starts_; }
  /// ln P(chord b | chord a, and that it changes), kChordCount a row; b = a is as unlikely as can be.
  [[nodiscard]] std::vector<float> changes(const std::optional<theory::Key>& key) const;

 private:
  /// Chosen on the valid songs: docs/decisions/028.
  static constexpr float kModelShare = 0.7f;
  std::vector<float> starts_, plain_;
  std::vector<float> inMajor_, inMinor_;  ///< Relative to the tonic; empty without a model.
};

}  // namespace amuse::transcribe
