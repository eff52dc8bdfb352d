#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/models.h"
#include "app/render.h"
#include "base/result.h"
#include "lm/chord_model.h"
#include "song/song.h"
#include "store/store.h"

/// What clients send, as values: the request shapes of wire/api_shapes.cpp. Unknown fields are refused.
/// Errors of all: TooLarge, Parse (with the path to the field, or the offset), InvalidArgument.
namespace amuse::wire {

struct ScoreRequest {
  std::vector<std::string> progressions;
  std::string chords;  ///< Of a NextRequest.
  theory::Mode mode = theory::Mode::Maj;
  lm::Level level = lm::Level::Exact;
  std::string genre, section;
  int decade = 0, top = 10;
  app::PriorSet prior = app::PriorSet::Open;
};
[[nodiscard]] Result<ScoreRequest> parseScoreRequest(std::string_view json);
[[nodiscard]] Result<ScoreRequest> parseNextRequest(std::string_view json);

/// What is to be played or written: a song of the request's own, or a stored one.
struct PlayRequest {
  std::optional<song::Song> song;
  std::string songId, branch = std::string(store::kMainBranch);
  app::PlayOptions how;
  bool hasFinish = false;
  std::string format;  ///< Of an ExportRequest.
};
[[nodiscard]] Result<PlayRequest> parsePlayRequest(std::string_view json);
[[nodiscard]] Result<PlayRequest> parseExportRequest(std::string_view json);
/// The same from a query's fields, all text.
[[nodiscard]] Result<PlayRequest> parseExportQuery(std::span<const std::pair<std::string, std::string>> fields);

struct NewSong {
  song::Song song;
  std::string by;
};
[[nodiscard]] Result<NewSong> parseNewSong(std::string_view json);

/// Replace, undo, redo, restore: a target and what is wanted of it.
struct TargetRequest {
  store::Target target;            ///< Its songId is left empty.
  std::optional<song::Song> song;  ///< Replace.
  store::Step step = store::Step::Batch;
  store::Version version = 0;  ///< Restore.
};
[[nodiscard]] Result<TargetRequest> parseReplace(std::string_view json);
[[nodiscard]] Result<TargetRequest> parseStep(std::string_view json);
[[nodiscard]] Result<TargetRequest> parseRestore(std::string_view json);

struct NewBranch {
  std::string name;
  store::Version from = 0;
};
[[nodiscard]] Result<NewBranch> parseNewBranch(std::string_view json);
[[nodiscard]] Result<std::string> parseName(std::string_view json);
[[nodiscard]] Result<std::string> parsePassword(std::string_view json);

}  // namespace amuse::wire
