// modules: inspire
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "inspire/text_encoder.h"

using namespace amuse;

/// A text encoder is refused or hears; pieces stay within the text, whatever the text.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  if (const auto encoder = inspire::TextEncoder::parse(bytes)) {
    const auto voice = encoder->hear("rain on the roof, and nobody home");
    if (!encoder->tags().empty() && !voice.pieces.empty())
      (void)encoder->wordsBehind(voice, std::vector<std::size_t>{0});
  }
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (findInvalidUtf8(text) != std::string_view::npos) return 0;
  inspire::PieceTable table;
  for (const std::string_view piece : {"", "\xe2\x96\x81", "a", "b", "\xe2\x96\x81the", "ing"}) table.add(piece, -3);
  std::size_t before = 0;
  for (const inspire::TextPiece& piece : table.cut(text)) {
    if (piece.startByte < before || piece.endByte > text.size() || piece.endByte <= piece.startByte) __builtin_trap();
    before = piece.startByte;
  }
  return 0;
}
