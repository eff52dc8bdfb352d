#pragma once

#include <string>

#include "app/contrast.h"
#include "app/in_song.h"
#include "app/score.h"
#include "app/suggest.h"
#include "brief/brief.h"

/// The JSON of DESIGN 4.2, one object a call, on one line. Numbers are finite; text is UTF-8.
namespace amuse::wire {

[[nodiscard]] std::string toJson(const brief::Brief& brief);         ///< `amuse inspire --json`
[[nodiscard]] std::string toJson(const app::SuggestAnswer& answer);  ///< `amuse suggest --json`
/// The same as events: one suggestion with its place, and what holds for all of them (no "suggestions").
[[nodiscard]] std::string suggestionEvent(const app::SuggestAnswer& answer, std::size_t index);
[[nodiscard]] std::string doneEvent(const app::SuggestAnswer& answer);
/// The same with "ideas", parallel to "suggestions": [{"edits":[...],"says":[...]}]; a contrasting part's also with
/// "contrast": {"before":{"startDegree","minorShare","chordsPerBar","registerPitch","density"},"after":[...]}.
[[nodiscard]] std::string toJson(const app::InSongAnswer& answer);
[[nodiscard]] std::string toJson(const app::ContrastAnswer& answer);
[[nodiscard]] std::string toJson(const app::LineScore& score);                       ///< one line of `amuse score`
[[nodiscard]] std::string toJson(const app::NextAnswer& answer, theory::Mode mode);  ///< `amuse next --json`
[[nodiscard]] std::string toJson(
    const Error& error);  ///< {"error":{"code","message","offset"}}; offset null where unknown

}  // namespace amuse::wire
