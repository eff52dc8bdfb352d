#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/contrast.h"
#include "app/in_song.h"
#include "app/song_inspirations.h"

/// Ideas for a place in a song, of whichever kind, as one question.
namespace amuse::app {

enum class IdeaKind { More, Vary, Continue, Fill, Reharmonise, Contrast };
/// "more", "vary", "continue", "fill", "reharmonise", "contrast". Errors: InvalidArgument, listing them.
[[nodiscard]] Result<IdeaKind> parseIdeaKind(std::string_view text);
[[nodiscard]] std::string_view toText(IdeaKind kind) noexcept;

struct IdeasQuestion {
  IdeaKind kind = IdeaKind::More;
  InSongQuestion in;  ///< Its place's part by id; its brief is filled in by answerIdeas.
  std::string part;   ///< Id or name; empty: the song's first part.
  int bars = 0;  ///< New bars to continue with (0: 4) or of a contrasting part (0: as the old); places have their own.
  std::string name;                                  ///< Of a contrasting part; empty: chosen.
  InspireInput now;                                  ///< What is said besides.
  std::optional<brief::Brief> brief = std::nullopt;  ///< Goes before all inspirations.
  bool withSongInspirations = true;
};

/// An answer of any kind: `contrast.before` and `.after` only of a contrasting part.
struct IdeasAnswer {
  InSongAnswer made;
  std::optional<ContrastAnswer> contrast;  ///< Its `made` is moved out into the other.
};

/// Hears the song as asked, and answers. Errors: NotFound (no such part); those of the use case.
[[nodiscard]] Result<IdeasAnswer> answerIdeas(const Engine& engine, Senses& senses, const song::Song& song,
                                              IdeasQuestion question, const MediaLoader& load, const Clock& clock);

}  // namespace amuse::app
