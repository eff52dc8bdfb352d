#include "propose/internal/line_cleaning.h"

#include <array>
#include <cstddef>
#include <utility>

#include "base/text.h"

namespace amuse::propose::internal {
namespace {

using Replacement = std::pair<std::string_view, std::string_view>;
/// Longer ones before those they begin with.
constexpr std::array kSigns = std::to_array<Replacement>({
    {"\u266D", "b"},      {"\u266F", "#"},   {"\u266E", ""},    {"\uFF03", "#"},   {"\U0001D12B", "bb"},
    {"\U0001D12A", "##"}, {"\u2192", " > "}, {"\u21D2", " > "}, {"\u27F6", " > "}, {"\u2794", " > "},
    {"\u279C", " > "},    {"-->", " > "},    {"->", " > "},     {"=>", " > "},     {"\u2502", "|"},
    {"\u2503", "|"},      {"\u00A6", "|"},   {"\u2016", "|"},   {"\u2551", "|"},   {"\uFF5C", "|"},
    {"|:", "|"},          {":|", "|"},       {"\u2070", "0"},   {"\u00B9", "1"},   {"\u00B2", "2"},
    {"\u00B3", "3"},      {"\u2074", "4"},   {"\u2075", "5"},   {"\u2076", "6"},   {"\u2077", "7"},
    {"\u2079", "9"},      {"\u201C", ""},    {"\u201D", ""},    {"\u2018", ""},    {"\u2019", ""},
    {"\u00AB", ""},       {"\u00BB", ""},    {"\u00A0", " "},   {"\u2009", " "},   {"\u202F", " "},
    {"\u3000", " "},      {"\u200B", ""},    {"\uFEFF", ""},    {"\u2060", ""},    {"\u2010", "-"},
    {"\u2011", "-"},      {"\u00D7", "x"},   {"\u2022", "* "},  {"\u25CF", "* "},  {"\u25AA", "* "},
    {"\u2043", "* "},     {"\u2605", "* "},  {"\uFF0C", ","},   {"\uFF1A", ": "},  {"\uFF08", " ("},
    {"\uFF09", ") "},     {"\u2044", "/"},   {"\uFF0F", "/"},   {"<br>", " "},     {"<br/>", " "},
    {"**", ""},           {"__", ""},        {"`", ""},         {"\"", ""},        {"\t", " "},
});

bool isRootLetter(char c) { return c >= 'A' && c <= 'G'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// "12.", "3)", "(4)", "[5]", "#6", "a)": how many bytes of numbering there are in front.
std::size_t numberingLength(std::string_view text) {
  std::size_t i = 0;
  const bool isWrapped = text.starts_with('(') || text.starts_with('[');
  const bool isHashed = text.starts_with('#');
  if (isWrapped || isHashed) ++i;
  const std::size_t begin = i;
  while (i < text.size() && isDigit(text[i]) && i - begin < 4) ++i;
  const bool isNumber = i > begin;
  if (!isNumber && i < text.size() && isLetter(text[i])) ++i;
  if (i == begin || i == text.size()) return 0;
  const char after = text[i];
  const char next = i + 1 < text.size() ? text[i + 1] : ' ';
  if (isWrapped) return after == ')' || (after == ']' && isNumber) ? (next == ' ' ? i + 1 : 0) : 0;
  if (isHashed && isNumber) return after == ' ' || after == ':' || after == '.' ? i + 1 : 0;
  if (after == ')' || (after == '.' && (next == ' ' || isRootLetter(next))) || (after == ':' && isNumber)) return i + 1;
  return 0;
}

/// "Verse:", "Option 2 (dreamy):" in front of chords; the colon of Harte's C:maj is none.
std::size_t labelLength(std::string_view text) {
  for (std::size_t i = text.find(':'); i != std::string_view::npos; i = text.find(':', i + 1)) {
    if (text.substr(0, i).find('|') != std::string_view::npos) return 0;
    const auto wordBegin = text.substr(0, i).rfind(' ') + 1;  // npos + 1 is 0
    const std::string_view word = text.substr(wordBegin, i - wordBegin);
    const bool isRoot = !word.empty() && isRootLetter(word[0]) &&
                        word.substr(1).find_first_not_of("#b") == std::string_view::npos && word.size() <= 3;
    const bool isFollowed = i + 1 < text.size() && text[i + 1] != ' ';
    if (isRoot && isFollowed) return 0;
    return i + 1;
  }
  return 0;
}

/// Whether a dash inside a word separates two chords: "Am-F-C", never "C-7".
bool isDashBetween(std::string_view line, std::size_t at, std::size_t dashSize) {
  const std::size_t next = at + dashSize;
  return next < line.size() && isRootLetter(line[next]);
}

std::size_t dashLength(std::string_view line, std::size_t at) {
  if (line[at] == '-') return 1;
  for (const std::string_view dash : {"\u2013", "\u2014", "\u2212"})
    if (line.substr(at).starts_with(dash)) return dash.size();
  return 0;
}

/// Where the parenthesis or bracket that opens at `at` closes; npos when it does not.
std::size_t closingOf(std::string_view line, std::size_t at) {
  const char open = line[at], close = open == '(' ? ')' : ']';
  int depth = 0;
  for (std::size_t i = at; i < line.size(); ++i) {
    if (line[i] == open) ++depth;
    if (line[i] == close && --depth == 0) return i;
  }
  return std::string_view::npos;
}

class Cutter {
 public:
  explicit Cutter(std::string_view line) : line_(line) {}

  std::vector<LineToken> cut() {
    for (std::size_t i = 0; i < line_.size();) i = step(i);
    close();
    return std::move(tokens_);
  }

 private:
  std::size_t step(std::size_t i) {
    const char c = line_[i];
    if (c == '|') {
      close();
      tokens_.push_back({{}, true, false});
      return i + 1;
    }
    if (c == ' ') return close(), i + 1;
    if (c == ',' || c == ';' || c == '>' || c == '~') return mark(i, 1);
    if (c == '(' || c == '[') return parenthesis(i);
    if (c == ']') return i + 1;
    const std::size_t dash = dashLength(line_, i);
    if (dash > 0 && (word_.empty() || isDashBetween(line_, i, dash))) return mark(i, dash);
    if (c == '/' && word_.empty()) return mark(i, 1);
    word_ += c;
    return i + 1;
  }

  /// In a word it is the chord's; alone it is a remark, or a bracket around a chord.
  std::size_t parenthesis(std::size_t i) {
    const std::size_t end = closingOf(line_, i);
    if (line_[i] == '[' && word_.empty()) return i + 1;
    if (end == std::string_view::npos) {
      close();
      return line_.size();
    }
    if (!word_.empty() && line_[i] == '(') {
      word_ += line_.substr(i, end - i + 1);
      return end + 1;
    }
    close();
    return end + 1;
  }

  std::size_t mark(std::size_t i, std::size_t size) {
    close();
    tokens_.push_back({std::string(line_.substr(i, size)), false, true});
    return i + size;
  }

  void close() {
    if (!word_.empty()) tokens_.push_back({std::exchange(word_, {}), false, false});
  }

  std::string_view line_;
  std::string word_;
  std::vector<LineToken> tokens_;
};

}  // namespace

std::string plainSigns(std::string_view line) {
  std::string plain;
  while (!line.empty()) {
    const auto* found = kSigns.begin();
    while (found != kSigns.end() && !line.starts_with(found->first)) ++found;
    if (found == kSigns.end()) {
      plain += line.front();
      line.remove_prefix(1);
    } else {
      plain += found->second;
      line.remove_prefix(found->first.size());
    }
  }
  return plain;
}

std::string_view withoutLead(std::string_view line) {
  for (std::size_t before = 0; before != line.size();) {
    before = line.size();
    line = trim(line);
    for (const std::string_view bullet : {"> ", "* ", "- ", "+ ", "\u2013 ", "\u2014 ", "# ", "## ", "### "})
      if (line.starts_with(bullet)) line.remove_prefix(bullet.size());
    while (line.starts_with('*') || line.starts_with('_')) line.remove_prefix(1);
    while (line.ends_with('*') || line.ends_with('_')) line.remove_suffix(1);
    line.remove_prefix(numberingLength(line));
    line.remove_prefix(labelLength(line));
  }
  line = trim(line);
  // "(C G Am F)" is the line itself, not a remark.
  while (line.starts_with('(') && closingOf(line, 0) == line.size() - 1) line = trim(line.substr(1, line.size() - 2));
  return line;
}

std::vector<LineToken> tokensOf(std::string_view line) { return Cutter(line).cut(); }

}  // namespace amuse::propose::internal
