#pragma once

#include <memory>
#include <string>

#include "base/audio_buffer.h"
#include "base/result.h"

/// Single notes of a soundfont, dry: the page adds its own room.
namespace amuse::samples {

struct NoteRequest {
  int bank = 0;  ///< 128: drum kits.
  int program = 0, pitch = 60;
  double heldSeconds = 2;   ///< Until the key is let go.
  double totalSeconds = 2;  ///< What is rendered.
};

/// FluidSynth without reverb and chorus. Move-only; one thread at a time.
class NoteRenderer final {
 public:
  /// Errors: Unavailable (no such soundfont; names the package).
  [[nodiscard]] static Result<NoteRenderer> make(const std::string& soundFontPath, int sampleRateHz);

  /// The note at full velocity's level, whatever velocity it is played at: FluidSynth's loudness is (velocity / 127)^2.
  /// One layer does, for in FluidR3_GM little else changes with it (docs/web-sound.md says for which programs more
  /// does). The synthesiser is reset before each note.
  [[nodiscard]] StereoAudio render(const NoteRequest& request);

  struct Engine;

 private:
  struct EngineDeleter {
    void operator()(Engine* engine) const noexcept;
  };
  explicit NoteRenderer(std::unique_ptr<Engine, EngineDeleter> engine) noexcept;
  std::unique_ptr<Engine, EngineDeleter> engine_;
};

}  // namespace amuse::samples
