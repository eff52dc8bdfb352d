#include "app/in_song.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "app/near.h"
#include "app/under_tune.h"
#include "song/timeline.h"

namespace amuse::app {
namespace {

Result<void> checkQuestion(const InSongQuestion& question) {
  if (question.count < 1 || question.count > sample::kMaxCount)
    return fail(ErrorCode::InvalidArgument, fmt::format("count is {}; use 1 to {}", question.count, sample::kMaxCount));
  if (!(question.surprise >= 0 && question.surprise <= 1))
    return fail(ErrorCode::InvalidArgument, fmt::format("surprise is {}; use 0 to 1", question.surprise));
  if (!(question.change >= 0 && question.change <= 1))
    return fail(ErrorCode::InvalidArgument, fmt::format("change is {}; use 0 to 1", question.change));
  return {};
}

brief::Brief heard(const InSongQuestion& question) { return shifted(question.brief, question.shifts); }

PlaceQuestion placeQuestion(const InSongQuestion& question, Asked asked) {
  return {question.place, asked, question.rhythm, question.ending, question.seed};
}

/// The chords that stand in the slots, relative to the plan's tonic; nothing where a slot is silent.
std::vector<std::optional<theory::RelativeChord>> standing(const SongPlan& plan, const song::Song& song) {
  std::vector<std::optional<theory::RelativeChord>> chords;
  const song::Part* part = song::findPart(song, plan.partId);
  for (const auto& target : plan.targets) {
    chords.emplace_back();
    if (!target.chordId) continue;
    for (const auto& chord : part->chords)
      if (chord.id == *target.chordId)
        chords.back() = theory::toRelative(chord.symbol, plan.plan.key.tonic.pitchClass());
  }
  return chords;
}

/// What was shown, and what stands there, do not come.
Planned plannedFor(const SongPlan& plan, const song::Song& song, const InSongQuestion& question) {
  Planned planned{question.brief,    plan.plan,     question.count,
                  question.surprise, question.seed, excludedFrom(plan, song, question.shown),
                  question.stop};
  std::vector<theory::RelativeChord> there;
  for (const auto& chord : standing(plan, song))
    if (chord) there.push_back(*chord);
  if (there.size() == plan.plan.query.slots.size()) planned.exclude.push_back(std::move(there));
  return planned;
}

/// The ideas of an answer: the edits that put each suggestion in its place.
InSongAnswer withIdeas(SuggestAnswer answer, const SongPlan& plan, const std::string& inspiration) {
  InSongAnswer made{std::move(answer), {}};
  const auto origin = originOf(made.answer, inspiration);
  for (const auto& suggestion : made.answer.suggestions)
    made.ideas.push_back({editsFor(plan, suggestion.wholeChords, origin), {}});
  return made;
}

Result<sample::Answer> drawNearHere(const Engine& engine, const Planned& planned, const Nearness& near,
                                    const Tune& tune) {
  return tune.empty() ? drawNear(engine, planned, near) : drawNearUnder(engine, planned, near, tune);
}

Result<InSongAnswer> suggestFor(const Engine& engine, const song::Song& song, const InSongQuestion& question,
                                const Result<SongPlan>& plan, const Clock& clock) {
  if (!plan) return tl::unexpected(plan.error());
  const Stopwatch watch(clock);
  auto planned = plannedFor(*plan, song, question);
  const Nearness near{likeIn(plan->plan, question.like, question.shifts.richness), question.change};
  const Tune tune(song, *plan);
  const auto drawn = !question.like.empty() ? drawNearHere(engine, planned, near, tune)
                     : tune.empty()         ? drawPlanned(engine, planned)
                                            : drawUnder(engine, planned, tune, Unfitting::Drawn);
  if (!drawn) return tl::unexpected(drawn.error());
  auto made = withIdeas(presentPlanned(engine, std::move(planned), *drawn), *plan, question.inspiration);
  made.answer.elapsedMs = watch.elapsedMs();
  return made;
}

/// "bar 3: F becomes Dm7".
std::vector<std::string> changesOf(const SongPlan& plan, const song::Song& song, const Suggestion& suggestion) {
  std::vector<std::string> says;
  const auto before = standing(plan, song);
  const song::Part* part = song::findPart(song, plan.partId);
  const song::Tick start = song::firstStartOf(song, *part);
  const int firstBar = song::toBarPosition(song, start).barNumber;
  for (std::size_t i = 0; i < plan.targets.size(); ++i) {
    if (plan.plan.slots[i].fixed || !before[i]) continue;
    const auto was = theory::toSymbol(*before[i], plan.plan.key);
    const auto now = suggestion.wholeChords[i];
    if (theory::toRelative(now, plan.plan.key.tonic.pitchClass()) == *before[i]) continue;
    const int bar = song::toBarPosition(song, start + plan.targets[i].start).barNumber - firstBar + 1;
    says.push_back(fmt::format("bar {}: {} becomes {}", bar, theory::toText(was), theory::toText(now)));
  }
  return says;
}

}  // namespace

Result<InSongAnswer> suggestInPlace(const Engine& engine, const song::Song& song, const InSongQuestion& question,
                                    const Clock& clock) {
  if (const auto fine = checkQuestion(question); !fine) return tl::unexpected(fine.error());
  return suggestFor(engine, song, question, planPlace(song, placeQuestion(question, Asked::All), heard(question)),
                    clock);
}

Result<InSongAnswer> fillGaps(const Engine& engine, const song::Song& song, const InSongQuestion& question,
                              const Clock& clock) {
  if (const auto fine = checkQuestion(question); !fine) return tl::unexpected(fine.error());
  return suggestFor(engine, song, question, planPlace(song, placeQuestion(question, Asked::Gaps), heard(question)),
                    clock);
}

Result<InSongAnswer> vary(const Engine& engine, const song::Song& song, const InSongQuestion& question,
                          const Clock& clock) {
  const Stopwatch watch(clock);
  if (const auto fine = checkQuestion(question); !fine) return tl::unexpected(fine.error());
  InSongQuestion kept = question;
  kept.rhythm = PlaceRhythm::Keep;
  const auto plan = planPlace(song, placeQuestion(kept, Asked::All), heard(kept));
  if (!plan) return tl::unexpected(plan.error());
  Planned planned = plannedFor(*plan, song, kept);
  const auto before = standing(*plan, song);
  const auto drawn = drawNearHere(engine, planned, {before, kept.change}, Tune(song, *plan));
  if (!drawn) return tl::unexpected(drawn.error());
  auto made = withIdeas(presentPlanned(engine, std::move(planned), *drawn), *plan, kept.inspiration);
  for (std::size_t i = 0; i < made.ideas.size(); ++i)
    made.ideas[i].says = changesOf(*plan, song, made.answer.suggestions[i]);
  made.answer.elapsedMs = watch.elapsedMs();
  return made;
}

Result<InSongAnswer> continuePart(const Engine& engine, const song::Song& song, const InSongQuestion& question,
                                  int bars, const Clock& clock) {
  if (const auto fine = checkQuestion(question); !fine) return tl::unexpected(fine.error());
  auto made = suggestFor(
      engine, song, question,
      planContinuation(song, question.place.partId, bars, placeQuestion(question, Asked::All), heard(question)), clock);
  if (!made) return made;
  const int before = song::findPart(song, question.place.partId)->bars;
  for (auto& idea : made->ideas)
    idea.edits.insert(idea.edits.begin(), song::Edit{song::SetBars{question.place.partId, before + bars}});
  return made;
}

std::vector<std::vector<theory::RelativeChord>> excludedFrom(const SongPlan& plan, const song::Song& song,
                                                             const std::vector<song::KeptSuggestion>& shown) {
  std::vector<std::vector<theory::RelativeChord>> excluded;
  for (const auto* list : {&song.suggestions, &shown})
    for (const auto& suggestion : *list) {
      std::vector<theory::RelativeChord> chords;
      chords.reserve(suggestion.chords.size());
      for (const auto& chord : suggestion.chords)
        chords.push_back(theory::toRelative(chord, suggestion.key.tonic.pitchClass()));
      if (auto whole = amongFixed(chords, plan.plan)) excluded.push_back(*std::move(whole));
    }
  return excluded;
}

song::KeptSuggestion toKept(const SuggestAnswer& answer, std::size_t index, song::Verdict verdict,
                            const std::string& inspiration) {
  const auto& suggestion = answer.suggestions[index];
  return {"",
          suggestion.chords,
          suggestion.beats,
          answer.plan.key,
          verdict,
          suggestion.word,
          originOf(answer, inspiration)};
}

song::Origin originOf(const SuggestAnswer& answer, const std::string& inspiration) {
  return song::SuggestionOrigin{answer.seed, answer.models.prior, answer.models.proposer, inspiration};
}

}  // namespace amuse::app
