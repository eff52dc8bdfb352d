#include "app/in_song.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/random.h"
#include "sample/ratio.h"
#include "song/timeline.h"

namespace amuse::app {
namespace {

Result<void> checkQuestion(const InSongQuestion& question) {
  if (question.count < 1 || question.count > sample::kMaxCount)
    return fail(ErrorCode::InvalidArgument,
                fmt::format("--count is {}; use 1 to {}", question.count, sample::kMaxCount));
  if (!(question.surprise >= 0 && question.surprise <= 1))
    return fail(ErrorCode::InvalidArgument, fmt::format("--surprise is {}; use 0 to 1", question.surprise));
  return {};
}

PlaceQuestion placeQuestion(const InSongQuestion& question, Asked asked) {
  return {question.place, asked, question.rhythm, question.ending, question.seed};
}

Planned plannedFor(const SongPlan& plan, const song::Song& song, const InSongQuestion& question) {
  return {question.brief,    plan.plan,     question.count,
          question.surprise, question.seed, excludedFrom(plan, song, question.shown)};
}

/// The ideas of an answer: the edits that put each suggestion in its place.
InSongAnswer withIdeas(SuggestAnswer answer, const SongPlan& plan, const std::string& inspiration) {
  InSongAnswer made{std::move(answer), {}};
  const auto origin = originOf(made.answer, inspiration);
  for (const auto& suggestion : made.answer.suggestions)
    made.ideas.push_back({editsFor(plan, suggestion.wholeChords, origin), {}});
  return made;
}

Result<InSongAnswer> suggestFor(const Engine& engine, const song::Song& song, const InSongQuestion& question,
                                const Result<SongPlan>& plan, const Clock& clock) {
  if (!plan) return tl::unexpected(plan.error());
  auto answer = suggestPlanned(engine, plannedFor(*plan, song, question), clock);
  if (!answer) return tl::unexpected(answer.error());
  return withIdeas(*std::move(answer), *plan, question.inspiration);
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

/// Which slots change in one variation: drawn, so that four variations do not all change the same chord. The first
/// chord changes last: a variation is recognised by how it begins.
std::vector<std::size_t> drawChanging(std::vector<std::size_t> candidates, std::size_t count, Random& random) {
  std::vector<std::size_t> chosen;
  while (chosen.size() < count && !candidates.empty()) {
    std::vector<double> weights(candidates.size(), 1);
    if (candidates.front() == 0) weights.front() = 0.25;
    const std::size_t i = random.weighted(weights);
    chosen.push_back(candidates[i]);
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(i));
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
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

/// Draws variations one by one: in each, all but a few chords are fixed as they stand.
Result<sample::Answer> drawVariations(const Engine& engine, const SongPlan& plan, const song::Song& song,
                                      Planned planned, double change) {
  const auto before = standing(plan, song);
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < plan.plan.slots.size(); ++i)
    if (!plan.plan.slots[i].fixed && before[i]) candidates.push_back(i);
  if (candidates.empty()) return fail(ErrorCode::InvalidArgument, "there is no chord to vary; fill the gaps first");
  const auto changing = std::clamp<std::size_t>(
      static_cast<std::size_t>(std::lround(change * static_cast<double>(candidates.size()))), 1, candidates.size());

  sample::Answer all;
  const int count = planned.count;
  std::vector<theory::RelativeChord> original;
  for (std::size_t i = 0; i < before.size(); ++i) original.push_back(before[i].value_or(theory::RelativeChord{}));
  planned.exclude.push_back(original);
  planned.count = 1;
  // A single slot has only so many answers: more tries than ideas, then fewer ideas.
  for (int attempt = 0; attempt < 3 * count && static_cast<int>(all.suggestions.size()) < count; ++attempt) {
    Random random = Random(planned.seed).fork(fmt::format("vary {}", attempt));
    Planned one = planned;
    one.seed = static_cast<std::uint32_t>(random.next64());
    const auto open = drawChanging(candidates, changing, random);
    for (const std::size_t i : candidates)
      if (!std::binary_search(open.begin(), open.end(), i)) one.plan.query.slots[i].fixed = before[i];
    const auto drawn = drawPlanned(engine, one);
    if (!drawn) return tl::unexpected(drawn.error());
    all.stats.proposed += drawn->stats.proposed;
    all.stats.malformed += drawn->stats.malformed;
    all.stats.duplicate += drawn->stats.duplicate;
    all.stats.rejected += drawn->stats.rejected;
    all.stats.accepted += drawn->stats.accepted;
    all.stats.filled += drawn->stats.filled;
    for (const auto& suggestion : drawn->suggestions) {
      planned.exclude.push_back(suggestion.chords);
      all.suggestions.push_back(suggestion);
    }
  }
  return all;
}

}  // namespace

Result<InSongAnswer> suggestInPlace(const Engine& engine, const song::Song& song, const InSongQuestion& question,
                                    const Clock& clock) {
  if (const auto fine = checkQuestion(question); !fine) return tl::unexpected(fine.error());
  return suggestFor(engine, song, question, planPlace(song, placeQuestion(question, Asked::All), question.brief),
                    clock);
}

Result<InSongAnswer> fillGaps(const Engine& engine, const song::Song& song, const InSongQuestion& question,
                              const Clock& clock) {
  if (const auto fine = checkQuestion(question); !fine) return tl::unexpected(fine.error());
  return suggestFor(engine, song, question, planPlace(song, placeQuestion(question, Asked::Gaps), question.brief),
                    clock);
}

Result<InSongAnswer> vary(const Engine& engine, const song::Song& song, const InSongQuestion& question, double change,
                          const Clock& clock) {
  const Stopwatch watch(clock);
  if (const auto fine = checkQuestion(question); !fine) return tl::unexpected(fine.error());
  if (!(change >= 0 && change <= 1))
    return fail(ErrorCode::InvalidArgument, fmt::format("--change is {}; use 0 to 1", change));
  InSongQuestion kept = question;
  kept.rhythm = PlaceRhythm::Keep;
  const auto plan = planPlace(song, placeQuestion(kept, Asked::All), kept.brief);
  if (!plan) return tl::unexpected(plan.error());
  Planned planned = plannedFor(*plan, song, kept);
  const auto drawn = drawVariations(engine, *plan, song, planned, change);
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
      planContinuation(song, question.place.partId, bars, placeQuestion(question, Asked::All), question.brief), clock);
  if (!made) return made;
  const int before = song::findPart(song, question.place.partId)->bars;
  for (auto& idea : made->ideas)
    idea.edits.insert(idea.edits.begin(), song::Edit{song::SetBars{question.place.partId, before + bars}});
  return made;
}

std::vector<std::vector<theory::RelativeChord>> excludedFrom(const SongPlan& plan, const song::Song& song,
                                                             const std::vector<song::KeptSuggestion>& shown) {
  const auto& slots = plan.plan.query.slots;
  const auto open =
      static_cast<std::size_t>(std::count_if(slots.begin(), slots.end(), [](const auto& slot) { return !slot.fixed; }));
  std::vector<std::vector<theory::RelativeChord>> excluded;
  for (const auto* list : {&song.suggestions, &shown})
    for (const auto& suggestion : *list) {
      if (suggestion.chords.size() != open) continue;
      std::vector<theory::RelativeChord> chords;
      chords.reserve(slots.size());
      std::size_t next = 0;
      for (const auto& slot : slots)
        chords.push_back(slot.fixed ? *slot.fixed
                                    : theory::toRelative(suggestion.chords[next++], suggestion.key.tonic.pitchClass()));
      excluded.push_back(std::move(chords));
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
