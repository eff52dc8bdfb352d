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
#include "perform/perform.h"
#include "song/song.h"

/// From a song to something that plays: MIDI bytes and sound.
namespace amuse::app {

/// What a songwriter may want of the playing; what is not named stays as the song or the inspiration has it.
struct PlayWishes {
  std::optional<std::string> groove, feel;       ///< A groove's name or "auto"; "normal", "half", "double".
  std::optional<double> tempoBpm;                ///< 20..400, of the song's beginning; later changes keep their ratio.
  std::optional<double> swing, energy, density;  ///< 0..1.
  std::optional<int> capo;                       ///< 0..11.
  [[nodiscard]] bool any() const noexcept;
};

/// The song with the wishes in its style, tempo and capo. Values outside their ranges are brought within.
[[nodiscard]] song::Song withWishes(song::Song song, const PlayWishes& wishes);

/// The song with one more bar of its tonic at the end, where its last chord leaves it in the air: its first chord if
/// that stands on the tonic, else the mode's plain one. Songs that end on the tonic, or in silence, stay as they are.
[[nodiscard]] song::Song broughtHome(song::Song song);

struct PlayOptions {
  std::optional<brief::Brief> brief = std::nullopt;  ///< What groove "auto" is chosen by, where there is one.
  PlayWishes wishes;
  std::uint32_t seed = 1;
  perform::Ending ending = perform::Ending::Loop;
  /// With a final chord: sound gets one more bar where the song does not end at home (see broughtHome). MIDI files keep
  /// the song's own bars.
  bool home = true;
  bool slows = true;  ///< Sound may slow down before a final chord; MIDI files keep the song's tempo map in any case.
  bool isNewSong = true;  ///< Made for the brief a moment ago: nobody has chosen its tempo or style yet.
};

/// Plays songs. Opens the grooves once, and the media process with the first sound asked for.
class Player final {
 public:
  /// @param home  The folder that holds data/grooves. Errors: Unavailable, Parse.
  [[nodiscard]] static Result<Player> open(const std::filesystem::path& home);

  /// Whether the groove wished for is there. Errors: NotFound (the message lists those that are).
  [[nodiscard]] Result<void> check(const PlayWishes& wishes) const;
  /// A groove's title for people; the name itself where there is no such groove.
  [[nodiscard]] std::string titleOf(const std::string& groove) const;
  /// The fingerings that players know.
  [[nodiscard]] const perform::FretShapes& fretShapes() const noexcept { return grooves_.shapes; }
  /// Every groove's name and title, by name.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> grooveTitles() const;
  /// A song dressed for playing: with a brief, energy, density and the groove that fit it, and the tempo of the
  /// brief's range that this groove likes best; then the wishes. A song that is not new keeps its tempo, half or double
  /// time, swing and what of groove, energy and density is not as every song begins. Without a brief only the wishes.
  [[nodiscard]] song::Song dressed(song::Song song, const PlayOptions& options) const;
  /// The notes of a dressed song with their times, as `midi` writes them. Errors: NotFound (no such groove), TooLarge.
  [[nodiscard]] Result<perform::Performance> notes(const song::Song& song, const PlayOptions& options,
                                                   bool slows = false) const;
  /// A type 1 Standard MIDI File of a dressed song. Errors: NotFound (no such groove), TooLarge.
  [[nodiscard]] Result<std::string> midi(const song::Song& song, const PlayOptions& options) const;
  /// A WAV or OGG file. Errors: midi's; Unavailable (no amuse-media or no soundfont; the message names what to
  /// install).
  [[nodiscard]] Result<std::string> sound(const song::Song& song, const PlayOptions& options,
                                          media::AudioFormat format);

 private:
  explicit Player(perform::GrooveBook grooves) : grooves_(std::move(grooves)) {}
  void giveStyle(song::Song& song, const PlayOptions& options) const;
  [[nodiscard]] Result<std::string> performed(const song::Song& song, const PlayOptions& options, bool slows) const;
  perform::GrooveBook grooves_;
  std::optional<media::MediaClient> media_;
};

}  // namespace amuse::app
