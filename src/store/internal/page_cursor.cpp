#include "store/internal/page_cursor.h"

#include <charconv>

#include <fmt/format.h>

#include "song/validate.h"

namespace amuse::store {
namespace {

constexpr std::size_t kMaxCursorBytes = 400;

std::string hexOf(std::string_view text) {
  std::string hex;
  for (const unsigned char byte : text) hex += fmt::format("{:02x}", byte);
  return hex;
}

bool readHex(std::string_view hex, std::string& text) {
  if (hex.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned byte = 0;
    const auto [end, problem] = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    if (problem != std::errc() || end != hex.data() + i + 2) return false;
    text += static_cast<char>(byte);
  }
  return true;
}

bool readNumber(std::string_view text, UnixMs& number) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string toText(const PageCursor& cursor, SongOrder order) {
  if (order == SongOrder::Newest) return fmt::format("n{}.{}", cursor.savedMs, cursor.id);
  return fmt::format("t{}.{}", hexOf(cursor.title), cursor.id);
}

Result<PageCursor> parseCursor(std::string_view text, SongOrder order) {
  const auto refused = fail(ErrorCode::InvalidArgument, "the cursor is not one of this list; begin without one");
  const bool newest = order == SongOrder::Newest;
  const std::size_t dot = text.find('.');
  if (text.size() > kMaxCursorBytes || dot == std::string_view::npos || text[0] != (newest ? 'n' : 't')) return refused;
  PageCursor cursor;
  cursor.id = text.substr(dot + 1);
  const std::string_view place = text.substr(1, dot - 1);
  const bool read = newest ? readNumber(place, cursor.savedMs) : readHex(place, cursor.title);
  if (!read || !song::isId(cursor.id)) return refused;
  return cursor;
}

}  // namespace amuse::store
