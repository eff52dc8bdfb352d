#include "app/plan.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/random.h"
#include "notation/bar_syntax.h"
#include "propose/phrase_plan.h"
#include "propose/rhythm_plan.h"
#include "theory/measures.h"

namespace amuse::app {
namespace {

/// The message of an error with the option it belongs to; the offset stays.
tl::unexpected<Error> inOption(std::string_view option, Error error) {
  error.message = fmt::format("{}: {}", option, error.message);
  return tl::unexpected(std::move(error));
}

Result<propose::Ending> endingOf(const std::string& text, int bars) {
  if (text == "auto") return bars <= 8 ? propose::Ending::Loop : propose::Ending::Close;
  return propose::parseEnding(text);
}

song::Tick toTick(double beats, const song::Meter& meter) {
  return static_cast<song::Tick>(beats * static_cast<double>(meter.beatTicks()) + 0.5);
}

/// Chooses key and mode: what was named first, then the context's own, then the inspiration's mode on C.
Result<void> chooseKey(const SuggestInput& input, const brief::Brief& brief,
                       const std::vector<theory::ChordSymbol>& context, Plan& plan) {
  const bool readText = !brief.keywords.empty() || !brief.genres.empty();
  const bool fromContext = !context.empty() && (!input.key || !readText);
  theory::Key key{{}, brief.mode};
  plan.modeWhy = brief.modeWhy;
  bool modeNamed = false;
  if (!context.empty() && !input.key) key = estimateKey(context);
  if (fromContext) plan.modeWhy = "the mode your chords are in";
  if (input.key) {
    const auto named = theory::parseKey(*input.key);
    if (!named) return inOption("--key", named.error());
    key.tonic = named->tonic;
    if (named->hasMode)
      key.mode = named->mode, modeNamed = true;
    else if (fromContext) {
      const theory::Key estimated = estimateKey(context);
      if (estimated.tonic.pitchClass() == key.tonic.pitchClass()) key.mode = estimated.mode;
    }
  }
  if (input.mode != "auto") {
    const auto mode = theory::parseMode(input.mode);
    if (!mode) return inOption("--mode", mode.error());
    key.mode = *mode;
    modeNamed = true;
  }
  if (modeNamed) plan.modeWhy = "you asked for it";
  plan.key = key;
  return {};
}

/// A place for every cell of the context, those before the first slot kept apart.
void placeContext(const notation::BarLine& context, Plan& plan) {
  bool open = false;
  for (const auto& cell : context.cells) {
    open = open || !cell.chord;
    if (!open)
      plan.before.push_back(*cell.chord);
    else
      plan.slots.push_back({cell.start, cell.length, cell.chord});
  }
}

/// New bars: one chord each, or as the harmonic rhythm plan says.
Result<void> placeBars(const SuggestInput& input, const brief::Brief& brief, Plan& plan) {
  if (input.rhythm != "bar" && input.rhythm != "auto")
    return fail(ErrorCode::InvalidArgument, fmt::format("--rhythm is '{}'; use bar or auto", input.rhythm));
  Random random = Random(input.seed).fork("phrases");
  const propose::PhrasePlan phrases = propose::planPhrases(plan.bars, random);
  propose::RhythmPlan rhythm = propose::barRhythm(phrases, plan.meter.beats);
  if (input.rhythm == "auto") {
    Random rhythmRandom = Random(input.seed).fork("rhythm");
    rhythm = propose::planRhythm(phrases, {plan.meter.beats, plan.meter.unit, plan.ending, propose::densityOf(brief)},
                                 rhythmRandom);
  }
  double at = 0;
  for (const double beats : rhythm.beats) {
    const auto start = toTick(at, plan.meter);
    at += beats;
    plan.slots.push_back({start, toTick(at, plan.meter) - start, std::nullopt});
  }
  plan.query.phraseStarts = rhythm.phraseStarts;
  plan.query.form = propose::formOf(phrases);
  return {};
}

/// The context's phrases: every four bars once it is longer than eight.
std::vector<int> phraseStartsOfContext(const Plan& plan) {
  std::vector<int> starts{0};
  if (plan.bars <= 8) return starts;
  for (std::size_t i = 1; i < plan.slots.size(); ++i)
    if (plan.slots[i].start / (4 * plan.meter.barTicks()) > plan.slots[i - 1].start / (4 * plan.meter.barTicks()))
      starts.push_back(static_cast<int>(i));
  return starts;
}

void makeQuery(const brief::Brief& brief, Plan& plan) {
  const auto tonic = plan.key.tonic.pitchClass();
  plan.query.brief = brief;
  plan.query.mode = plan.key.mode;
  for (const auto& chord : plan.before) plan.query.before.push_back(theory::toRelative(chord, tonic));
  for (const auto& slot : plan.slots) {
    propose::Slot asked;
    if (slot.fixed) asked.fixed = theory::toRelative(*slot.fixed, tonic);
    plan.query.slots.push_back(asked);
  }
  plan.query.ending = plan.ending;
  if (plan.fillsSlots) plan.query.phraseStarts = phraseStartsOfContext(plan);
}

}  // namespace

theory::Key estimateKey(const std::vector<theory::ChordSymbol>& chords) {
  theory::Key best;
  double bestScore = -1;
  for (const theory::Mode mode : {theory::Mode::Maj, theory::Mode::Min, theory::Mode::Mix, theory::Mode::Dor})
    for (int tonic = 0; tonic < 12; ++tonic) {
      double score = mode == theory::Mode::Maj || mode == theory::Mode::Min ? 0.3 : 0;
      for (const auto& chord : chords) {
        const auto relative = theory::toRelative(chord, tonic);
        score += theory::diatonicShare(relative, mode) / static_cast<double>(chords.size()) * 4;
        const bool tonicTriad =
            relative.root == 0 && relative.quality.tones.contains(theory::isMinorFamily(mode) ? 3 : 4);
        score += (tonicTriad ? 1.0 : 0.0) / static_cast<double>(chords.size());
      }
      const auto first = theory::toRelative(chords.front(), tonic), last = theory::toRelative(chords.back(), tonic);
      score += 0.5 * (first.root == 0) + 0.25 * (last.root == 0);
      if (score > bestScore + 1e-9) bestScore = score, best = theory::makeKey(tonic, mode);
    }
  return best;
}

Result<Plan> makePlan(const SuggestInput& input, const brief::Brief& brief) {
  Plan plan;
  const auto meter = song::parseMeter(input.meter);
  if (!meter) return inOption("--meter", meter.error());
  plan.meter = *meter;
  if (input.bars && (*input.bars < 1 || *input.bars > kMaxBars))
    return fail(ErrorCode::InvalidArgument, fmt::format("--bars is {}; use 1 to {}", *input.bars, kMaxBars));

  notation::BarLine context;
  if (!input.context.empty()) {
    auto parsed = notation::parseBars(input.context, plan.meter);
    if (!parsed) return inOption("--context", parsed.error());
    context = std::move(*parsed);
  }
  plan.fillsSlots = context.hasSlots();
  if (plan.fillsSlots && input.bars)
    return fail(ErrorCode::InvalidArgument,
                "--bars cannot go with a --context that has slots (_); leave one of them out");
  plan.bars = plan.fillsSlots ? context.bars : input.bars.value_or(4);

  std::vector<theory::ChordSymbol> written;
  for (const auto& cell : context.cells)
    if (cell.chord) written.push_back(*cell.chord);
  if (const auto chosen = chooseKey(input, brief, written, plan); !chosen) return tl::unexpected(chosen.error());
  const auto ending = endingOf(input.ending, plan.bars);
  if (!ending) return inOption("--ending", ending.error());
  plan.ending = *ending;

  placeContext(context, plan);
  if (!plan.fillsSlots)
    if (const auto placed = placeBars(input, brief, plan); !placed) return tl::unexpected(placed.error());
  makeQuery(brief, plan);
  return plan;
}

}  // namespace amuse::app
