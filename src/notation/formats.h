#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"
#include "song/song.h"

/// Every file format a song can be written to or read from, as one table: a new format is a new row.
namespace amuse::notation {

struct Format {
  std::string_view id;               ///< As in --format: "musicxml".
  std::string_view name;             ///< For people: "MusicXML 4".
  std::string_view extension;        ///< With its dot: ".musicxml".
  std::string_view otherExtensions;  ///< Blank between them: ".xml".
  std::string_view mediaType;
  bool sound = false;  ///< Made of performed notes (perform::perform), not of the song alone; `write` is empty.
  /// What the song becomes, and what the format could not hold. Errors: TooLarge.
  Result<WithLosses<std::string>> (*write)(const song::Song& song) = nullptr;
  /// The song a file is, and what was guessed or left out. Errors: TooLarge, Parse, InvalidArgument, Unsupported.
  Result<WithLosses<song::Song>> (*read)(std::string_view bytes) = nullptr;
};

[[nodiscard]] std::span<const Format> formats();

/// The format of that id; nullptr when there is none.
[[nodiscard]] const Format* findFormat(std::string_view id);
/// The format a file name ends like (case does not matter); nullptr when none does. ".txt" is a text chart.
[[nodiscard]] const Format* findFormatByName(std::string_view fileName);
/// The format the bytes themselves look like; nullptr when they look like none.
[[nodiscard]] const Format* guessFormat(std::string_view bytes);
/// "midi, musicxml, ...": the ids that can be written or read, for messages and help.
[[nodiscard]] std::string formatList(bool written);

/// Reads a file: by its name if that names a format, else by its looks. `fileName` may be empty.
/// Errors: Unsupported (no format fits; compressed MusicXML), listing what can be read; else those of the format.
[[nodiscard]] Result<WithLosses<song::Song>> readAnyFormat(std::string_view bytes, std::string_view fileName);

}  // namespace amuse::notation
