#include "propose/keyword_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace amuse::propose {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kShortForms{{
    {"lofi", "lo fi"},
    {"rnb", "r&b"},
    {"rhythm and blues", "r&b"},
    {"hiphop", "hip hop"},
    {"8bit", "eight bit"},
    {"8 bit", "eight bit"},
    {"videogame", "video game"},
    {"bossa", "bossa nova"},
    {"laidback", "laid back"},
    {"synthpop", "synth pop"},
}};

// Two words of one stem: a common beginning of five letters or more that is most of the longer one.
double wordLikeness(std::string_view a, std::string_view b) noexcept {
  if (a == b) return 1;
  const auto [inA, inB] =
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin());
  const auto common = static_cast<std::size_t>(inA - a.begin());
  const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  if (common >= 5 && common * 5 >= longer * 3) return 0.8;
  return common == shorter && shorter >= 4 && longer <= shorter + 2 ? 0.8 : 0;
}

template <typename Each>
void eachWord(std::string_view text, Each each) {
  while (!text.empty()) {
    const auto space = text.find(' ');
    each(text.substr(0, space));
    if (space == std::string_view::npos) return;
    text.remove_prefix(space + 1);
  }
}

}  // namespace

std::string normaliseKeyword(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : toLower(trim(text))) {
    if (c == ' ' || c == '-' || c == '_' || c == '\t') {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += c;
  }
  for (const auto& [from, to] : kShortForms) {
    if (out == from) return std::string(to);
  }
  return out;
}

double sharedWords(std::string_view a, std::string_view b) noexcept {
  if (a == b) return 1;
  double shared = 0;
  int wordsA = 0, wordsB = 0;
  eachWord(b, [&](std::string_view) { ++wordsB; });
  eachWord(a, [&](std::string_view word) {
    ++wordsA;
    double best = 0;
    eachWord(b, [&](std::string_view other) { best = std::max(best, wordLikeness(word, other)); });
    shared += best;
  });
  return shared / std::max({1, wordsA, wordsB});
}

std::uint32_t initialsOf(std::string_view text) noexcept {
  std::uint32_t bits = 0;
  eachWord(text, [&](std::string_view word) {
    if (!word.empty()) bits |= 1u << (static_cast<unsigned char>(word[0]) % 32);
  });
  return bits;
}

}  // namespace amuse::propose
