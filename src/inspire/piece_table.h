#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Cuts text into the pieces a sentence encoder was taught with: the likeliest way to write it as a row of pieces.
/// Source: Kudo 2018, "Subword Regularization" (the unigram model; best path by Viterbi).
namespace amuse::inspire {

struct TextPiece {
  std::uint32_t id = 0;                    ///< 0: no piece holds this character.
  std::size_t startByte = 0, endByte = 0;  ///< In the text, end exclusive.
  bool opensWord = false;
  bool operator==(const TextPiece&) const = default;
};

/// The pieces with their log probabilities. Immutable once filled.
class PieceTable final {
 public:
  /// The mark of a word's beginning inside pieces, U+2581.
  static constexpr std::string_view kWordMark = "\xe2\x96\x81";
  static constexpr std::size_t kMostPieceBytes = 48;

  void reserve(std::size_t pieces) { byText_.reserve(pieces); }
  /// `text` must outlive the table (a file's bytes); ids count from the first call. Empty pieces are never found.
  void add(std::string_view text, float logProbability);

  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  /// @param text  Valid UTF-8. Blanks of any kind part words and never stand alone; typographic quotes, dashes and
  ///              ellipses are read as plain ones, full-width letters and ligatures as ordinary ones (what NFKC does
  ///              to such text). Neighbouring unknown characters become one piece 0.
  /// Linear in the text, times the longest piece.
  [[nodiscard]] std::vector<TextPiece> cut(std::string_view text) const;

 private:
  struct Known {
    std::uint32_t id = 0;
    float logProbability = 0;
  };
  std::unordered_map<std::string_view, Known> byText_;
  std::size_t count_ = 0, longest_ = 0;
};

}  // namespace amuse::inspire
