#include "app/song_ideas.h"

#include <array>
#include <utility>

#include "app/reharmonise.h"

namespace amuse::app {
namespace {

constexpr int kUsualContinuation = 4;
constexpr std::array<std::pair<std::string_view, IdeaKind>, 6> kKinds{{{"more", IdeaKind::More},
                                                                       {"vary", IdeaKind::Vary},
                                                                       {"continue", IdeaKind::Continue},
                                                                       {"fill", IdeaKind::Fill},
                                                                       {"reharmonise", IdeaKind::Reharmonise},
                                                                       {"contrast", IdeaKind::Contrast}}};

/// What the ideas should sound like: a brief that was given, or the song's inspirations and what is said besides.
Result<brief::Brief> hear(const Engine& engine, Senses& senses, const song::Song& song, const IdeasQuestion& question,
                          const MediaLoader& load) {
  if (question.brief) return *question.brief;
  const auto& partId = question.in.place.partId;
  if (question.withSongInspirations)
    return readSongInspirations(engine.reader(), senses, song, partId, question.now, load);
  song::Song alone = song;
  alone.inspirations.clear();
  alone.keywords = {};
  return readSongInspirations(engine.reader(), senses, alone, partId, question.now, load);
}

Result<IdeasAnswer> plainly(Result<InSongAnswer> made) {
  if (!made) return tl::unexpected(made.error());
  return IdeasAnswer{*std::move(made), std::nullopt};
}

Result<IdeasAnswer> contrasted(Result<ContrastAnswer> contrast) {
  if (!contrast) return tl::unexpected(contrast.error());
  IdeasAnswer answer{std::move(contrast->made), std::nullopt};
  answer.contrast = *std::move(contrast);
  return answer;
}

}  // namespace

Result<IdeaKind> parseIdeaKind(std::string_view text) {
  for (const auto& [name, kind] : kKinds)
    if (name == text) return kind;
  return fail(ErrorCode::InvalidArgument, "use more, vary, continue, fill, reharmonise or contrast");
}

std::string_view toText(IdeaKind kind) noexcept {
  for (const auto& [name, one] : kKinds)
    if (one == kind) return name;
  return {};
}

Result<IdeasAnswer> answerIdeas(const Engine& engine, Senses& senses, const song::Song& song, IdeasQuestion question,
                                const MediaLoader& load, const Clock& clock) {
  if (song.parts.empty()) return fail(ErrorCode::InvalidArgument, "the song has no parts yet; add one first");
  const auto part =
      question.part.empty() ? Result<const song::Part*>(&song.parts.front()) : findPartNamed(song, question.part);
  if (!part) return tl::unexpected(part.error());
  auto& in = question.in;
  in.place.partId = (*part)->id;
  auto brief = hear(engine, senses, song, question, load);
  if (!brief) return tl::unexpected(brief.error());
  in.brief = *std::move(brief);
  switch (question.kind) {
    case IdeaKind::More: return plainly(suggestInPlace(engine, song, in, clock));
    case IdeaKind::Vary: return plainly(vary(engine, song, in, clock));
    case IdeaKind::Continue:
      return plainly(continuePart(engine, song, in, question.bars == 0 ? kUsualContinuation : question.bars, clock));
    case IdeaKind::Fill: return plainly(fillGaps(engine, song, in, clock));
    case IdeaKind::Reharmonise: return plainly(reharmonise(engine, song, in, clock));
    case IdeaKind::Contrast:
      return contrasted(contrastingPart(engine, song, {in, question.bars, question.name}, clock));
  }
  return fail(ErrorCode::Internal, "no such kind of idea");
}

}  // namespace amuse::app
