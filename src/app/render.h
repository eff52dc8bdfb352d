#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "brief/brief.h"
#include "media/media_client.h"
#include "perform/groove.h"
#include "song/song.h"

/// From a song to something that plays: MIDI bytes and sound.
namespace amuse::app {

struct PlayOptions {
  std::optional<brief::Brief> brief = std::nullopt;  ///< What groove "auto" is chosen by, where there is one.
  std::string groove;                                ///< A name, or empty for the song's own style.
  std::uint32_t seed = 1;
};

/// Plays songs. Opens the grooves once, and the media process with the first sound asked for.
class Player final {
 public:
  /// @param home  The folder that holds data/grooves. Errors: Unavailable, Parse.
  [[nodiscard]] static Result<Player> open(const std::filesystem::path& home);

  /// A song made from a suggestion, dressed for playing: where its style is "auto", the groove that fits the brief and
  /// the tempo of the brief's range that this groove likes best. Other songs stay as they are.
  [[nodiscard]] song::Song dressed(song::Song song, const PlayOptions& options) const;
  /// A type 1 Standard MIDI File. Errors: NotFound (no such groove), TooLarge.
  [[nodiscard]] Result<std::string> midi(const song::Song& song, const PlayOptions& options) const;
  /// A WAV or OGG file. Errors: midi's; Unavailable (no amuse-media or no soundfont; the message names what to
  /// install).
  [[nodiscard]] Result<std::string> sound(const song::Song& song, const PlayOptions& options,
                                          media::AudioFormat format);

 private:
  explicit Player(perform::GrooveBook grooves) : grooves_(std::move(grooves)) {}
  perform::GrooveBook grooves_;
  std::optional<media::MediaClient> media_;
};

}  // namespace amuse::app
