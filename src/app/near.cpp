#include "app/near.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/shifts.h"
#include "base/random.h"

namespace amuse::app {
namespace {

using theory::RelativeChord;

constexpr double kColourMoves = 0.25;  ///< From this shift of richness on the chords themselves change their colour.
constexpr double kFirstGivesWay = 0.25;

/// Which slots change: drawn, so that four ideas do not all change the same chord.
std::vector<std::size_t> drawChanging(std::vector<std::size_t> candidates, std::size_t count, Random& random) {
  std::vector<std::size_t> chosen;
  while (chosen.size() < count && !candidates.empty()) {
    std::vector<double> weights(candidates.size(), 1);
    if (candidates.front() == 0) weights.front() = kFirstGivesWay;
    const std::size_t i = random.weighted(weights);
    chosen.push_back(candidates[i]);
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(i));
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

theory::ChordClass triadClassOf(theory::ChordClass kind) {
  using theory::ChordClass, theory::TriadClass;
  switch (theory::triadOf(kind)) {
    case TriadClass::Maj: return ChordClass::Maj;
    case TriadClass::Min: return ChordClass::Min;
    case TriadClass::Dim: return ChordClass::Dim;
    case TriadClass::Aug: return ChordClass::Aug;
    case TriadClass::Sus2: return ChordClass::Sus2;
    case TriadClass::Sus4: return ChordClass::Sus4;
    case TriadClass::Five: return ChordClass::Five;
  }
  return kind;
}

/// Plain triads take the seventh the key has for them; everything else is rich enough.
RelativeChord withSeventh(RelativeChord chord, theory::Mode mode) {
  using theory::ChordClass;
  const auto kind = chord.quality.chordClass;
  if (kind != ChordClass::Maj && kind != ChordClass::Min && kind != ChordClass::Dim) return chord;
  if (chord.quality != theory::plainQuality(kind)) return chord;
  const bool isMinorSeventh = theory::scaleOf(mode).contains(chord.root + 10);
  const ChordClass richer = kind == ChordClass::Dim   ? (isMinorSeventh ? ChordClass::HalfDim7 : ChordClass::Dim7)
                            : kind == ChordClass::Min ? ChordClass::Min7
                            : isMinorSeventh          ? ChordClass::Dom7
                                                      : ChordClass::Maj7;
  chord.quality = theory::plainQuality(richer);
  return chord;
}

RelativeChord inColour(RelativeChord chord, theory::Mode mode, double richness) {
  if (chord.isNoChord()) return chord;
  if (richness >= kColourMoves) return withSeventh(chord, mode);
  if (richness <= -kColourMoves) chord.quality = theory::plainQuality(triadClassOf(chord.quality.chordClass));
  return chord;
}

void addStats(sample::Stats& all, const sample::Stats& one) {
  all.proposed += one.proposed;
  all.malformed += one.malformed;
  all.duplicate += one.duplicate;
  all.rejected += one.rejected;
  all.accepted += one.accepted;
  all.filled += one.filled;
}

}  // namespace

brief::Brief shifted(brief::Brief brief, const Shifts& shifts) noexcept {
  const auto move = [&](brief::Affect& affect) {
    affect.valence = std::clamp(affect.valence + shifts.brightness, -1.0, 1.0);
    affect.arousal = std::clamp(affect.arousal + shifts.energy, -1.0, 1.0);
    affect.tension = std::clamp(affect.tension + shifts.tension, -1.0, 1.0);
    affect.complexity = std::clamp(affect.complexity + shifts.richness, -1.0, 1.0);
  };
  if (shifts == Shifts{}) return brief;
  move(brief.affect);
  for (auto& keyword : brief.keywords)
    if (keyword.affect) move(*keyword.affect);
  return brief;
}

std::vector<std::optional<RelativeChord>> likeIn(const Plan& plan, const std::vector<theory::ChordSymbol>& like,
                                                 double richness) {
  std::vector<std::optional<RelativeChord>> chords(plan.slots.size());
  if (like.empty()) return chords;
  const auto open = static_cast<std::size_t>(
      std::count_if(plan.slots.begin(), plan.slots.end(), [](const auto& slot) { return !slot.fixed; }));
  std::size_t next = 0;
  for (std::size_t i = 0; i < plan.slots.size(); ++i) {
    if (plan.slots[i].fixed) continue;
    const auto& chord = like[std::min(like.size() - 1, next++ * like.size() / open)];
    chords[i] = inColour(theory::toRelative(chord, plan.key.tonic.pitchClass()), plan.key.mode, richness);
  }
  return chords;
}

Result<sample::Answer> drawNear(const Engine& engine, Planned planned, const Nearness& near) {
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < planned.plan.slots.size(); ++i)
    if (!planned.plan.slots[i].fixed && near.like[i]) candidates.push_back(i);
  if (candidates.empty()) return fail(ErrorCode::InvalidArgument, "there is no chord to vary; fill the gaps first");
  const auto share = std::lround(near.change * static_cast<double>(candidates.size()));
  const auto changing = std::clamp<std::size_t>(static_cast<std::size_t>(share), 1, candidates.size());

  sample::Answer all;
  const int count = planned.count;
  std::vector<RelativeChord> original;
  for (const auto& chord : near.like) original.push_back(chord.value_or(RelativeChord{}));
  planned.exclude.push_back(std::move(original));
  planned.count = 1;
  // A single slot has only so many answers: more tries than ideas, then fewer ideas.
  for (int attempt = 0; attempt < 3 * count && static_cast<int>(all.suggestions.size()) < count; ++attempt) {
    Random random = Random(planned.seed).fork(fmt::format("vary {}", attempt));
    Planned one = planned;
    one.seed = static_cast<std::uint32_t>(random.next64());
    const auto open = drawChanging(candidates, changing, random);
    for (const std::size_t i : candidates)
      if (!std::binary_search(open.begin(), open.end(), i)) one.plan.query.slots[i].fixed = near.like[i];
    const auto drawn = drawPlanned(engine, one);
    if (!drawn) return tl::unexpected(drawn.error());
    addStats(all.stats, drawn->stats);
    for (const auto& suggestion : drawn->suggestions) {
      planned.exclude.push_back(suggestion.chords);
      all.suggestions.push_back(suggestion);
    }
  }
  return all;
}

Result<SuggestAnswer> suggestNear(const Engine& engine, Planned planned, const Nearness& near, const Clock& clock) {
  const Stopwatch watch(clock);
  const auto drawn = drawNear(engine, planned, near);
  if (!drawn) return tl::unexpected(drawn.error());
  SuggestAnswer answer = presentPlanned(engine, std::move(planned), *drawn);
  answer.elapsedMs = watch.elapsedMs();
  return answer;
}

}  // namespace amuse::app
