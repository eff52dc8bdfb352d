#include "propose/style_mix.h"

#include <algorithm>
#include <cmath>

#include "propose/keyword_text.h"

namespace amuse::propose {
namespace {

struct StyleRow {
  std::string_view word;                   ///< Found anywhere in a genre's name.
  std::array<double, kStyleCount> styles;  ///< Rock, Pop, Jazz, Vocal.
  double songShare;
};

// The songs at hand are American and British charts of 1958-1991 (Rock), Mandarin and Japanese pop (Pop), jazz
// standards (Jazz) and songs of 1900-1950 (Vocal); see ../shared/data/chords/SOURCES.md. The share is high where a
// genre's harmony is that of these songs, low where it is not (film, ambient, electronic, world). First match counts.
constexpr StyleRow kStyleRows[] = {
    {"smooth jazz", {0, 0.3, 0.7, 0}, 0.4},
    {"bossa", {0, 0, 1, 0}, 0.35},
    {"jazz", {0, 0, 1, 0}, 0.5},
    {"swing", {0, 0, 0.8, 0.2}, 0.5},
    {"bebop", {0, 0, 1, 0}, 0.5},
    {"lounge", {0, 0.2, 0.8, 0}, 0.4},
    {"big band", {0, 0, 0.8, 0.2}, 0.5},
    {"standards", {0, 0, 0.7, 0.3}, 0.5},
    {"cabaret", {0, 0, 0.5, 0.5}, 0.35},
    {"ragtime", {0, 0, 0.3, 0.7}, 0.4},
    {"dixie", {0, 0, 0.4, 0.6}, 0.4},
    {"barbershop", {0, 0, 0.3, 0.7}, 0.4},
    {"musical", {0, 0.2, 0.3, 0.5}, 0.35},
    {"music hall", {0, 0, 0.2, 0.8}, 0.4},
    {"waltz", {0, 0, 0.3, 0.7}, 0.3},
    {"neo soul", {0, 0.4, 0.6, 0}, 0.2},
    {"lo fi", {0, 0.4, 0.6, 0}, 0.2},
    {"r&b", {0.2, 0.6, 0.2, 0}, 0.2},
    {"soul", {0.6, 0.2, 0.2, 0}, 0.3},
    {"motown", {0.9, 0.1, 0, 0}, 0.4},
    {"funk", {0.8, 0, 0.2, 0}, 0.2},
    {"gospel", {0.4, 0.2, 0.2, 0.2}, 0.2},
    {"blues", {0.7, 0, 0.3, 0}, 0.25},
    {"city pop", {0, 0.7, 0.3, 0}, 0.3},
    {"j pop", {0, 1, 0, 0}, 0.45},
    {"k pop", {0, 1, 0, 0}, 0.4},
    {"anime", {0, 1, 0, 0}, 0.4},
    {"c pop", {0, 1, 0, 0}, 0.5},
    {"metal", {1, 0, 0, 0}, 0.05},
    {"hardcore", {1, 0, 0, 0}, 0.1},
    {"punk", {1, 0, 0, 0}, 0.3},
    {"grunge", {1, 0, 0, 0}, 0.2},
    {"emo", {0.6, 0.4, 0, 0}, 0.25},
    {"folk", {0.7, 0.3, 0, 0}, 0.35},
    {"country", {1, 0, 0, 0}, 0.45},
    {"americana", {1, 0, 0, 0}, 0.45},
    {"singer songwriter", {0.6, 0.4, 0, 0}, 0.4},
    {"surf", {1, 0, 0, 0}, 0.45},
    {"doo wop", {1, 0, 0, 0}, 0.5},
    {"rock", {0.9, 0.1, 0, 0}, 0.4},
    {"disco", {0.7, 0.3, 0, 0}, 0.3},
    {"ballad", {0.4, 0.6, 0, 0}, 0.45},
    {"chanson", {0, 0.3, 0.2, 0.5}, 0.25},
    {"synth", {0.6, 0.4, 0, 0}, 0.2},
    {"dream pop", {0.4, 0.6, 0, 0}, 0.2},
    {"indie", {0.6, 0.4, 0, 0}, 0.3},
    {"pop", {0.5, 0.5, 0, 0}, 0.45},
    {"acoustic", {0.5, 0.5, 0, 0}, 0.4},
    {"film", {0.3, 0.7, 0, 0}, 0.08},
    {"score", {0.3, 0.7, 0, 0}, 0.08},
    {"cinematic", {0.3, 0.7, 0, 0}, 0.08},
    {"ambient", {0.3, 0.7, 0, 0}, 0.08},
    {"game", {0.5, 0.5, 0, 0}, 0.08},
    {"chiptune", {0.6, 0.4, 0, 0}, 0.08},
    {"classical", {0, 0.3, 0, 0.7}, 0.08},
    {"orchestral", {0, 0.6, 0, 0.4}, 0.08},
    {"techno", {1, 0, 0, 0}, 0.08},
    {"house", {0.6, 0.4, 0, 0}, 0.15},
    {"edm", {0.4, 0.6, 0, 0}, 0.15},
    {"hip hop", {0.4, 0.6, 0, 0}, 0.15},
    {"trap", {0.4, 0.6, 0, 0}, 0.15},
    {"choral", {0, 0.3, 0, 0.7}, 0.1},
    {"flamenco", {1, 0, 0, 0}, 0.05},
};
constexpr StyleRow kUnknownStyle{"", {0.5, 0.5, 0, 0}, 0.25};

const StyleRow* findStyle(std::string_view name) noexcept {
  const auto found = std::find_if(std::begin(kStyleRows), std::end(kStyleRows),
                                  [&](const StyleRow& row) { return name.find(row.word) != std::string_view::npos; });
  return found == std::end(kStyleRows) ? nullptr : &*found;
}

}  // namespace

StyleMix styleMixOf(const brief::Brief& brief) {
  StyleMix mix{.styles = {}, .songShare = 0};
  double total = 0;
  const auto add = [&](const StyleRow& row, double weight) {
    for (std::size_t i = 0; i < mix.styles.size(); ++i) mix.styles[i] += weight * row.styles[i];
    mix.songShare += weight * row.songShare;
    total += weight;
  };
  for (const auto& genre : brief.genres) {
    if (const auto* row = findStyle(normaliseKeyword(genre.name))) add(*row, std::max(0.0, genre.weight));
  }
  for (const auto& keyword : brief.keywords) {
    if (const auto* row = findStyle(normaliseKeyword(keyword.word))) add(*row, std::max(0.0, keyword.weight));
  }
  if (total <= 0) add(kUnknownStyle, 1);
  for (double& share : mix.styles) share /= total;
  // The table ranks the styles; the power brings all of them nearer to real songs (bigram distance 0.524 -> 0.504,
  // Self-BLEU 0.246 -> 0.235, for 0.1 bits a chord on held-out written progressions).
  mix.songShare = std::pow(mix.songShare / total, 0.8);
  return mix;
}

}  // namespace amuse::propose
