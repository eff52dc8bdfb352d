#include "song/song_json.h"

#include <nlohmann/json.hpp>

#include "song/internal/migrations.h"
#include "song/internal/song_nodes.h"
#include "song/validate.h"

namespace amuse::song {

std::string toJson(const Song& song, int indent) {
  return toNode(song).dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

namespace {

/// Any version's document as a song of this one; not yet validated.
Result<Song> fromDocument(nlohmann::json document) {
  const auto current = migrate(std::move(document));
  if (!current) return tl::unexpected(current.error());
  std::optional<Error> problem;
  Song song = readSong(JsonReader(*current, problem));
  if (problem) return tl::unexpected(*problem);
  return song;
}

}  // namespace

Song readAnySong(const JsonReader& reader) { return reader.take(fromDocument(reader.value())); }

Result<Song> parseSong(std::string_view json) {
  auto document = parseJsonText(json, kMaxSongBytes);
  if (!document) return tl::unexpected(document.error());
  auto song = fromDocument(*std::move(document));
  if (!song) return song;
  if (const auto valid = validate(*song); !valid) return tl::unexpected(valid.error());
  return song;
}

}  // namespace amuse::song
