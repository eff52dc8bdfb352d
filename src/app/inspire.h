#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/senses.h"
#include "base/result.h"
#include "brief/brief.h"
#include "inspire/blend.h"
#include "inspire/text_reader.h"
#include "song/song.h"

/// From everything a songwriter gave to one brief: words, pictures, sounds, and what was done to the keywords.
namespace amuse::app {

/// A file's bytes as an inspiration.
struct MediaInput {
  std::string name;  ///< Shown in notes: "rain.ogg".
  std::string bytes;
  double weight = 1;  ///< 0..10, beside the others'.
  /// Names the content, so that what it says is remembered by the senses; empty: it is read each time.
  std::string id = {};
  std::shared_ptr<const MediaReadings> known =
      nullptr;  ///< What it says, where that is known; no bytes are needed then.
};
/// The ids under which the senses remember kept files.
[[nodiscard]] std::string pictureId(const std::string& reference);
[[nodiscard]] std::string soundId(const std::string& reference);

class LanguageModels;

struct InspireInput {
  std::string text;  ///< May be empty.
  double textWeight = 1;
  std::vector<MediaInput> images;
  std::vector<MediaInput> sounds;  ///< The first 60 seconds of each are listened to.
  inspire::KeywordEdits edits;
  /// A language model that reads besides us, where one is configured to; null: none.
  std::shared_ptr<LanguageModels> languageModels = nullptr;
  song::Sharing sharing = {};  ///< What may go to it; the songwriter says so for each song.
};

/// What a text says, from memory where it was read before: the same one comes again with every "more" and every turn
/// of a dial. Errors: as inspire::inspireText. Thread-safe.
[[nodiscard]] Result<brief::Brief> readText(const inspire::TextReader& reader, Senses& senses, const std::string& text);

/// What each file of an input says, as we read it; the lists are parallel to the input's.
struct OwnReadings {
  std::vector<std::shared_ptr<const MediaReadings>> images, sounds;
};
/// Reads the files, from memory where that was done before. Errors: what the readers say, with the file's name;
/// InvalidArgument (a weight out of range). Thread-safe.
[[nodiscard]] Result<OwnReadings> readMedia(const inspire::TextReader& reader, Senses& senses,
                                            const InspireInput& input);

/// Reads each inspiration, blends them by weight and edits the keywords. Nothing given at all is a neutral brief.
/// Starts the media process when there are pictures or sounds. @param home  The folder with models/ and data/.
/// Errors: what the readers say, with the file's name; InvalidArgument (a weight out of range).
[[nodiscard]] Result<brief::Brief> readInspirations(const inspire::TextReader& reader,
                                                    const std::filesystem::path& home, const InspireInput& input);
/// The same with readers and media processes that are kept between calls. Thread-safe.
[[nodiscard]] Result<brief::Brief> readInspirations(const inspire::TextReader& reader, Senses& senses,
                                                    const InspireInput& input);

}  // namespace amuse::app
