#include "app/plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include <fmt/format.h>

#include "app/planned.h"
#include "base/random.h"
#include "notation/bar_syntax.h"
#include "propose/phrase_plan.h"
#include "propose/rhythm_plan.h"
#include "theory/measures.h"

namespace amuse::app {
namespace {

/// What a proposer takes in one query.
constexpr std::size_t kMaxSlots = 256;

/// The modes a context's key is looked for in; the rarer ones are only named.
constexpr std::array kEstimatedModes{theory::Mode::Maj, theory::Mode::Min, theory::Mode::Mix, theory::Mode::Dor};

/// How well a key explains chords: tones in the scale above all, then the tonic triad, then where it begins and ends.
double keyFit(const std::vector<theory::ChordSymbol>& chords, theory::PitchClass tonic, theory::Mode mode) {
  const auto n = static_cast<double>(chords.size());
  double score = mode == theory::Mode::Maj || mode == theory::Mode::Min ? 0.3 : 0;
  for (const auto& chord : chords) {
    const auto relative = theory::toRelative(chord, tonic);
    const int third = theory::isMinorFamily(mode) ? 3 : 4;
    score += theory::diatonicShare(relative, mode) / n * 4;
    score += (relative.root == 0 && relative.quality.tones.contains(third) ? 1.0 : 0.0) / n;
  }
  const auto begins = [&](const theory::ChordSymbol& chord) {
    return !chord.isNoChord() && theory::toRelative(chord, tonic).root == 0;
  };
  return score + 0.5 * begins(chords.front()) + 0.25 * begins(chords.back());
}

/// The key with its tonic as the chords write it, where they do and it can be a key: F# B C#, not Gb.
theory::Key asWritten(theory::Key key, const std::vector<theory::ChordSymbol>& chords) {
  for (const auto& chord : chords) {
    const theory::Key written{chord.root, key.mode};
    if (!chord.isNoChord() && chord.root.pitchClass() == key.tonic.pitchClass() && std::abs(signatureOf(written)) <= 7)
      return written;
  }
  return key;
}

/// The message of an error with the field it belongs to; the offset stays.
tl::unexpected<Error> inField(std::string_view field, Error error) {
  error.message = fmt::format("{}: {}", field, error.message);
  return tl::unexpected(std::move(error));
}

Result<propose::Ending> endingOf(const std::string& text, int bars) {
  if (text == "auto") return bars <= 8 ? propose::Ending::Loop : propose::Ending::Close;
  return propose::parseEnding(text);
}

song::Tick toTick(double beats, const song::Meter& meter) {
  return std::lround(beats * static_cast<double>(meter.beatTicks()));
}

/// The mode of the chords once the tonic is settled.
theory::Mode estimateMode(const std::vector<theory::ChordSymbol>& chords, theory::PitchClass tonic) {
  theory::Mode best = theory::Mode::Maj;
  for (const theory::Mode mode : kEstimatedModes)
    if (keyFit(chords, tonic, mode) > keyFit(chords, tonic, best) + 1e-9) best = mode;
  return best;
}

/// The key of music that was heard: the keyword "G major" that rests on a recording. Taking the keyword away takes the
/// key away.
std::optional<theory::Key> heardKey(const brief::Brief& brief) {
  for (const auto& keyword : brief.keywords) {
    const bool isHeard = std::any_of(keyword.evidence.begin(), keyword.evidence.end(), [](const auto& evidence) {
      return std::holds_alternative<brief::SoundEvidence>(evidence);
    });
    if (!isHeard || keyword.word.find(' ') == std::string::npos) continue;
    if (const auto key = theory::parseKey(keyword.word); key && key->hasMode) return theory::Key{key->tonic, key->mode};
  }
  return std::nullopt;
}

/// Chooses key and mode: what was named first, then the context's own, then a recording's tonic, then C; the mode is
/// the inspiration's.
Result<void> chooseKey(const SuggestInput& input, const brief::Brief& brief,
                       const std::vector<theory::ChordSymbol>& context, Plan& plan) {
  theory::Key key{{}, brief.mode};
  plan.modeWhy = brief.modeWhy;
  bool modeNamed = false;
  if (const auto heard = heardKey(brief); heard && context.empty() && !input.key) {
    key.tonic = heard->tonic;
    plan.isKeyHeard = true;
  }
  if (!context.empty()) {
    key = estimateKey(context);
    plan.modeWhy = "the mode your chords are in";
  }
  if (input.key) {
    const auto named = theory::parseKey(*input.key);
    if (!named) return inField("key", named.error());
    key.tonic = named->tonic;
    modeNamed = named->hasMode;
    if (named->hasMode)
      key.mode = named->mode;
    else if (!context.empty())
      key.mode = estimateMode(context, key.tonic.pitchClass());
  }
  if (input.mode != "auto") {
    const auto mode = theory::parseMode(input.mode);
    if (!mode) return inField("mode", mode.error());
    key.mode = *mode;
    modeNamed = true;
  }
  if (modeNamed) plan.modeWhy = "you asked for it";
  // G# is a fine minor key, but its major is written as Ab.
  if (std::abs(signatureOf(key)) > 7) key = theory::makeKey(key.tonic.pitchClass(), key.mode);
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
void placeBars(const SuggestInput& input, const brief::Brief& brief, Plan& plan) {
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

/// The metre a request names, or the one its keywords dance to.
std::string meterText(const SuggestInput& input, const brief::Brief& brief) {
  if (input.meter != "auto") return input.meter;
  constexpr double kClear = 0.5;
  const bool isWaltz = std::any_of(brief.keywords.begin(), brief.keywords.end(), [](const brief::Keyword& keyword) {
    return keyword.weight >= kClear && keyword.word.find("waltz") != std::string::npos;
  });
  return isWaltz ? "3/4" : "4/4";
}

}  // namespace

void makeQuery(const brief::Brief& brief, Plan& plan) {
  const auto tonic = plan.key.tonic.pitchClass();
  plan.query.brief = brief;
  plan.query.mode = plan.key.mode;
  plan.query.tonic = plan.key.tonic;
  for (const auto& chord : plan.before) plan.query.before.push_back(theory::toRelative(chord, tonic));
  for (const auto& slot : plan.slots) {
    propose::Slot asked;
    if (slot.fixed) asked.fixed = theory::toRelative(*slot.fixed, tonic);
    plan.query.slots.push_back(asked);
  }
  plan.query.ending = plan.ending;
  if (plan.fillsSlots) plan.query.phraseStarts = phraseStartsOfContext(plan);
}

theory::Key estimateKey(const std::vector<theory::ChordSymbol>& chords) {
  theory::Key best;
  double bestScore = -1;
  if (chords.empty()) return best;
  for (const theory::Mode mode : kEstimatedModes)
    for (int tonic = 0; tonic < 12; ++tonic)
      if (const double score = keyFit(chords, tonic, mode); score > bestScore + 1e-9)
        bestScore = score, best = theory::makeKey(tonic, mode);
  return asWritten(best, chords);
}

std::optional<std::vector<theory::RelativeChord>> amongFixed(std::span<const theory::RelativeChord> chords,
                                                             const Plan& plan) {
  const auto& slots = plan.query.slots;
  const auto open = std::count_if(slots.begin(), slots.end(), [](const auto& slot) { return !slot.fixed; });
  if (static_cast<std::size_t>(open) != chords.size()) return std::nullopt;
  std::vector<theory::RelativeChord> whole;
  whole.reserve(slots.size());
  for (std::size_t next = 0; const auto& slot : slots) whole.push_back(slot.fixed ? *slot.fixed : chords[next++]);
  return whole;
}

Result<Plan> makePlan(const SuggestInput& input, const brief::Brief& brief) {
  Plan plan;
  const auto meter = song::parseMeter(meterText(input, brief));
  if (!meter) return inField("meter", meter.error());
  plan.meter = *meter;
  if (input.bars && (*input.bars < 1 || *input.bars > kMaxBars))
    return fail(ErrorCode::InvalidArgument, fmt::format("bars is {}; use 1 to {}", *input.bars, kMaxBars));

  if (input.rhythm != "bar" && input.rhythm != "auto")
    return fail(ErrorCode::InvalidArgument, fmt::format("rhythm is '{}'; use bar or auto", input.rhythm));

  notation::BarLine context;
  if (!input.context.empty()) {
    auto parsed = notation::parseBars(input.context, plan.meter);
    if (!parsed) return inField("context", parsed.error());
    context = std::move(*parsed);
  }
  plan.fillsSlots = context.hasSlots();
  if (plan.fillsSlots && input.bars)
    return fail(ErrorCode::InvalidArgument, "bars cannot go with a context that has slots (_); leave one of them out");
  plan.bars = plan.fillsSlots ? context.bars : input.bars.value_or(4);

  std::vector<theory::ChordSymbol> written;
  for (const auto& cell : context.cells)
    if (cell.chord) written.push_back(*cell.chord);
  if (const auto chosen = chooseKey(input, brief, written, plan); !chosen) return tl::unexpected(chosen.error());
  const auto ending = endingOf(input.ending, plan.bars);
  if (!ending) return inField("ending", ending.error());
  plan.ending = *ending;

  placeContext(context, plan);
  if (plan.slots.size() > kMaxSlots)
    return fail(ErrorCode::TooLarge, fmt::format("context: {} chords from the first slot on; give at most {}",
                                                 plan.slots.size(), kMaxSlots));
  if (!plan.fillsSlots) placeBars(input, brief, plan);
  makeQuery(brief, plan);
  return plan;
}

}  // namespace amuse::app
