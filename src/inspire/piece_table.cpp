#include "inspire/piece_table.h"

#include <algorithm>
#include <array>
#include <limits>

namespace amuse::inspire {
namespace {

/// Text as the pieces are spelt, and for each of its bytes the byte of the original it stands for.
struct Spelt {
  std::string text;
  std::vector<std::size_t> from;

  void add(std::string_view piece, std::size_t source) {
    text += piece;
    from.insert(from.end(), piece.size(), source);
  }
};

struct Folding {
  char32_t code;
  std::string_view plain;
};

/// What people and their phones type for plain punctuation, and ligatures.
constexpr std::array kFoldings{
    Folding{0x2018, "'"},   Folding{0x2019, "'"},  Folding{0x02BC, "'"},   Folding{0x201C, "\""},
    Folding{0x201D, "\""},  Folding{0x201E, "\""}, Folding{0x2026, "..."}, Folding{0x2010, "-"},
    Folding{0x2011, "-"},   Folding{0x2012, "-"},  Folding{0x2013, " - "}, Folding{0x2014, " - "},
    Folding{0x2015, " - "}, Folding{0xFB01, "fi"}, Folding{0xFB02, "fl"},  Folding{0xFE0F, ""},
};

bool isBlank(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

std::size_t lengthOf(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

char32_t codeOf(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) return byte(0);
  char32_t code = byte(0) & (0x7F >> character.size());
  for (std::size_t i = 1; i < character.size(); ++i) code = code << 6 | (byte(i) & 0x3F);
  return code;
}

Spelt spell(std::string_view text) {
  Spelt out;
  bool blank = true;
  const auto put = [&](std::string_view piece, std::size_t source) {
    for (std::size_t i = 0; i < piece.size(); i += lengthOf(piece[i])) {
      if (piece[i] == ' ') {
        blank = true;
        continue;
      }
      if (blank) out.add(PieceTable::kWordMark, source);
      blank = false;
      out.add(piece.substr(i, lengthOf(piece[i])), source);
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view character = text.substr(at, lengthOf(text[at]));
    const char32_t code = codeOf(character);
    const auto* fold =
        std::find_if(kFoldings.begin(), kFoldings.end(), [&](const Folding& f) { return f.code == code; });
    if (isBlank(code))
      blank = true;
    else if (fold != kFoldings.end())
      put(fold->plain, at);
    else if (code >= 0xFF01 && code <= 0xFF5E)
      put(std::string(1, static_cast<char>(code - 0xFEE0)), at);
    else
      put(character, at);
    at += character.size();
  }
  return out;
}

/// The best way found to write everything before one byte.
struct Step {
  float score = -std::numeric_limits<float>::infinity();
  std::size_t start = 0;
  std::uint32_t id = 0;
};

}  // namespace

void PieceTable::add(std::string_view text, float logProbability) {
  const auto id = static_cast<std::uint32_t>(count_++);
  if (text.empty()) return;
  byText_.emplace(text, Known{id, logProbability});
  longest_ = std::max(longest_, text.size());
}

std::vector<TextPiece> PieceTable::cut(std::string_view text) const {
  // Below every real piece, so that a character is given up only where no piece holds it.
  constexpr float kUnknown = -30;
  const Spelt spelt = spell(text);
  const std::string_view bytes = spelt.text;
  std::vector<Step> steps(bytes.size() + 1);
  steps[0].score = 0;
  const auto reach = [&](std::size_t start, std::size_t end, float score, std::uint32_t id) {
    if (steps[start].score + score > steps[end].score) steps[end] = {steps[start].score + score, start, id};
  };
  for (std::size_t at = 0; at < bytes.size(); at += lengthOf(bytes[at])) {
    reach(at, at + lengthOf(bytes[at]), kUnknown, 0);
    for (std::size_t end = at; end < bytes.size() && end - at < longest_;) {
      end += lengthOf(bytes[end]);
      if (const auto it = byText_.find(bytes.substr(at, end - at)); it != byText_.end())
        reach(at, end, it->second.logProbability, it->second.id);
    }
  }
  std::vector<TextPiece> pieces;
  for (std::size_t end = bytes.size(); end > 0; end = steps[end].start) {
    const std::size_t start = steps[end].start, last = spelt.from[end - 1];
    const TextPiece piece{steps[end].id, spelt.from[start], last + lengthOf(text[last]),
                          bytes.substr(start).starts_with(kWordMark)};
    if (piece.id == 0 && !pieces.empty() && pieces.back().id == 0 && !pieces.back().opensWord) {
      pieces.back().startByte = piece.startByte;
      pieces.back().opensWord = piece.opensWord;
    } else {
      pieces.push_back(piece);
    }
  }
  std::reverse(pieces.begin(), pieces.end());
  return pieces;
}

}  // namespace amuse::inspire
