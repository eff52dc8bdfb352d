#include "app/under_tune.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "sample/ratio.h"
#include "sample/shown_set.h"
#include "sample/word.h"
#include "song/timeline.h"

namespace amuse::app {
namespace {

using theory::RelativeChord;
using OptionalChords = std::vector<std::optional<RelativeChord>>;

/// Proposals that are mended; chords tried in one slot; what a slot's melody counts beside log P.
constexpr int kDrafts = 32;
constexpr int kNearDrafts = 2;  ///< Of each that is asked for: mending makes some of them equal.
constexpr std::size_t kTriedASlot = 16;
constexpr double kToneWeight = 2;

/// Every chord that was proposed anywhere, the commonest first, and behind them every symbol of the vocabulary: there
/// is always something to try.
std::vector<RelativeChord> chordsToTry(const std::vector<sample::Suggestion>& drafts) {
  std::map<RelativeChord, int> counts;
  for (const auto& draft : drafts)
    for (const auto& chord : draft.chords) ++counts[chord];
  std::vector<std::pair<int, RelativeChord>> sorted;
  sorted.reserve(counts.size());
  for (const auto& [chord, count] : counts) sorted.emplace_back(-count, chord);
  std::sort(sorted.begin(), sorted.end());
  std::vector<RelativeChord> chords;
  chords.reserve(sorted.size() + lm::kNoChordSymbol);
  for (const auto& [count, chord] : sorted) chords.push_back(chord);
  for (int symbol = 0; symbol < lm::kNoChordSymbol; ++symbol) chords.push_back(lm::chordOf(symbol));
  return chords;
}

class Mender {
 public:
  Mender(const Engine& engine, const Plan& plan, const Tune& tune, Unfitting unfitting,
         std::vector<RelativeChord> toTry)
      : engine_(engine), plan_(plan), tune_(tune), unfitting_(unfitting), toTry_(std::move(toTry)) {}

  /// Exchanges every open chord that grates and is not `kept` (empty, or one a slot); the first slots first, each given
  /// those before it.
  void mend(std::vector<RelativeChord>& chords, const OptionalChords& kept) const {
    for (std::size_t slot = 0; slot < chords.size(); ++slot) {
      const bool stays = plan_.query.slots[slot].fixed || (!kept.empty() && kept[slot] == chords[slot]);
      if (!stays && !tune_.fits(slot, chords[slot])) exchange(slot, chords);
    }
  }

 private:
  void exchange(std::size_t slot, std::vector<RelativeChord>& chords) const {
    std::vector<std::vector<RelativeChord>> tries;
    for (const auto& chord : toTry_) {
      if (tries.size() == kTriedASlot) break;
      const bool repeats =
          (slot > 0 && chords[slot - 1] == chord) || (slot + 1 < chords.size() && chords[slot + 1] == chord);
      if (repeats || !tune_.fits(slot, chord)) continue;
      tries.push_back(chords);
      tries.back()[slot] = chord;
    }
    if (tries.empty()) {
      if (unfitting_ == Unfitting::Silent) chords[slot] = theory::toRelative(theory::noChord(), 0);
      return;
    }
    std::vector<lm::ScoreRequest> requests;
    requests.reserve(tries.size());
    for (const auto& one : tries) requests.push_back({plan_.query.before, one});
    const auto scores = engine_.models().prior.score({plan_.query.mode, {}, {}, {}}, requests);
    std::size_t best = 0;
    double bestScore = -1e300;
    for (std::size_t i = 0; i < tries.size(); ++i) {
      const double score =
          scores[i].total(lm::Level::Sevenths, false) + kToneWeight * tune_.share(slot, tries[i][slot]);
      if (score > bestScore) best = i, bestScore = score;
    }
    chords = tries[best];
  }

