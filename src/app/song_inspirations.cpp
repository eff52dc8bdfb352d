#include "app/song_inspirations.h"

#include <fmt/format.h>

#include "inspire/blend.h"
#include "song/timeline.h"

namespace amuse::app {
namespace {

bool isSaid(const InspireInput& input) { return !input.text.empty() || !input.images.empty() || !input.sounds.empty(); }

/// A song's inspiration as something to read; what cannot be loaded is noted.
InspireInput inputOf(const brief::Inspiration& inspiration, const MediaLoader& load, std::vector<std::string>& notes) {
  InspireInput input;
  input.text = inspiration.text;
  const auto take = [&](const std::vector<std::string>& references, std::vector<MediaInput>& into) {
    for (const auto& reference : references) {
      Result<std::string> bytes = fail(ErrorCode::NotFound, "it is not here");
      if (load) bytes = load(reference);
      if (bytes) {
        into.push_back({reference.substr(0, 40), *std::move(bytes)});
      } else {
        notes.push_back(fmt::format("'{}' was not heard: {}", reference.substr(0, 40), bytes.error().message));
      }
    }
  };
  take(inspiration.imageRefs, input.images);
  take(inspiration.audioRefs, input.sounds);
  return input;
}

inspire::KeywordEdits keywordsOf(const song::Song& song, const InspireInput& now) {
  inspire::KeywordEdits edits{song.keywords.added, song.keywords.removed, song.keywords.pinned};
  edits.add.insert(edits.add.end(), now.edits.add.begin(), now.edits.add.end());
  edits.without.insert(edits.without.end(), now.edits.without.begin(), now.edits.without.end());
  edits.pin.insert(edits.pin.end(), now.edits.pin.begin(), now.edits.pin.end());
  return edits;
}

}  // namespace

Result<brief::Brief> readSongInspirations(const inspire::TextReader& reader, const std::filesystem::path& home,
                                          const song::Song& song, const InspireInput& now, const MediaLoader& load) {
  std::vector<inspire::WeighedBrief> readings;
  std::vector<std::string> notes;
  if (isSaid(now)) {
    InspireInput said = now;
    said.edits = {};
    auto read = readInspirations(reader, home, said);
    if (!read) return read;
    readings.push_back({*std::move(read), 1});
  }
  for (const auto& inspiration : song.inspirations) {
    if (!inspiration.active || inspiration.weight <= 0) continue;
    const auto input = inputOf(inspiration, load, notes);
    if (!isSaid(input)) continue;
    auto read = readInspirations(reader, home, input);
    if (read) {
      readings.push_back({*std::move(read), inspiration.weight});
    } else {
      notes.push_back("an inspiration of the song was not heard: " + read.error().message);
    }
  }
  brief::Brief brief;
  brief.mode = song::keyAt(song, 0).mode;
  if (!readings.empty()) brief = inspire::blend(reader, readings);
  if (const auto edits = keywordsOf(song, now); !edits.empty()) brief = inspire::edited(reader, brief, edits);
  brief.notes.insert(brief.notes.end(), notes.begin(), notes.end());
  return brief;
}

}  // namespace amuse::app
