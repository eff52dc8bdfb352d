#include <fluidsynth.h>

#include <algorithm>
#include <cmath>

#include "arrange.h"

namespace amuse::train {

struct BandPlayer::Engine {
  fluid_settings_t* settings = nullptr;
  fluid_synth_t* synth = nullptr;
  int font = -1;
  int sampleRateHz = 22050;
  ~Engine() {
    if (synth != nullptr) delete_fluid_synth(synth);
    if (settings != nullptr) delete_fluid_settings(settings);
  }
};

Result<BandPlayer> BandPlayer::open(const std::string& soundFont, int sampleRateHz) {
  for (const int level : {FLUID_ERR, FLUID_WARN, FLUID_INFO, FLUID_DBG})
    (void)fluid_set_log_function(level, nullptr, nullptr);
  auto engine = std::make_unique<Engine>();
  engine->sampleRateHz = sampleRateHz;
  engine->settings = new_fluid_settings();
  (void)fluid_settings_setnum(engine->settings, "synth.sample-rate", sampleRateHz);
  (void)fluid_settings_setnum(engine->settings, "synth.gain", 0.3);
  (void)fluid_settings_setint(engine->settings, "synth.polyphony", 96);
  (void)fluid_settings_setint(engine->settings, "synth.dynamic-sample-loading", 1);
  (void)fluid_settings_setint(engine->settings, "synth.lock-memory", 0);
  (void)fluid_settings_setint(engine->settings, "synth.chorus.active", 0);
  engine->synth = new_fluid_synth(engine->settings);
  engine->font = fluid_synth_sfload(engine->synth, soundFont.c_str(), 1);
  if (engine->font == FLUID_FAILED) return fail(ErrorCode::Unavailable, "no soundfont at " + soundFont);
  return BandPlayer(engine.release());
}

BandPlayer::BandPlayer(BandPlayer&& other) noexcept : engine_(std::exchange(other.engine_, nullptr)) {}
BandPlayer::~BandPlayer() { delete engine_; }

namespace {

void prepare(fluid_synth_t* synth, int font, const Band& band) {
  (void)fluid_synth_system_reset(synth);
  constexpr int kEveryGroup = -1;
  (void)fluid_synth_set_reverb_group_roomsize(synth, kEveryGroup, 0.2 + 0.6 * band.reverb);
  (void)fluid_synth_set_reverb_group_level(synth, kEveryGroup, band.reverb);
  for (int channel = 0; channel < static_cast<int>(kBandChannels); ++channel) {
    const bool isDrums = channel == static_cast<int>(kDrumChannel);
    const auto at = static_cast<std::size_t>(channel);
    (void)fluid_synth_program_select(synth, channel, font, isDrums ? 128 : 0, isDrums ? 0 : band.programs[at]);
    (void)fluid_synth_cc(synth, channel, 7, band.volumes[at]);
    (void)fluid_synth_cc(synth, channel, 91, static_cast<int>(20 + 60 * band.reverb));
    (void)fluid_synth_set_gen(synth, channel, GEN_FINETUNE, isDrums ? 0.0f : static_cast<float>(band.tuningCents));
  }
}

}  // namespace

MonoAudio BandPlayer::play(const Band& band) {
  auto* synth = engine_->synth;
  prepare(synth, engine_->font, band);
  MonoAudio out;
  out.sampleRateHz = engine_->sampleRateHz;
  std::vector<float> left, right;
  const auto renderTo = [&](double seconds) {
    const std::size_t until = toFrames(std::clamp(seconds, 0.0, band.seconds), out.sampleRateHz);
    if (until <= out.samples.size()) return;
    const std::size_t count = until - out.samples.size();
    left.assign(count, 0), right.assign(count, 0);
    (void)fluid_synth_write_float(synth, static_cast<int>(count), left.data(), 0, 1, right.data(), 0, 1);
    for (std::size_t i = 0; i < count; ++i) out.samples.push_back((left[i] + right[i]) / 2);
  };
  for (const auto& event : band.events) {
    if (event.time >= band.seconds) break;
    renderTo(event.time);
    if (event.velocity > 0)
      (void)fluid_synth_noteon(synth, event.channel, event.pitch, event.velocity);
    else
      (void)fluid_synth_noteoff(synth, event.channel, event.pitch);
  }
  renderTo(band.seconds);
  float loudest = 0;
  for (const float s : out.samples) loudest = std::max(loudest, std::abs(s));
  if (loudest > 0)
    for (float& s : out.samples) s *= 0.9f / loudest;
  return out;
}

}  // namespace amuse::train
