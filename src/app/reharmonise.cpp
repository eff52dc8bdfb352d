#include "app/reharmonise.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/under_tune.h"

namespace amuse::app {

Result<InSongAnswer> reharmonise(const Engine& engine, const song::Song& song, const InSongQuestion& question,
                                 const Clock& clock) {
  const Stopwatch watch(clock);
  if (question.count < 1 || question.count > sample::kMaxCount)
    return fail(ErrorCode::InvalidArgument, fmt::format("count is {}; use 1 to {}", question.count, sample::kMaxCount));
  const auto plan = planPlace(song, {question.place, Asked::All, question.rhythm, question.ending, question.seed},
                              shifted(question.brief, question.shifts));
  if (!plan) return tl::unexpected(plan.error());
  const Tune tune(song, *plan);
  if (tune.empty())
    return fail(ErrorCode::InvalidArgument, "the place has no melody on its strong beats; suggest chords instead");
  Planned planned{question.brief,    plan->plan,    question.count,
                  question.surprise, question.seed, excludedFrom(*plan, song, question.shown),
                  question.stop};
  const auto shown = drawUnder(engine, planned, tune, Unfitting::Silent);
  if (!shown) return tl::unexpected(shown.error());

  InSongAnswer made{presentPlanned(engine, std::move(planned), *shown), {}};
  const auto origin = originOf(made.answer, question.inspiration);
  for (std::size_t i = 0; i < shown->suggestions.size(); ++i) {
    const auto& chords = shown->suggestions[i].chords;
    Idea idea{editsFor(*plan, made.answer.suggestions[i].wholeChords, origin), {}};
    idea.says.push_back(fmt::format("{:.0f} % of the melody's strong notes are chord tones", 100 * tune.share(chords)));
    if (std::any_of(chords.begin(), chords.end(), [](const auto& chord) { return chord.isNoChord(); }))
      idea.says.emplace_back("where it is silent (N.C.) no chord fits the melody");
    made.ideas.push_back(std::move(idea));
  }
  made.answer.elapsedMs = watch.elapsedMs();
  return made;
}

}  // namespace amuse::app
