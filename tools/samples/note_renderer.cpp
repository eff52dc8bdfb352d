#include "note_renderer.h"

#include <fluidsynth.h>

#include <cmath>
#include <utility>

namespace amuse::samples {
namespace {

constexpr int kVelocity = 100, kReverbSend = 91, kChorusSend = 93;

}  // namespace

struct NoteRenderer::Engine {
  fluid_settings_t* settings = nullptr;
  fluid_synth_t* synth = nullptr;
  int font = 0, sampleRateHz = 44100;
};

void NoteRenderer::EngineDeleter::operator()(Engine* engine) const noexcept {
  if (engine->synth != nullptr) delete_fluid_synth(engine->synth);
  if (engine->settings != nullptr) delete_fluid_settings(engine->settings);
  delete engine;
}

NoteRenderer::NoteRenderer(std::unique_ptr<Engine, EngineDeleter> engine) noexcept : engine_(std::move(engine)) {}

Result<NoteRenderer> NoteRenderer::make(const std::string& soundFontPath, int sampleRateHz) {
  for (const int level : {FLUID_PANIC, FLUID_ERR, FLUID_WARN, FLUID_INFO, FLUID_DBG}) {
    (void)fluid_set_log_function(level, nullptr, nullptr);
  }
  NoteRenderer made(std::unique_ptr<Engine, EngineDeleter>(new Engine));
  Engine& engine = *made.engine_;
  engine.sampleRateHz = sampleRateHz;
  engine.settings = new_fluid_settings();
  (void)fluid_settings_setnum(engine.settings, "synth.sample-rate", sampleRateHz);
  (void)fluid_settings_setnum(engine.settings, "synth.gain", 0.5);
  (void)fluid_settings_setint(engine.settings, "synth.reverb.active", 0);
  (void)fluid_settings_setint(engine.settings, "synth.chorus.active", 0);
  engine.synth = new_fluid_synth(engine.settings);
  if (engine.synth == nullptr) return fail(ErrorCode::Internal, "FluidSynth did not start");
  engine.font = fluid_synth_sfload(engine.synth, soundFontPath.c_str(), 1);
  if (engine.font == FLUID_FAILED) {
    return fail(ErrorCode::Unavailable, "cannot read the soundfont " + soundFontPath + "; install fluid-soundfont-gm");
  }
  (void)fluid_synth_set_interp_method(engine.synth, -1, FLUID_INTERP_HIGHEST);
  return made;
}

StereoAudio NoteRenderer::render(const NoteRequest& request) {
  constexpr int kChannel = 0;
  fluid_synth_t* synth = engine_->synth;
  (void)fluid_synth_system_reset(synth);
  (void)fluid_synth_program_select(synth, kChannel, engine_->font, request.bank, request.program);
  (void)fluid_synth_cc(synth, kChannel, kReverbSend, 0);
  (void)fluid_synth_cc(synth, kChannel, kChorusSend, 0);
  const auto frames = [&](double seconds) {
    return static_cast<std::size_t>(std::lround(seconds * engine_->sampleRateHz));
  };
  const std::size_t total = frames(request.totalSeconds), held = std::min(frames(request.heldSeconds), total);
  StereoAudio audio{std::vector<float>(total), std::vector<float>(total), engine_->sampleRateHz};
  const auto write = [&](std::size_t from, std::size_t count) {
    (void)fluid_synth_write_float(synth, static_cast<int>(count), audio.left.data() + from, 0, 1,
                                  audio.right.data() + from, 0, 1);
  };
  (void)fluid_synth_noteon(synth, kChannel, request.pitch, kVelocity);
  write(0, held);
  (void)fluid_synth_noteoff(synth, kChannel, request.pitch);
  if (total > held) write(held, total - held);
  (void)fluid_synth_all_sounds_off(synth, kChannel);
  const float toFull = std::pow(127.0F / kVelocity, 2.0F);
  for (std::vector<float>* channel : {&audio.left, &audio.right}) {
    for (float& sample : *channel) sample *= toFull;
  }
  return audio;
}

}  // namespace amuse::samples
