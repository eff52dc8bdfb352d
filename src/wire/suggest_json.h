#pragma once

#include <string>

#include "app/contrast.h"
#include "app/in_song.h"
#include "app/song_ideas.h"
#include "app/score.h"
#include "app/sending.h"
#include "app/suggest.h"
#include "brief/brief.h"

/// The JSON of DESIGN 4.2, one object a call, on one line. Numbers are finite; text is UTF-8.
namespace amuse::wire {

[[nodiscard]] std::string toJson(const brief::Brief& brief);         ///< `amuse inspire --json`
[[nodiscard]] std::string toJson(const app::SuggestAnswer& answer);  ///< `amuse suggest --json`
/// The same as events: what is known before there are suggestions (no "suggestions", "stats", "order", "notices",
/// "sent"), one suggestion with its place, and what holds for all of them (no "suggestions").
[[nodiscard]] std::string plannedEvent(const app::SuggestAnswer& answer);
[[nodiscard]] std::string suggestionEvent(const app::SuggestAnswer& answer, std::size_t index);
[[nodiscard]] std::string suggestionEvent(const app::Suggestion& suggestion, std::size_t index);
[[nodiscard]] std::string doneEvent(const app::SuggestAnswer& answer);
/// The same with "ideas", parallel to "suggestions": [{"edits":[...],"says":[...]}]; a contrasting part's also with
/// "contrast": {"before":{"startDegree","minorShare","chordsPerBar","registerPitch","density"},"after":[...]}.
[[nodiscard]] std::string toJson(const app::InSongAnswer& answer);
[[nodiscard]] std::string toJson(const app::ContrastAnswer& answer);
/// An answer over HTTP: the same with "kind" and "version", the document's that the ideas' edits are made for.
struct SongIdeas {
  const app::IdeasAnswer& answer;
  app::IdeaKind kind = app::IdeaKind::More;
  std::int64_t version = 0;
};
[[nodiscard]] std::string toJson(const SongIdeas& ideas);
[[nodiscard]] std::string suggestionEvent(const SongIdeas& ideas, std::size_t index);  ///< With its "idea".
[[nodiscard]] std::string doneEvent(const SongIdeas& ideas);
[[nodiscard]] std::string toJson(const app::LineScore& score);                       ///< one line of `amuse score`
[[nodiscard]] std::string toJson(const app::NextAnswer& answer, theory::Mode mode);  ///< `amuse next --json`
[[nodiscard]] std::string toJson(
    const Error& error);  ///< {"error":{"code","message","offset"}}; offset null where unknown
/// {"sends":[{"atMs","provider","host","model","leavesMachine","text","files"}],"notes"}: what would go to language
/// models, and what would not.
[[nodiscard]] std::string sendingJson(const app::Sending& sending);

}  // namespace amuse::wire
