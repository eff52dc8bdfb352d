#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "base/result.h"
#include "media/process/midi_schedule.h"

/// FluidSynth, with a soundfont that is already in memory.
namespace amuse::media {

/// One General MIDI synthesiser with room and chorus. Starts from the same state every time, so that the same events
/// give the same samples. Move-only; one thread at a time.
class Synthesizer final {
 public:
  /// @param soundFont Must outlive the object. Only the samples of the programs used are copied out of it.
  /// Errors: Unavailable (a soundfont FluidSynth can't read).
  [[nodiscard]] static Result<Synthesizer> make(std::span<const std::byte> soundFont, int sampleRateHz);

  void play(const ScheduledEvent& event) noexcept;
  /// Ends every note and lifts every pedal; what sounds rings out.
  void releaseAll() noexcept;
  /// Adds the next frames to both channels, which have the same length.
  void render(std::span<float> left, std::span<float> right) noexcept;

  /// Whether the chorus runs: from the first note on whose preset goes into it, or that controller 93 sends there.
  [[nodiscard]] bool hasChorus() const noexcept;

  struct Engine;

 private:
  struct EngineDeleter {
    void operator()(Engine* engine) const noexcept;
  };
  explicit Synthesizer(std::unique_ptr<Engine, EngineDeleter> engine) noexcept;
  std::unique_ptr<Engine, EngineDeleter> engine_;
};

}  // namespace amuse::media
