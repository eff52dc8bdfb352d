#include "app/song_inspirations.h"

#include <fmt/format.h>

#include "inspire/blend.h"
#include "song/timeline.h"

namespace amuse::app {
namespace {

constexpr std::size_t kShownReferenceBytes = 40;

bool isSaid(const InspireInput& input) { return !input.text.empty() || !input.images.empty() || !input.sounds.empty(); }

/// Reads what a song's inspirations name; what cannot be loaded is noted.
struct Hearing {
  const inspire::TextReader& reader;
  Senses& senses;
  const MediaLoader& load;
  bool remembers;  ///< References name contents.
  std::vector<std::string> notes = {};

  void take(const std::vector<std::string>& references, std::string (*idOf)(const std::string&),
            std::vector<MediaInput>& into) {
    for (const auto& reference : references) {
      MediaInput input{reference.substr(0, kShownReferenceBytes), {}};
      if (remembers) {
        input.id = idOf(reference);
        input.known = senses.recall(input.id);
      }
      if (!input.known) {
        auto loaded = load ? load(reference) : Result<LoadedMedia>(fail(ErrorCode::NotFound, "it is not here"));
        if (!loaded) {
          notes.push_back(fmt::format("'{}' was not heard: {}", input.name, loaded.error().message));
          continue;
        }
        input.bytes = std::move(loaded->bytes);
        if (!loaded->name.empty()) input.name = std::move(loaded->name);
      }
      into.push_back(std::move(input));
    }
  }

  InspireInput inputOf(const brief::Inspiration& inspiration) {
    InspireInput input;
    input.text = inspiration.text;
    take(inspiration.imageRefs, pictureId, input.images);
    take(inspiration.audioRefs, soundId, input.sounds);
    return input;
  }
};

inspire::KeywordEdits keywordsOf(const song::Song& song, const InspireInput& now) {
  inspire::KeywordEdits edits{song.keywords.added, song.keywords.removed, song.keywords.pinned};
  edits.add.insert(edits.add.end(), now.edits.add.begin(), now.edits.add.end());
  edits.without.insert(edits.without.end(), now.edits.without.begin(), now.edits.without.end());
  edits.pin.insert(edits.pin.end(), now.edits.pin.begin(), now.edits.pin.end());
  return edits;
}

/// @param now  What the songwriter says now. The song's inspirations follow, each by its weight.
Result<brief::Brief> readAll(Hearing& hearing, const song::Song& song, const song::Id& partId,
                             const InspireInput& now) {
  std::vector<inspire::WeighedBrief> readings;
  if (isSaid(now)) {
    InspireInput said = now;
    said.edits = {};
    auto read = readInspirations(hearing.reader, hearing.senses, said);
    if (!read) return read;
    readings.push_back({*std::move(read), 1});
  }
  for (const auto& inspiration : song.inspirations) {
    const bool isHere = inspiration.partId.empty() || inspiration.partId == partId;
    if (!inspiration.active || !isHere || inspiration.weight <= 0) continue;
    const auto input = hearing.inputOf(inspiration);
    if (!isSaid(input)) continue;
    auto read = readInspirations(hearing.reader, hearing.senses, input);
    if (read) {
      readings.push_back({*std::move(read), inspiration.weight});
    } else {
      hearing.notes.push_back("an inspiration of the song was not heard: " + read.error().message);
    }
  }
  brief::Brief brief;
  brief.mode = song::keyAt(song, 0).mode;
  if (!readings.empty()) brief = inspire::blend(hearing.reader, readings);
  if (const auto edits = keywordsOf(song, now); !edits.empty()) brief = inspire::edited(hearing.reader, brief, edits);
  brief.notes.insert(brief.notes.end(), hearing.notes.begin(), hearing.notes.end());
  return brief;
}

}  // namespace

Result<brief::Brief> readSongInspirations(const inspire::TextReader& reader, const std::filesystem::path& home,
                                          const song::Song& song, const song::Id& partId, const InspireInput& now,
                                          const MediaLoader& load) {
  Senses senses(home);
  Hearing hearing{reader, senses, load, false};
  return readAll(hearing, song, partId, now);
}

Result<brief::Brief> readSongInspirations(const inspire::TextReader& reader, Senses& senses, const song::Song& song,
                                          const song::Id& partId, const InspireInput& now, const MediaLoader& load) {
  Hearing hearing{reader, senses, load, true};
  return readAll(hearing, song, partId, now);
}

}  // namespace amuse::app
