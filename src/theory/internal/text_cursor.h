#pragma once

#include <optional>
#include <string_view>

#include "theory/pitch.h"

/// Reading symbols from left to right; shared by the chord, interval, key and numeral parsers.
namespace amuse::theory::internal {

/// A place in a text that only moves forward. The text must outlive it.
class TextCursor {
 public:
  explicit TextCursor(std::string_view text) noexcept : text_(text) {}

  [[nodiscard]] bool atEnd() const noexcept { return offset_ == text_.size(); }
  [[nodiscard]] std::size_t offset() const noexcept { return offset_; }
  [[nodiscard]] std::string_view rest() const noexcept { return text_.substr(offset_); }
  [[nodiscard]] char peek() const noexcept { return atEnd() ? '\0' : text_[offset_]; }
  /// Goes back to (or on to) an offset got from offset().
  void moveTo(std::size_t offset) noexcept { offset_ = offset; }

  /// Steps over `expected` if it stands here.
  bool take(std::string_view expected) noexcept {
    if (!rest().starts_with(expected)) return false;
    offset_ += expected.size();
    return true;
  }
  bool take(char expected) noexcept {
    if (peek() != expected || atEnd()) return false;
    ++offset_;
    return true;
  }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
};

/// A run of sharps or a run of flats: "#", "bb", "x", Unicode signs; 0 when there is none. At most `limit` semitones
/// are read; what follows stays unread.
[[nodiscard]] int takeAccidental(TextCursor& in, int limit) noexcept;

/// A letter A-G with up to two accidentals; nothing is read when there is no letter.
[[nodiscard]] std::optional<Spelling> takeSpelling(TextCursor& in) noexcept;

/// Decimal digits as a number up to 99; nothing is read when there is no digit.
[[nodiscard]] std::optional<int> takeNumber(TextCursor& in) noexcept;

/// "##", "b", "": ASCII signs of an accidental.
[[nodiscard]] std::string accidentalText(int accidental);

}  // namespace amuse::theory::internal
