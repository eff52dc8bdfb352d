#include "media/process/synthesizer.h"

#include <fluidsynth.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <utility>

namespace amuse::media {
namespace {

/// FluidSynth opens fonts by name; this name stands for the bytes in memory, written as a pointer in hex, which keeps
/// the callbacks free of global state.
struct FontCursor {
  std::span<const std::byte> bytes;
  std::size_t at = 0;
};

std::array<char, 64> nameOf(const std::span<const std::byte>* font) {
  std::array<char, 64> name{};
  (void)std::snprintf(name.data(), name.size(), "memory:%p", static_cast<const void*>(font));
  return name;
}

void* openFont(const char* name) {
  void* font = nullptr;
  if (std::sscanf(name, "memory:%p", &font) != 1) return nullptr;  // NOLINT(cert-err34-c)
  return new FontCursor{*static_cast<const std::span<const std::byte>*>(font), 0};
}

int readFont(void* to, fluid_long_long_t count, void* handle) {
  auto& cursor = *static_cast<FontCursor*>(handle);
  const auto wanted = static_cast<std::size_t>(count);
  if (count < 0 || wanted > cursor.bytes.size() - cursor.at) return FLUID_FAILED;
  if (wanted > 0) std::memcpy(to, cursor.bytes.data() + cursor.at, wanted);
  cursor.at += wanted;
  return FLUID_OK;
}

int seekFont(void* handle, fluid_long_long_t offset, int origin) {
  auto& cursor = *static_cast<FontCursor*>(handle);
  fluid_long_long_t base = 0;
  if (origin == SEEK_CUR) base = static_cast<fluid_long_long_t>(cursor.at);
  if (origin == SEEK_END) base = static_cast<fluid_long_long_t>(cursor.bytes.size());
  const auto target = base + offset;
  if (target < 0 || target > static_cast<fluid_long_long_t>(cursor.bytes.size())) return FLUID_FAILED;
  cursor.at = static_cast<std::size_t>(target);
  return FLUID_OK;
}

fluid_long_long_t tellFont(void* handle) {
  return static_cast<fluid_long_long_t>(static_cast<FontCursor*>(handle)->at);
}

int closeFont(void* handle) {
  delete static_cast<FontCursor*>(handle);
  return FLUID_OK;
}

constexpr int kPolyphony = 64;
constexpr int kChorusController = 93;

void configure(fluid_settings_t* settings, int sampleRateHz) {
  (void)fluid_settings_setnum(settings, "synth.sample-rate", sampleRateHz);
  // Far below full scale: mastering sets the level, nothing may clip before it.
  (void)fluid_settings_setnum(settings, "synth.gain", 0.3);
  // Two synthesisers make 128 voices; the quietest ringing ones give way. Cost grows with the voices sounding.
  (void)fluid_settings_setint(settings, "synth.polyphony", kPolyphony);
  (void)fluid_settings_setint(settings, "synth.dynamic-sample-loading", 1);
  (void)fluid_settings_setint(settings, "synth.threadsafe-api", 0);
  (void)fluid_settings_setint(settings, "synth.lock-memory", 0);
  // A medium, slightly dark room, wide enough that a lone (mono) guitar does not sit in the middle.
  (void)fluid_settings_setnum(settings, "synth.reverb.room-size", 0.55);
  (void)fluid_settings_setnum(settings, "synth.reverb.damp", 0.35);
  (void)fluid_settings_setnum(settings, "synth.reverb.width", 1.5);
  (void)fluid_settings_setnum(settings, "synth.reverb.level", 0.9);
  // Chorus costs whether or not anything goes into it; play() switches it on with the first note that does.
  (void)fluid_settings_setint(settings, "synth.chorus.active", 0);
  (void)fluid_settings_setint(settings, "synth.chorus.nr", 2);
  (void)fluid_settings_setnum(settings, "synth.chorus.level", 1.2);
  (void)fluid_settings_setnum(settings, "synth.chorus.depth", 4.25);
}

void silence(int, const char*, void*) {}

/// Whether any voice that sounds goes into the chorus, as its preset has it.
bool anyVoiceWantsChorus(fluid_synth_t* synth) noexcept {
  std::array<fluid_voice_t*, kPolyphony> voices{};
  fluid_synth_get_voicelist(synth, voices.data(), kPolyphony, -1);
  return std::any_of(voices.begin(), voices.end(), [](fluid_voice_t* voice) {
    return voice != nullptr && fluid_voice_gen_get(voice, GEN_CHORUSSEND) > 0;
  });
}

/// What FluidSynth keeps for all its synthesisers: no log, and tables made with the first one, for which one made at
/// the same time on another thread would not wait.
bool prepareLibrary() {
  for (const int level : {FLUID_PANIC, FLUID_ERR, FLUID_WARN, FLUID_INFO, FLUID_DBG}) {
    (void)fluid_set_log_function(level, silence, nullptr);
  }
  fluid_settings_t* settings = new_fluid_settings();
  fluid_synth_t* synth = settings != nullptr ? new_fluid_synth(settings) : nullptr;
  if (synth != nullptr) delete_fluid_synth(synth);
  if (settings != nullptr) delete_fluid_settings(settings);
  return synth != nullptr;
}

/// By how many timecents a program's notes die away sooner than the soundfont has it. A re-struck guitar string is
/// damped, while FluidR3's released guitars ring on for seconds under the next chord: 56 of 84 voices of a strummed
/// song, heard as mud. Measured on 64 bars: half the cost of synthesis.
double releaseOffset(int program) noexcept {
  struct Row {
    int first, last;
    double timecents;
  };
  constexpr Row kRows[] = {{25, 28, -3600}, {90, 90, -2400}};  // steel, jazz, clean, muted guitar; polysynth
  for (const Row& row : kRows) {
    if (program >= row.first && program <= row.last) return row.timecents;
  }
  return 0;
}

/// Voices whose notes are over. FluidSynth lets them fade for the soundfont's whole release, by 96 dB; most voices that
/// sound at a time are such. They end once they are 60 dB down, where the other notes cover them. Drums keep theirs:
/// what dies away there is the sample itself.
class FadingVoices {
 public:
  /// Looks through the voices before `frames` more are rendered, and ends those that are faint enough.
  void tick(fluid_synth_t* synth, double sampleRateHz, std::size_t frames) noexcept {
    std::array<fluid_voice_t*, kPolyphony> voices{};
    fluid_synth_get_voicelist(synth, voices.data(), kPolyphony, -1);
    const auto before = notes_;
    notes_ = {};
    for (std::size_t i = 0; i < voices.size() && voices[i] != nullptr; ++i) {
      fluid_voice_t* voice = voices[i];
      if (isHeld(voice) || fluid_voice_get_channel(voice) == kDrumChannel) continue;
      const unsigned id = fluid_voice_get_id(voice);
      const auto* known = std::find_if(before.begin(), before.end(), [&](const Note& note) { return note.id == id; });
      notes_[i] = {id, known != before.end() ? known->framesLeft - static_cast<double>(frames)
                                             : kAudibleShare * sampleRateHz * releaseSeconds(synth, voice)};
      if (notes_[i].framesLeft <= 0) end(voice);
    }
  }

