#pragma once

#include <array>
#include <vector>

#include "base/audio_buffer.h"
#include "base/random.h"
#include "base/result.h"
#include "piece.h"

/// A piece as a band plays it, and as a poor recording keeps it: how one song becomes many to learn from.
namespace amuse::train {

inline constexpr std::size_t kBandChannels = 16, kDrumChannel = 9;

struct BandEvent {
  double time = 0;
  int channel = 0, pitch = 60;
  int velocity = 0;  ///< 0 ends the note.
};
/// Events in time order; notes end before others of the same pitch begin.
struct Band {
  std::vector<BandEvent> events;
  std::array<int, kBandChannels> programs{};  ///< General MIDI, from 0.
  std::array<int, kBandChannels> volumes{};   ///< 0..127.
  double tuningCents = 0, reverb = 0;         ///< Reverb 0..1.
  double seconds = 0;
};

/// Instruments for each part, perhaps a bass line and pads and guitars by the chord labels, drums on the beats, timing
/// as people have it.
struct Arranging {
  bool isTest = false;       ///< Drum patterns kept for tests instead of those for training.
  bool onlyNotes = false;    ///< Nothing is played by the chord labels, only the piece's own notes and drums.
  double tuningCents = 100;  ///< The tuning, -50..50; outside that range one is drawn.
};
[[nodiscard]] Band arrange(const Piece& piece, Random& random, const Arranging& how = {});

/// Plays on a soundfont with FluidSynth; not shared between threads.
class BandPlayer final {
 public:
  /// Errors: Unavailable (no such soundfont).
  [[nodiscard]] static Result<BandPlayer> open(const std::string& soundFont, int sampleRateHz);
  BandPlayer(BandPlayer&& other) noexcept;
  BandPlayer& operator=(BandPlayer&&) = delete;
  BandPlayer(const BandPlayer&) = delete;
  BandPlayer& operator=(const BandPlayer&) = delete;
  ~BandPlayer();
  /// band.seconds of it, the loudest sample at 0.9; silence for no notes.
  [[nodiscard]] MonoAudio play(const Band& band);

 private:
  struct Engine;
  explicit BandPlayer(Engine* engine) noexcept : engine_(engine) {}
  Engine* engine_;
};

/// What happens to a recording on its way. A share of 0 everywhere leaves it as it is.
struct Spoiling {
  double noiseDb = -100;                ///< Noise against the music, dB; below -90 none.
  double noiseColour = 0;               ///< 0 white .. 1 red.
  double lowHz = 0, highHz = 20000;     ///< What gets through.
  double drive = 0;                     ///< 0 clean .. 1 crushed against the ceiling.
  double echo = 0, echoSeconds = 0.03;  ///< A bare room.
};
/// A random one; half of them spoil little or nothing.
[[nodiscard]] Spoiling anySpoiling(Random& random);
[[nodiscard]] MonoAudio spoilt(MonoAudio audio, const Spoiling& how, Random& random);

}  // namespace amuse::train
