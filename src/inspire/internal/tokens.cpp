#include "inspire/internal/tokens.h"

#include <cstdint>

namespace amuse::inspire {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 1;
};

CodePoint codePointAt(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t lead = byte(at);
  const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (bytes == 1 || at + bytes > text.size()) return {lead, 1};
  std::uint32_t value = lead & (0x7Fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) value = (value << 6) | (byte(at + i) & 0x3Fu);
  return {value, bytes};
}

/// Latin-1 letters without their accents, from U+00C0; '*' is no letter. Two-letter folds are approximated by one.
constexpr std::string_view kLatin1Folded = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty";

/// The folded lower-case letter, 0 for what is no Latin letter; Latin Extended-A letters all become 'x' but keep
/// their place, so that such a word is simply an unknown one.
char foldedLetter(std::uint32_t c) {
  if (c >= 'a' && c <= 'z') return static_cast<char>(c);
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  if (c >= 0xC0 && c <= 0xFF && kLatin1Folded[c - 0xC0] != '*') return kLatin1Folded[c - 0xC0];
  if (c >= 0x100 && c <= 0x24F) return 'x';
  return 0;
}

bool isDigit(std::uint32_t c) { return c >= '0' && c <= '9'; }
bool isApostrophe(std::uint32_t c) { return c == '\'' || c == 0x2019; }
bool isCapital(std::uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7); }

/// Letters of other scripts: everything from Greek on but general punctuation, symbols, arrows, emoji.
bool isOtherLetter(std::uint32_t c) {
  return (c >= 0x370 && c <= 0x1FFF) || (c >= 0x2C00 && c <= 0x2DFF) || (c >= 0x3040 && c <= 0xD7FF) ||
         (c >= 0xF900 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF) || (c >= 0xFF66 && c <= 0xFFDC) ||
         (c >= 0x10000 && c <= 0x1EFFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

enum class Break { None, Clause, Sentence };

Break breakOf(std::uint32_t c, std::uint32_t next) {
  switch (c) {
    case '.': return next == 0 || next == ' ' || next == '\n' || next == '"' ? Break::Sentence : Break::None;
    case '!':
    case '?':
    case '\n':
    case '/':
    case 0x2026:
    case 0x3002: return Break::Sentence;
    case ',':
    case ';':
    case ':':
    case '(':
    case ')':
    case '"':
    case 0x2013:
    case 0x2014:
    case 0x201C:
    case 0x201D: return Break::Clause;
    case '-': return next == ' ' || next == '-' ? Break::Clause : Break::None;
    default: return Break::None;
  }
}

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  std::vector<Token> cut() {
    while (at_ < text_.size()) {
      const CodePoint c = codePointAt(text_, at_);
      if (isDigit(c.value))
        takeNumber();
      else if (foldedLetter(c.value) != 0 || isOtherLetter(c.value))
        takeWord();
      else
        takeMark(c);
    }
    return std::move(tokens_);
  }

 private:
  std::uint32_t peek(std::size_t at) const { return at < text_.size() ? codePointAt(text_, at).value : 0; }

  void open(std::size_t start) {
    Token token;
    token.startByte = start;
    token.clause = clause_;
    token.sentence = sentence_;
    token.opensSentence = tokens_.empty() || tokens_.back().sentence != sentence_;
    tokens_.push_back(std::move(token));
  }

  void takeNumber() {
    open(at_);
    while (at_ < text_.size() && isDigit(peek(at_))) tokens_.back().word += text_[at_++];
    tokens_.back().endByte = at_;
  }

  void takeWord() {
    open(at_);
    Token& token = tokens_.back();
    token.capital = isCapital(peek(at_));
    while (at_ < text_.size()) {
      const CodePoint c = codePointAt(text_, at_);
      if (const char letter = foldedLetter(c.value); letter != 0)
        token.word += letter;
      else if (isOtherLetter(c.value))
        takeOther(token, c);
      else if (!joins(c))
        break;
      else
        token.word += c.value == '&' ? '&' : '\'';
      at_ += c.bytes;
    }
    token.endByte = at_;
  }

  void takeOther(Token& token, CodePoint c) {
    token.latin = false;
    token.word += text_.substr(at_, c.bytes);
  }

  /// An apostrophe or & between letters belongs to the word; so does the one that ends "drivin'".
  bool joins(CodePoint c) const {
    const bool letterFollows = foldedLetter(peek(at_ + c.bytes)) != 0;
    if (c.value == '&') return letterFollows;
    if (!isApostrophe(c.value)) return false;
    const std::string& word = tokens_.back().word;
    return letterFollows || (word.size() > 3 && word.ends_with("in"));
  }

  /// The m of "3 a.m." and the J of "J. Smith", not the s of "the 80s.".
  bool isInitial(const Token& token) const {
    return token.word.size() == 1 && (token.startByte == 0 || !isDigit(peek(token.startByte - 1)));
  }

  void takeMark(CodePoint c) {
    const Break kind = breakOf(c.value, peek(at_ + c.bytes));
    const bool initial = c.value == '.' && !tokens_.empty() && isInitial(tokens_.back());
    if (kind != Break::None && !initial && !tokens_.empty()) {
      clause_ = tokens_.back().clause + 1;
      if (kind == Break::Sentence) sentence_ = tokens_.back().sentence + 1;
    }
    at_ += c.bytes;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int clause_ = 0, sentence_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> cutTokens(std::string_view text) { return Cutter(text).cut(); }

}  // namespace amuse::inspire
