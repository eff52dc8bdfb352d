#include "app/score.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/text.h"
#include "lm/net_conditions.h"
#include "sample/acceptance.h"
#include "sample/ratio.h"
#include "theory/roman.h"

namespace amuse::app {
namespace {

constexpr theory::PitchClass kTonicC = 0;
constexpr double kDefaultSurprise = 0.5;

std::vector<theory::RelativeChord> relativeToC(const std::vector<theory::ChordSymbol>& chords) {
  std::vector<theory::RelativeChord> relative;
  relative.reserve(chords.size());
  for (const auto& chord : chords) relative.push_back(theory::toRelative(chord, kTonicC));
  return relative;
}

std::vector<double> stepsOf(const lm::SequenceScore& score, lm::Level level) {
  std::vector<double> steps;
  for (const auto& step : score.chords)
    steps.push_back(level == lm::Level::Exact      ? step.exact
                    : level == lm::Level::Sevenths ? step.sevenths
                                                   : step.triads);
  steps.push_back(score.end);
  return steps;
}

double acceptanceAsLoop(const ScoreModels& models, theory::Mode mode, std::vector<theory::RelativeChord> chords) {
  sample::Stretch stretch;
  stretch.chords = std::move(chords);
  stretch.chords.erase(std::unique(stretch.chords.begin(), stretch.chords.end()), stretch.chords.end());
  const std::vector<sample::Stretch> stretches{std::move(stretch)};
  const auto ratios =
      sample::compare(models.prior, models.proposerModel, {mode, {}, {}, {}}, stretches, models.calibration.trust());
  const sample::Filter filter{mode, kDefaultSurprise, models.prior.sectionCount(mode), 0};
  return sample::acceptanceOf(filter, models.calibration, stretches, ratios);
}

}  // namespace

Result<std::vector<theory::ChordSymbol>> parseProgression(std::string_view line) {
  std::vector<theory::ChordSymbol> chords;
  for (const std::string_view word : splitWords(line)) {
    if (chords.size() == kMaxScoredChords)
      return fail(ErrorCode::TooLarge, fmt::format("more than {} chords in a line; cut it", kMaxScoredChords));
    const auto offset = static_cast<std::size_t>(word.data() - line.data());
    const auto chord = theory::parseAnyChord(word);
    if (!chord) return fail(chord.error().code, chord.error().message, offset + chord.error().offset.value_or(0));
    chords.push_back(*chord);
  }
  return chords;
}

Result<lm::Conditions> makeConditions(theory::Mode mode, const std::string& genre, const std::string& section,
                                      int decade) {
  const auto unknown = [](const char* kind, const std::string& word) {
    std::string names;
    for (const auto& entry : lm::conditionNames())
      if (entry.kind == kind) names += fmt::format("{}{}", names.empty() ? "" : ", ", entry.name);
    return fail(ErrorCode::InvalidArgument, fmt::format("--{} is '{}'; use {}", kind, word, names));
  };
  if (!genre.empty() && !lm::knowsCondition("genre", genre)) return unknown("genre", genre);
  if (!section.empty() && !lm::knowsCondition("section", section)) return unknown("section", section);
  if (decade != 0 && (decade < 1850 || decade > 2030))
    return fail(ErrorCode::InvalidArgument, fmt::format("decade is {}; use a year such as 1970", decade));
  return lm::Conditions{mode, genre, section, decade == 0 ? std::nullopt : std::optional(decade)};
}

Result<LineScore> scoreLine(const ScoreModels& models, const lm::Conditions& conditions, lm::Level level,
                            std::string_view line) {
  auto chords = parseProgression(line);
  if (!chords) return tl::unexpected(chords.error());
  if (chords->empty()) return fail(ErrorCode::Parse, "an empty line; write chords such as \"C Am F G\"", 0);
  auto relative = relativeToC(*chords);
  const lm::ScoreRequest request{{}, relative};
  LineScore score;
  score.logP = stepsOf(models.prior.score(conditions, {&request, 1}).front(), level);
  score.logQ = stepsOf(models.proposerModel.score({conditions.mode, {}, {}, {}}, {&request, 1}).front(), level);
  score.chords = std::move(*chords);
  score.acceptance = acceptanceAsLoop(models, conditions.mode, std::move(relative));
  return score;
}

Result<NextAnswer> nextChords(const lm::ChordModel& prior, const lm::Conditions& conditions, int top,
                              std::string_view line) {
  if (top < 1 || top > lm::kNoChordSymbol)
    return fail(ErrorCode::InvalidArgument, fmt::format("top is {}; use 1 to {}", top, lm::kNoChordSymbol));
  auto context = parseProgression(line);
  if (!context) return tl::unexpected(context.error());
  const auto next = prior.next(conditions, relativeToC(*context));
  std::vector<lm::Symbol> symbols(lm::kNoChordSymbol);
  std::iota(symbols.begin(), symbols.end(), 0);
  const auto p = [&](lm::Symbol symbol) { return next.p[static_cast<std::size_t>(symbol)]; };
  std::stable_sort(symbols.begin(), symbols.end(), [&](lm::Symbol a, lm::Symbol b) { return p(a) > p(b); });

  const theory::Key key{{}, conditions.mode};
  NextAnswer answer;
  for (int i = 0; i < top; ++i) {
    const lm::Symbol symbol = symbols[static_cast<std::size_t>(i)];
    const auto chord = theory::toSymbol(lm::chordOf(symbol), key);
    answer.options.push_back({chord, theory::romanNumeral(chord, key), p(symbol)});
  }
  answer.end = p(lm::kEndSymbol);
  answer.context = std::move(*context);
  return answer;
}

}  // namespace amuse::app