 private:
  struct Note {
    unsigned id = ~0u;  ///< FluidSynth counts from 0; the voices of a note share it.
    double framesLeft = 0;
  };
  static constexpr double kAudibleShare = 60.0 / 96;  ///< The fade is even in decibels.
  static constexpr float kAtOnceTimecents = -12000;

  static bool isHeld(const fluid_voice_t* voice) noexcept {
    return fluid_voice_is_on(voice) != 0 || fluid_voice_is_sustained(voice) != 0 ||
           fluid_voice_is_sostenuto(voice) != 0;
  }
  static double releaseSeconds(fluid_synth_t* synth, fluid_voice_t* voice) noexcept {
    const auto ofSoundFont = static_cast<double>(fluid_voice_gen_get(voice, GEN_VOLENVRELEASE));
    const auto ofChannel =
        static_cast<double>(fluid_synth_get_gen(synth, fluid_voice_get_channel(voice), GEN_VOLENVRELEASE));
    return std::exp2((ofSoundFont + ofChannel) / 1200);
  }
  static void end(fluid_voice_t* voice) noexcept {
    fluid_voice_gen_set(voice, GEN_VOLENVRELEASE, kAtOnceTimecents);
    fluid_voice_update_param(voice, GEN_VOLENVRELEASE);
  }

  std::array<Note, kPolyphony> notes_{};  ///< Of the voices that fade; the other places are empty.
};

}  // namespace

struct Synthesizer::Engine {
  std::span<const std::byte> font;  ///< At a fixed address: FluidSynth comes back to it for samples.
  double sampleRateHz;
  fluid_settings_t* settings = nullptr;
  fluid_synth_t* synth = nullptr;
  bool hasChorus = false;
  FadingVoices fading = {};

