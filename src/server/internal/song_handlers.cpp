#include <charconv>

#include "server/internal/services.h"
#include "song/edits.h"
#include "wire/answers.h"
#include "wire/requests.h"
#include "wire/songs_json.h"

/// Songs: made, read, listed, changed, taken away.
namespace amuse::server {
namespace {

template <typename Value>
Response answerOf(const Request& request, const Result<Value>& value, int status = 200) {
  return value ? jsonAnswer(wire::toJson(*value), status) : problemAnswer(request, value.error());
}

std::string branchOf(const Request& request) {
  return request.parameter("branch").value_or(std::string(store::kMainBranch));
}

Response songAnswer(const Request& request, const Result<store::StoredSong>& song, int status = 200) {
  if (!song) return problemAnswer(request, song.error());
  // The trash and undo change what is told of a version without changing the version.
  const std::string tag = std::to_string(song->version) + (song->info.deletedMs ? "d" : "") +
                          (song->canUndo ? "u" : "") + (song->canRedo ? "r" : "") + "-" +
                          std::to_string(song->info.version);
  return tagged(request, jsonAnswer(wire::toJson(*song), status), tag);
}

/// A change that was saved, or 409 with the edits since.
Response changeAnswer(const Request& request, const Result<store::SaveOutcome>& outcome) {
  if (!outcome) return problemAnswer(request, outcome.error());
  std::string json = wire::toJson(*outcome);
  if (std::holds_alternative<store::Saved>(*outcome)) return jsonAnswer(std::move(json));
  return problemAnswer(request, 409, "Conflict",
                       "the song has changed since that version; apply the edits since and send yours again",
                       wire::conflictOf(json));
}

Response listSongs(Services& services, const Request& request) {
  store::ListQuery query;
  query.search = request.parameter("search").value_or("");
  query.cursor = request.parameter("cursor").value_or("");
  const auto trash = flagParameter(request, "trash");
  if (!trash) return problemAnswer(request, trash.error());
  query.trash = *trash;
  const auto limit = numberParameter(request, "limit", 1, store::kMaxPageItems, 50);
  if (!limit) return problemAnswer(request, limit.error());
  query.limit = static_cast<std::size_t>(*limit);
  const auto order = request.parameter("order").value_or("newest");
  if (order != "newest" && order != "title")
    return problemAnswer(request, Error{ErrorCode::InvalidArgument, "order: use newest or title", {}});
  query.order = order == "title" ? store::SongOrder::Title : store::SongOrder::Newest;
  return answerOf(request, services.store.songs().list(query));
}

Response createSong(Services& services, const Request& request) {
  const auto made = wire::parseNewSong(request.body);
  if (!made) return problemAnswer(request, made.error());
  const auto stored =
      services.store.songs().create(made->song, std::string(request.header("idempotency-key")), made->by);
  Response response = songAnswer(request, stored, 201);
  if (stored) response.with("Location", "/api/v1/songs/" + stored->info.id);
  return response;
}

Response readSong(Services& services, const Request& request) {
  return songAnswer(request, services.store.songs().read(request.variable("songId"), branchOf(request)));
}

Response replaceSong(Services& services, const Request& request) {
  auto wanted = wire::parseReplace(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  wanted->target.songId = request.variable("songId");
  const std::vector<song::Edit> edits{{song::ReplaceSong{*std::move(wanted->song)}}};
  return changeAnswer(request, services.store.songs().applyEdits(wanted->target, edits));
}

Response deleteSong(Services& services, const Request& request) {
  const auto forever = flagParameter(request, "forever");
  if (!forever) return problemAnswer(request, forever.error());
  const auto id = request.variable("songId");
  const auto info = services.store.songs().trash(id);
  if (!info || !*forever) return answerOf(request, info);
  if (const auto purged = services.store.songs().purge(id); !purged) return problemAnswer(request, purged.error());
  return answerOf(request, info);
}

Response undeleteSong(Services& services, const Request& request) {
  return answerOf(request, services.store.songs().undelete(request.variable("songId")));
}

Response editSong(Services& services, const Request& request) {
  auto change = wire::parseChange(request.body);
  if (!change) return problemAnswer(request, change.error());
  change->target.songId = request.variable("songId");
  return changeAnswer(request, services.store.songs().applyEdits(change->target, change->edits));
}

Response step(Services& services, const Request& request, bool isUndo) {
  auto wanted = wire::parseStep(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  wanted->target.songId = request.variable("songId");
  auto& songs = services.store.songs();
  return changeAnswer(request,
                      isUndo ? songs.undo(wanted->target, wanted->step) : songs.redo(wanted->target, wanted->step));
}
Response undo(Services& services, const Request& request) { return step(services, request, true); }
Response redo(Services& services, const Request& request) { return step(services, request, false); }

Response restoreVersion(Services& services, const Request& request) {
  auto wanted = wire::parseRestore(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  wanted->target.songId = request.variable("songId");
  return changeAnswer(request, services.store.songs().restore(wanted->target, wanted->version));
}

// Versions and branches. ---------------------------------------------------------------------------------------------

Result<store::Version> versionOf(const Request& request) {
  const auto text = request.variable("version");
  store::Version version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error == std::errc() && end == text.data() + text.size() && version > 0) return version;
  return fail(ErrorCode::NotFound, "there is no such version; versions are numbers from 1");
}

Response history(Services& services, const Request& request) {
  store::HistoryQuery query;
  query.branch = branchOf(request);
  const auto before = numberParameter(request, "before", 1, INT64_MAX, 0);
  if (!before) return problemAnswer(request, before.error());
  if (*before > 0) query.before = *before;
  const auto named = flagParameter(request, "named");
  if (!named) return problemAnswer(request, named.error());
  query.namedOnly = *named;
  const auto limit = numberParameter(request, "limit", 1, store::kMaxPageItems, 50);
  if (!limit) return problemAnswer(request, limit.error());
  query.limit = static_cast<std::size_t>(*limit);
  return answerOf(request, services.store.songs().history(request.variable("songId"), query));
}

Response readVersion(Services& services, const Request& request) {
  const auto version = versionOf(request);
  if (!version) return problemAnswer(request, version.error());
  return songAnswer(request, services.store.songs().readVersion(request.variable("songId"), *version));
}

Response versionEdits(Services& services, const Request& request) {
  const auto version = versionOf(request);
  if (!version) return problemAnswer(request, version.error());
  return answerOf(request, services.store.songs().editsOf(request.variable("songId"), *version));
}

Response nameVersion(Services& services, const Request& request) {
  const auto version = versionOf(request);
  if (!version) return problemAnswer(request, version.error());
  const auto name = wire::parseName(request.body);
  if (!name) return problemAnswer(request, name.error());
  return answerOf(request, services.store.songs().nameVersion(request.variable("songId"), *version, *name));
}

Response listBranches(Services& services, const Request& request) {
  return answerOf(request, services.store.songs().branches(request.variable("songId")));
}

Response addBranch(Services& services, const Request& request) {
  const auto wanted = wire::parseNewBranch(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  const auto added = services.store.songs().addBranch(request.variable("songId"), wanted->name, wanted->from);
  if (!added) return problemAnswer(request, added.error());
  return jsonAnswer(wire::branchJson(*added), 201);
}

Response removeBranch(Services& services, const Request& request) {
  const auto removed = services.store.songs().removeBranch(request.variable("songId"), request.variable("branch"));
  return removed ? Response{204} : problemAnswer(request, removed.error());
}

Response shownSuggestions(Services& services, const Request& request) {
  const auto limit = numberParameter(request, "limit", 1, store::kMaxPageItems, 50);
  if (!limit) return problemAnswer(request, limit.error());
  const auto shown = services.store.songs().shown(request.variable("songId"), static_cast<std::size_t>(*limit));
  return shown ? jsonAnswer(wire::toJson(std::span(*shown))) : problemAnswer(request, shown.error());
}

}  // namespace

std::vector<HandlerRow> songHandlers() {
  return {{"listSongs", listSongs},
          {"createSong", createSong},
          {"readSong", readSong},
          {"replaceSong", replaceSong},
          {"deleteSong", deleteSong},
          {"undeleteSong", undeleteSong},
          {"editSong", editSong},
          {"undo", undo},
          {"redo", redo},
          {"restoreVersion", restoreVersion},
          {"history", history},
          {"readVersion", readVersion},
          {"versionEdits", versionEdits},
          {"nameVersion", nameVersion},
          {"listBranches", listBranches},
          {"addBranch", addBranch},
          {"removeBranch", removeBranch},
          {"shownSuggestions", shownSuggestions}};
}

}  // namespace amuse::server
