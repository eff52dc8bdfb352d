#include "theory/pitch.h"

#include "theory/internal/text_cursor.h"

namespace amuse::theory {
namespace internal {
namespace {

bool takeSharp(TextCursor& in) noexcept { return in.take('#') || in.take("\u266f"); }
bool takeFlat(TextCursor& in) noexcept { return in.take('b') || in.take("\u266d"); }

}  // namespace

int takeAccidental(TextCursor& in, int limit) noexcept {
  int accidental = 0;
  if (limit >= 2 && (in.take('x') || in.take("\U0001d12a"))) return 2;
  if (limit >= 2 && in.take("\U0001d12b")) return -2;
  in.take("\u266e");
  while (accidental < limit && takeSharp(in)) ++accidental;
  if (accidental > 0) return accidental;
  while (accidental > -limit && takeFlat(in)) --accidental;
  return accidental;
}

std::optional<Spelling> takeSpelling(TextCursor& in) noexcept {
  constexpr std::string_view kLetters = "CDEFGAB";
  const auto letter = in.atEnd() ? std::string_view::npos : kLetters.find(in.peek());
  if (letter == std::string_view::npos) return std::nullopt;
  in.moveTo(in.offset() + 1);
  return Spelling{static_cast<int>(letter), takeAccidental(in, 2)};
}

std::optional<int> takeNumber(TextCursor& in) noexcept {
  std::optional<int> number;
  for (int digits = 0; digits < 2 && in.peek() >= '0' && in.peek() <= '9'; ++digits) {
    number = number.value_or(0) * 10 + (in.peek() - '0');
    in.moveTo(in.offset() + 1);
  }
  return number;
}

std::string accidentalText(int accidental) {
  return accidental < 0 ? std::string(static_cast<std::size_t>(-accidental), 'b')
                        : std::string(static_cast<std::size_t>(accidental), '#');
}

}  // namespace internal

Result<Spelling> parseSpelling(std::string_view text) {
  internal::TextCursor in(text);
  const auto spelling = internal::takeSpelling(in);
  if (!spelling) return fail(ErrorCode::Parse, "expected a note name such as C, F# or Bb", 0);
  if (!in.atEnd()) return fail(ErrorCode::Parse, "unexpected text after the note name", in.offset());
  return *spelling;
}

std::string toText(const Spelling& spelling) {
  return std::string(1, "CDEFGAB"[spelling.letter]) + internal::accidentalText(spelling.accidental);
}

}  // namespace amuse::theory
