#include "lm/net_conditions.h"

#include <algorithm>

#include "base/text.h"

namespace amuse::lm {

namespace {

constexpr std::array<ConditionName, kConditionCount> kNames{{
    {"genre", "pop/rock", "pop/rock"},
    {"genre", "c-pop", "c-pop;mandopop;cantopop"},
    {"genre", "jazz",
     "jazz;standards;big band;swing;hard bop;bop;bebop;cool jazz;soul-jazz;contemporary jazz;smooth jazz;dixieland;"
     "post bop;jazz-funk;latin jazz;medium swing;up tempo swing;medium up swing;slow swing;ragtime"},
    {"genre", "vocal", "vocal;easy listening;ballad;chanson;music hall"},
    {"genre", "stage", "stage & screen;musical;soundtrack;theme;film;game;cinematic"},
    {"genre", "pop", "pop;synth-pop;dance;disco;electronic"},
    {"genre", "j-pop", "j-pop;k-pop;anime"},
    {"genre", "rock",
     "rock;pop rock;blues rock;country rock;rock & roll;rock'n'roll;punk;classic rock;folk rock;metal;indie"},
    {"genre", "soul", "funk / soul;soul;rhythm & blues;r&b;rnb;funk;gospel;doo wop;blues"},
    {"genre", "folk", "folk, world, & country;folk;country;bluegrass;celtic;classical;romantic;latin;bossa nova;bossa"},
    {"section", "intro", "intro"},
    {"section", "verse", "verse"},
    {"section", "pre-chorus", "pre-chorus;prechorus"},
    {"section", "chorus", "chorus;refrain;hook"},
    {"section", "bridge", "bridge;middle eight"},
    {"section", "solo", "solo;instrumental;interlude"},
    {"section", "outro", "outro;coda;ending"},
    {"section", "other", "other"},
    {"decade", "1930", "before 1940"},
    {"decade", "1940", "1940"},
    {"decade", "1950", "1950"},
    {"decade", "1960", "1960"},
    {"decade", "1970", "1970"},
    {"decade", "1980", "1980"},
    {"decade", "1990", "1990 and later"},
}};

bool hasWord(std::string_view words, std::string_view wanted) noexcept {
  while (!words.empty()) {
    const auto end = std::min(words.find(';'), words.size());
    if (words.substr(0, end) == wanted) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

/// The entry that knows the word, or kConditionCount.
std::size_t findEntry(std::string_view kind, std::string_view word) noexcept {
  const std::string lower = toLower(word);
  const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const ConditionName& entry) {
    return entry.kind == kind && hasWord(entry.words, lower);
  });
  return static_cast<std::size_t>(found - kNames.begin());
}

/// Entries of one kind share 1 between them.
void share(ConditionVector& vector, std::string_view kind, std::size_t entry) noexcept {
  if (entry == kConditionCount) return;
  vector[entry] = 1;
  float known = 0;
  for (std::size_t i = 0; i < kConditionCount; ++i) known += kNames[i].kind == kind && vector[i] > 0 ? 1.0f : 0.0f;
  for (std::size_t i = 0; i < kConditionCount; ++i)
    if (kNames[i].kind == kind && vector[i] > 0) vector[i] = 1 / known;
}

}  // namespace

std::span<const ConditionName, kConditionCount> conditionNames() noexcept { return kNames; }

void addGenre(ConditionVector& vector, std::string_view genre) noexcept {
  share(vector, "genre", findEntry("genre", genre));
}

void addSection(ConditionVector& vector, std::string_view section) noexcept {
  share(vector, "section", findEntry("section", section));
}

void addDecade(ConditionVector& vector, int decade) noexcept {
  const int entry = std::clamp(decade / 10, 193, 199) - 193;
  vector[kConditionCount - 7 + static_cast<std::size_t>(entry)] = 1;
}

ConditionVector conditionVector(const Conditions& conditions) noexcept {
  ConditionVector vector{};
  if (!conditions.genre.empty()) addGenre(vector, conditions.genre);
  if (!conditions.section.empty()) addSection(vector, conditions.section);
  if (conditions.decade) addDecade(vector, *conditions.decade);
  return vector;
}

bool knowsCondition(std::string_view kind, std::string_view word) noexcept {
  return findEntry(kind, word) < kConditionCount;
}

}  // namespace amuse::lm
