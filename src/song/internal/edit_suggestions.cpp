#include <algorithm>

#include "song/internal/edit_operations.h"

namespace amuse::song {
namespace {

Result<std::size_t> locateSuggestion(const Song& song, const Id& id) {
  const auto found = std::find_if(song.suggestions.begin(), song.suggestions.end(),
                                  [&](const KeptSuggestion& suggestion) { return suggestion.id == id; });
  if (found == song.suggestions.end()) return fail(ErrorCode::NotFound, "the song has no suggestion with that id");
  return static_cast<std::size_t>(found - song.suggestions.begin());
}

}  // namespace

Result<AppliedEdit> carryOut(Song& song, const AddSuggestion& edit) {
  const std::size_t index = edit.index.value_or(song.suggestions.size());
  if (index > song.suggestions.size()) return fail(ErrorCode::NotFound, "the index lies beyond the suggestions");
  AddSuggestion done{edit.suggestion, index};
  if (auto settled = settleId(song, done.suggestion.id, 's'); !settled) return tl::unexpected(settled.error());
  song.suggestions.insert(song.suggestions.begin() + static_cast<std::ptrdiff_t>(index), done.suggestion);
  return AppliedEdit{{done}, {RemoveSuggestion{done.suggestion.id}}};
}

Result<AppliedEdit> carryOut(Song& song, const JudgeSuggestion& edit) {
  const auto index = locateSuggestion(song, edit.suggestionId);
  if (!index) return tl::unexpected(index.error());
  Verdict& verdict = song.suggestions[*index].verdict;
  const JudgeSuggestion inverse{edit.suggestionId, verdict};
  verdict = edit.verdict;
  return AppliedEdit{{edit}, {inverse}};
}

Result<AppliedEdit> carryOut(Song& song, const RemoveSuggestion& edit) {
  const auto index = locateSuggestion(song, edit.suggestionId);
  if (!index) return tl::unexpected(index.error());
  const auto place = song.suggestions.begin() + static_cast<std::ptrdiff_t>(*index);
  const AddSuggestion inverse{*place, *index};
  song.suggestions.erase(place);
  return AppliedEdit{{edit}, {inverse}};
}

}  // namespace amuse::song