  void startChorus() noexcept {
    hasChorus = true;
    (void)fluid_synth_chorus_on(synth, -1, 1);
  }
};

void Synthesizer::EngineDeleter::operator()(Engine* engine) const noexcept {
  if (engine->synth != nullptr) delete_fluid_synth(engine->synth);
  if (engine->settings != nullptr) delete_fluid_settings(engine->settings);
  delete engine;
}

Synthesizer::Synthesizer(std::unique_ptr<Engine, EngineDeleter> engine) noexcept : engine_(std::move(engine)) {}

Result<Synthesizer> Synthesizer::make(std::span<const std::byte> soundFont, int sampleRateHz) {
  static const bool isPrepared = prepareLibrary();
  if (!isPrepared) return fail(ErrorCode::Internal, "FluidSynth did not start");
  Synthesizer made(std::unique_ptr<Engine, EngineDeleter>(new Engine{soundFont, static_cast<double>(sampleRateHz)}));
  Engine& engine = *made.engine_;
  engine.settings = new_fluid_settings();
  if (engine.settings != nullptr) {
    configure(engine.settings, sampleRateHz);
    engine.synth = new_fluid_synth(engine.settings);
  }
  fluid_sfloader_t* loader = engine.synth != nullptr ? new_fluid_defsfloader(engine.settings) : nullptr;
  if (loader == nullptr) return fail(ErrorCode::Internal, "FluidSynth did not start");
  (void)fluid_sfloader_set_callbacks(loader, openFont, readFont, seekFont, tellFont, closeFont);
  fluid_synth_add_sfloader(engine.synth, loader);
  if (fluid_synth_sfload(engine.synth, nameOf(&engine.font).data(), 1) == FLUID_FAILED) {
    return fail(ErrorCode::Unavailable, "FluidSynth can't read the soundfont; reinstall fluid-soundfont-gm");
  }
  // Drums sound at their recorded pitch, where two points serve as well as four: 60 dB between the two.
  (void)fluid_synth_set_interp_method(engine.synth, kDrumChannel, FLUID_INTERP_LINEAR);
  return made;
}

void Synthesizer::play(const ScheduledEvent& event) noexcept {
  fluid_synth_t* synth = engine_->synth;
  const int channel = event.channel();
  switch (event.status & 0xf0) {
    case 0x80: (void)fluid_synth_noteoff(synth, channel, event.data1); break;
    case 0x90:
      (void)fluid_synth_noteon(synth, channel, event.data1, event.data2);
      if (!engine_->hasChorus && anyVoiceWantsChorus(synth)) engine_->startChorus();
      break;
    case 0xa0: (void)fluid_synth_key_pressure(synth, channel, event.data1, event.data2); break;
    case 0xb0:
      (void)fluid_synth_cc(synth, channel, event.data1, event.data2);
      if (!engine_->hasChorus && event.data1 == kChorusController && event.data2 > 0) engine_->startChorus();
      break;
    case 0xc0:
      (void)fluid_synth_program_change(synth, channel, event.data1);
      (void)fluid_synth_set_gen(synth, channel, GEN_VOLENVRELEASE,
                                static_cast<float>(channel == kDrumChannel ? 0 : releaseOffset(event.data1)));
      break;
    case 0xd0: (void)fluid_synth_channel_pressure(synth, channel, event.data1); break;
    default: (void)fluid_synth_pitch_bend(synth, channel, event.data1 | event.data2 << 7); break;
  }
}

bool Synthesizer::hasChorus() const noexcept { return engine_->hasChorus; }

void Synthesizer::releaseAll() noexcept {
  constexpr int kPedal = 64, kSostenuto = 66;
  for (int channel = 0; channel < 16; ++channel) {
    (void)fluid_synth_cc(engine_->synth, channel, kPedal, 0);
    (void)fluid_synth_cc(engine_->synth, channel, kSostenuto, 0);
    (void)fluid_synth_all_notes_off(engine_->synth, channel);
  }
}

void Synthesizer::render(std::span<float> left, std::span<float> right) noexcept {
  constexpr std::size_t kBlock = 1024;
  std::array<float, kBlock> l, r;
  for (std::size_t done = 0; done < left.size();) {
    const std::size_t count = std::min(kBlock, left.size() - done);
    engine_->fading.tick(engine_->synth, engine_->sampleRateHz, count);
    (void)fluid_synth_write_float(engine_->synth, static_cast<int>(count), l.data(), 0, 1, r.data(), 0, 1);
    for (std::size_t i = 0; i < count; ++i) {
      left[done + i] += l[i];
      right[done + i] += r[i];
    }
    done += count;
  }
}

}  // namespace amuse::media
