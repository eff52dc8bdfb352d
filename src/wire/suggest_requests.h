#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/song_ideas.h"
#include "base/result.h"
#include "store/store.h"

/// Questions for chords, as clients send them. Unknown fields are refused.
/// Errors: TooLarge, Parse (with the path to the field, or the offset), InvalidArgument.
namespace amuse::wire {

struct SuggestRequest {
  app::SuggestInput input;
  bool hasSeed = false;
  std::optional<std::string> songId;
  std::string branch = std::string(store::kMainBranch);
  bool withSongInspirations = true;
  app::PriorSet prior = app::PriorSet::Open;
};
[[nodiscard]] Result<SuggestRequest> parseSuggestRequest(std::string_view json);

/// Ideas for a place in a stored song.
struct IdeasRequest {
  app::IdeasQuestion question;
  bool hasSeed = false;
  std::string branch = std::string(store::kMainBranch);
  std::optional<store::Version> version;  ///< The branch's newest when not given.
  bool remember = true;                   ///< The song notes what it is shown.
  app::PriorSet prior = app::PriorSet::Open;
};
[[nodiscard]] Result<IdeasRequest> parseIdeasRequest(std::string_view json);

}  // namespace amuse::wire