  const Engine& engine_;
  const Plan& plan_;
  const Tune& tune_;
  Unfitting unfitting_;
  std::vector<RelativeChord> toTry_;
};

/// Likelihoods and surprise of a mended progression.
sample::Suggestion weighed(const Engine& engine, const Plan& plan, std::vector<RelativeChord> chords, bool accepted) {
  sample::Suggestion made;
  double sevenths = 0;
  int count = 0;
  const auto stretches = sample::stretchesOf(plan.query, {chords});
  const auto models = engine.models();
  for (const auto& ratio : sample::compare(models.prior, models.proposerModel, {plan.query.mode, {}, {}, {}}, stretches,
                                           models.calibration.trust())) {
    made.logP += ratio.logP;
    made.logQ += ratio.logQ;
    sevenths += ratio.logPSevenths;
    count += ratio.chordCount;
  }
  made.chords = std::move(chords);
  made.accepted = accepted;
  made.acceptance = accepted ? 1 : 0;
  made.surprise = 1 - models.prior.openings().percentile(count == 0 ? 0 : sevenths / count, plan.query.mode,
                                                         static_cast<std::size_t>(count));
  return made;
}

/// Mends all drafts; equal outcomes and excluded ones go.
std::vector<sample::Suggestion> mendAll(const Engine& engine, const Planned& planned, const Tune& tune,
                                        Unfitting unfitting, const OptionalChords& kept,
                                        const std::vector<sample::Suggestion>& drafts) {
  const Mender mender(engine, planned.plan, tune, unfitting, chordsToTry(drafts));
  std::set<std::string> seen;
  for (const auto& chords : planned.exclude) seen.insert(sample::progressionKey(chords));
  std::vector<sample::Suggestion> mended;
  for (const auto& draft : drafts) {
    auto chords = draft.chords;
    mender.mend(chords, kept);
    const bool untouched = chords == draft.chords;
    if (seen.insert(sample::progressionKey(chords)).second)
      mended.push_back(weighed(engine, planned.plan, std::move(chords), untouched && draft.accepted));
  }
  return mended;
}

/// The few that are shown: real songs' liking, the tune's, and far from each other.
std::vector<std::size_t> choose(const std::vector<sample::Suggestion>& mended, const Planned& planned,
                                const Tune& tune) {
  std::vector<sample::Choice> choices;
  choices.reserve(mended.size());
  for (const auto& one : mended)
    choices.push_back(
        {one.chords, one.logP / static_cast<double>(one.chords.size()), kToneWeight * tune.share(one.chords)});
  const bool openStart = !planned.plan.query.slots.front().fixed;
  std::vector<std::size_t> chosen;
  for (const bool distinct : {true, false}) {
    chosen = sample::chooseShownSet(choices, {static_cast<std::size_t>(planned.count), distinct, openStart});
    if (chosen.size() == static_cast<std::size_t>(planned.count)) break;
  }
  return chosen;
}

/// Those that are shown, each with the word that tells it from the others.
std::vector<sample::Suggestion> worded(const std::vector<sample::Suggestion>& mended,
                                       const std::vector<std::size_t>& chosen, theory::Mode mode) {
  std::vector<sample::Suggestion> shown;
  std::vector<std::vector<RelativeChord>> progressions;
  progressions.reserve(chosen.size());
  for (const std::size_t i : chosen) progressions.push_back(mended[i].chords);
  const auto words = sample::wordsFor(progressions, mode);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    shown.push_back(mended[chosen[i]]);
    shown.back().word = words[i];
  }
  return shown;
}

}  // namespace

Tune::Tune(const song::Song& song, const SongPlan& plan) : tonic_(plan.plan.key.tonic.pitchClass()) {
  const song::Part& part = *song::findPart(song, plan.partId);
  for (const auto& target : plan.targets) {
    notes_.emplace_back();
    const song::Tick barLine = target.start / plan.plan.meter.barTicks() * plan.plan.meter.barTicks();
    for (const auto& note : strongNotes(part, plan.plan.meter, barLine, target.start + target.length))
      if (note.at >= target.start) notes_.back().push_back(note);
  }
}

bool Tune::empty() const noexcept {
  return std::all_of(notes_.begin(), notes_.end(), [](const auto& notes) { return notes.empty(); });
}

bool Tune::fits(std::size_t slot, const RelativeChord& chord) const noexcept {
  return std::none_of(notes_[slot].begin(), notes_[slot].end(),
                      [&](const StrongNote& note) { return clashes(chord, tonic_, note.pitchClass); });
}

double Tune::share(std::size_t slot, const RelativeChord& chord) const noexcept {
  return toneShare(chord, tonic_, notes_[slot]);
}

double Tune::share(std::span<const RelativeChord> chords) const noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < chords.size(); ++i) sum += share(i, chords[i]);
  return chords.empty() ? 1 : sum / static_cast<double>(chords.size());
}

Result<sample::Answer> drawUnder(const Engine& engine, const Planned& planned, const Tune& tune, Unfitting unfitting) {
  Planned drafts = planned;
  drafts.count = std::clamp(4 * planned.count, kDrafts, sample::kMaxCount);
  auto drawn = drawPlanned(engine, drafts);
  if (!drawn) return drawn;
  const auto mended = mendAll(engine, planned, tune, unfitting, {}, drawn->suggestions);
  drawn->suggestions = worded(mended, choose(mended, planned, tune), planned.plan.query.mode);
  return drawn;
}

Result<sample::Answer> drawNearUnder(const Engine& engine, const Planned& planned, const Nearness& near,
                                     const Tune& tune) {
  Planned drafts = planned;
  drafts.count = std::min(kNearDrafts * planned.count, sample::kMaxCount);
  auto drawn = drawNear(engine, drafts, near);
  if (!drawn) return drawn;
  const auto mended = mendAll(engine, planned, tune, Unfitting::Drawn, near.like, drawn->suggestions);
  std::vector<std::size_t> first(std::min(mended.size(), static_cast<std::size_t>(planned.count)));
  std::iota(first.begin(), first.end(), std::size_t{0});
  drawn->suggestions = worded(mended, first, planned.plan.query.mode);
  return drawn;
}

}  // namespace amuse::app
