#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "audio/sound_recogniser.h"
#include "base/audio_buffer.h"
#include "base/result.h"
#include "media/media_client.h"

/// How well sounds are heard: field recordings across folds, music told from them, tempo and key of rendered pieces.
namespace amuse::evaluate {

/// A field recording, decoded.
struct SoundClip {
  std::string name;
  std::size_t label = 0;  ///< Index into SoundCollection::classes.
  int fold = 0;           ///< Recordings from one source share a fold.
  MonoAudio audio;
};
struct SoundCollection {
  std::vector<std::string> classes;
  std::vector<SoundClip> clips;
};

/// Reads a folder with one folder a class, files named "foldN-...". Errors: NotFound (no such folder, or nothing in
/// it), Unavailable (no media process), what decoding says.
[[nodiscard]] Result<SoundCollection> loadSounds(media::MediaClient& media, const std::filesystem::path& folder);

/// Takes of each clip that learning sees, the clip itself among them.
inline constexpr int kTakesAClip = 4;
/// The recogniser of all clips outside `heldOutFold` (0: of all). Cost: some 10 s of one core for 300 clips.
[[nodiscard]] audio::SoundRecogniser fitSounds(const SoundCollection& sounds, int heldOutFold);

struct SoundReport {
  std::vector<std::string> classes;
  std::vector<std::vector<double>> confusion;  ///< Given class (row), found class (column); clips.
  std::vector<double> foldAccuracy;
  double accuracy = 0, confidentShare = 0, confidentAccuracy = 0;  ///< Confident: a probability of at least 0.6.
  std::size_t clips = 0, clipsAsMusic = 0, clipsAsSpeech = 0;
  std::size_t pieces = 0, piecesAsMusic = 0, tempoRight = 0, tempoRightOrDouble = 0, keyRight = 0, keyOrRelative = 0,
              familyRight = 0;
};

/// Trains on three folds and judges the fourth, each in turn; then renders forty pieces of common progressions in all
/// keys and listens to them. @param home  For grooves and the shipped recogniser. Errors: loadSounds's; no soundfont.
[[nodiscard]] Result<SoundReport> evaluateSounds(const std::filesystem::path& home,
                                                 const std::filesystem::path& folder);

[[nodiscard]] std::string toText(const SoundReport& report);
/// The confusion matrix as a picture.
[[nodiscard]] std::string toSvg(const SoundReport& report);

}  // namespace amuse::evaluate
