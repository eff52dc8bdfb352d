#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "inspire/piece_table.h"
#include "theory/mode.h"

/// The sentence encoder: a small transformer that hears the sense of a whole text, where the tables hear its words.
/// Weights: models/text_encoder.bin, made by `amuse-reader encoder` (see models/text_encoder.md).
namespace amuse::inspire {

inline constexpr std::size_t kMaxEncoderBytes = 20u << 20;
inline constexpr std::size_t kMaxEncoderPieces = 64;  ///< Read at once; longer text is cut between sentences.

/// What the encoder hears in a text.
struct EncoderVoice {
  std::array<float, 4> affect{};                  ///< Valence, arousal, tension, complexity, about [-1, 1].
  std::array<float, 2> tempo{};                   ///< log2(middle / 100), log2(high / low).
  std::array<float, theory::kModeCount> modes{};  ///< Scores in theory::kModes' order; about the chance of each.
  std::vector<float> tags;  ///< Of each of TextEncoder::tags(), about the chance that it is named.

  std::vector<TextPiece> pieces;    ///< What was heard; empty: nothing, and all above is zero.
  std::vector<float> lower, upper;  ///< A row a piece: what it means in its place, after the first and last layer.
  std::vector<float> shares;        ///< How much each piece counts in the whole; their sum is 1.
};

/// A word, and how much the score of a tag falls when it is left out of the whole.
struct HeardWord {
  std::size_t startByte = 0, endByte = 0;
  double share = 0;
};

/// A mapped file of weights. Immutable after parse(): may be used from several threads. Copies share the file.
class TextEncoder final {
 public:
  /// Errors: Unavailable (missing, damaged or of another version; kMaxEncoderBytes at most).
  [[nodiscard]] static Result<TextEncoder> open(const std::filesystem::path& file);
  /// The same from memory, which is copied.
  [[nodiscard]] static Result<TextEncoder> parse(std::span<const std::byte> bytes);

  /// Keywords ("k:tender") and genres ("g:folk") it was taught, in the order of EncoderVoice::tags.
  [[nodiscard]] const std::vector<std::string>& tags() const noexcept;
  /// Where `tag` stands in tags().
  [[nodiscard]] std::optional<std::size_t> findTag(const std::string& tag) const;
  /// The chance it gives that tag (an index into tags()) in a text like any other: about the share of texts that had
  /// it.
  [[nodiscard]] float usualChance(std::size_t tag) const noexcept;
  [[nodiscard]] const PieceTable& pieces() const noexcept;

  /// @param text  Valid UTF-8 of any length; English (other scripts are unknown pieces). Of text longer than
  ///              kMaxEncoderPieces the sentences are heard in groups, the last counting most, the middle of very long
  ///              text not at all.
  /// Deterministic, the same on every processor with IEEE floats. About 0.1 ms a piece.
  [[nodiscard]] EncoderVoice hear(std::string_view text) const;

  /// The numbers all answers are worked out from: means of the lower and of the upper states, the upper's largest, and
  /// the package's own summary of the upper mean.
  [[nodiscard]] std::vector<float> features(const EncoderVoice& voice) const;

  /// For each of `tags` (indexes into tags()) the words that were heard, in the text's order, each with what its
  /// absence takes from the tag's score. Cheap beside hear().
  [[nodiscard]] std::vector<std::vector<HeardWord>> wordsBehind(const EncoderVoice& voice,
                                                                std::span<const std::size_t> tags) const;

  struct Weights;

 private:
  explicit TextEncoder(std::shared_ptr<const Weights> weights) : weights_(std::move(weights)) {}
  std::shared_ptr<const Weights> weights_;
};

}  // namespace amuse::inspire
