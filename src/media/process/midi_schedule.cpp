#include "media/process/midi_schedule.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace amuse::media {
namespace {

constexpr double kDefaultMicrosPerQuarter = 500'000;

/// Turns ticks into seconds while walking forward through the tempo map.
class TempoWalker {
 public:
  explicit TempoWalker(const MidiDivision& division) : division_(division) { setTempo(kDefaultMicrosPerQuarter); }

  double secondsAt(std::int64_t tick) {
    seconds_ += static_cast<double>(tick - tick_) * secondsPerTick_;
    tick_ = tick;
    return seconds_;
  }
  void setTempo(double microsPerQuarter) {
    secondsPerTick_ = division_.ticksPerSecond > 0 ? 1 / division_.ticksPerSecond
                                                   : microsPerQuarter * 1e-6 / division_.ticksPerQuarter;
  }

 private:
  MidiDivision division_;
  double secondsPerTick_ = 0, seconds_ = 0;
  std::int64_t tick_ = 0;
};

std::vector<const MidiEvent*> mergedEvents(const MidiFile& file) {
  std::vector<const MidiEvent*> merged;
  for (const auto& track : file.tracks) {
    for (const auto& event : track.events) merged.push_back(&event);
  }
  std::stable_sort(merged.begin(), merged.end(),
                   [](const MidiEvent* a, const MidiEvent* b) { return a->tick < b->tick; });
  return merged;
}

double tempoOf(const MidiEvent& event) {
  double micros = 0;
  for (const char byte : event.payload) micros = micros * 256 + static_cast<unsigned char>(byte);
  return std::clamp(micros, 1.0, 16'777'215.0);
}

constexpr std::size_t kKeys = 128;

bool isNote(const ScheduledEvent& event) noexcept {
  const int kind = event.status & 0xf0;
  return kind == 0x80 || kind == 0x90 || kind == 0xa0;
}

/// Where the load of a channel's key is counted: the drums' all at one place.
std::size_t loadIndex(const ScheduledEvent& event) noexcept {
  const auto key = static_cast<std::size_t>(event.channel() == kDrumChannel ? 0 : event.data1);
  return static_cast<std::size_t>(event.channel()) * kKeys + key;
}

/// How long a drum rings, in seconds, as FluidR3 has it.
double drumSeconds(int key) noexcept {
  switch (key) {
    case 49:
    case 52:
    case 55:
    case 57: return 8;  // crashes
    case 46:
    case 51:
    case 53:
    case 59: return 3;  // rides, open hi-hat
    default: return 0.5;
  }
}

/// Whether FluidR3 has one voice a note for a program; most have two, left and right.
bool hasOneVoice(int program) noexcept {
  constexpr std::array kOne = {2, 6, 7, 9, 10, 17, 18, 19, 24, 25, 28, 31, 32, 33, 34, 36, 37, 56, 57, 58, 59};
  return std::binary_search(kOne.begin(), kOne.end(), program);
}

/// What each channel and key costs, in frames times voices: as long as it sounds, by its key or the pedal, and rings.
class NoteLoads {
 public:
  explicit NoteLoads(int sampleRateHz) noexcept : sampleRateHz_(sampleRateHz) {}

  void hear(const ScheduledEvent& event) {
    const auto channel = static_cast<std::size_t>(event.channel());
    const int kind = event.status & 0xf0;
    if (isNote(event)) {
      hearNote(event, kind == 0x90 && event.data2 > 0);
    } else if (kind == 0xb0 && event.data1 == kPedal) {
      pedals_[channel] = event.data2 >= 64;
      if (!pedals_[channel]) endHeld(event);
    } else if (kind == 0xc0) {
      voices_[channel] = hasOneVoice(event.data1) ? 1 : 2;
    }
  }
  [[nodiscard]] const std::vector<double>& loads() const noexcept { return loads_; }

 private:
  static constexpr int kPedal = 64;
  enum class Sounds : char { No, ByKey, ByPedal };

  void hearNote(const ScheduledEvent& event, bool begins) {
    const std::size_t at = loadIndex(event);
    const auto channel = static_cast<std::size_t>(event.channel());
    if (event.channel() == kDrumChannel) {
      if (begins) loads_[at] += 2 * drumSeconds(event.data1) * sampleRateHz_;
    } else if (begins) {
      end(at, event);
      loads_[at] += voices_[channel] * kRingSeconds * sampleRateHz_;
      sounds_[at] = Sounds::ByKey;
      since_[at] = event.frame;
    } else if (sounds_[at] == Sounds::ByKey && (event.status & 0xf0) != 0xa0) {
      if (pedals_[channel])
        sounds_[at] = Sounds::ByPedal;
      else
        end(at, event);
    }
  }
  void endHeld(const ScheduledEvent& event) {
    const std::size_t first = static_cast<std::size_t>(event.channel()) * kKeys;
    for (std::size_t at = first; at < first + kKeys; ++at) {
      if (sounds_[at] == Sounds::ByPedal) end(at, event);
    }
  }
  void end(std::size_t at, const ScheduledEvent& event) {
    if (sounds_[at] == Sounds::No) return;
    loads_[at] += voices_[static_cast<std::size_t>(event.channel())] * static_cast<double>(event.frame - since_[at]);
    sounds_[at] = Sounds::No;
  }

  static constexpr double kRingSeconds = 0.5;
  double sampleRateHz_;
  std::vector<double> loads_ = std::vector<double>(16 * kKeys);
  std::vector<std::size_t> since_ = std::vector<std::size_t>(16 * kKeys);
  std::vector<Sounds> sounds_ = std::vector<Sounds>(16 * kKeys, Sounds::No);
  std::array<bool, 16> pedals_{};
  std::array<double, 16> voices_ = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
};

}  // namespace

Result<MidiSchedule> scheduleOf(const MidiFile& file, int sampleRateHz) {
  MidiSchedule schedule;
  TempoWalker walker(file.division);
  const auto tooLong = [](double seconds) { return seconds > kMaxMusicSeconds; };
  const auto refusal = fail(ErrorCode::TooLarge, "the music is longer than 20 minutes; render a shorter song");
  for (const MidiEvent* event : mergedEvents(file)) {
    const double seconds = walker.secondsAt(event->tick);
    if (tooLong(seconds)) return refusal;
    if (!event->isMeta()) {
      const auto frame = static_cast<std::size_t>(std::llround(seconds * sampleRateHz));
      schedule.events.push_back({frame, event->status, event->data1, event->data2});
    } else if (event->data1 == midi_meta::kTempo && event->payload.size() == 3) {
      walker.setTempo(tempoOf(*event));
    }
  }
  std::int64_t endTick = 0;
  for (const auto& track : file.tracks) endTick = std::max(endTick, track.endTick);
  const double endSeconds = walker.secondsAt(endTick);
  if (tooLong(endSeconds)) return refusal;
  schedule.endFrame = static_cast<std::size_t>(std::llround(endSeconds * sampleRateHz));
  return schedule;
}

NoteShares::NoteShares(const MidiSchedule& schedule, int sampleRateHz) {
  NoteLoads heard(sampleRateHz);
  for (const auto& event : schedule.events) heard.hear(event);
  const auto& loads = heard.loads();
  std::vector<std::size_t> heaviestFirst(loads.size());
  std::iota(heaviestFirst.begin(), heaviestFirst.end(), std::size_t{0});
  std::stable_sort(heaviestFirst.begin(), heaviestFirst.end(),
                   [&](std::size_t a, std::size_t b) { return loads[a] > loads[b]; });
  std::array<double, 2> total{};
  for (const std::size_t at : heaviestFirst) {
    const bool second = total[1] < total[0];
    share_[at / kKeys][at % kKeys] = second ? 1 : 0;
    total[second ? 1 : 0] += loads[at];
  }
  share_[kDrumChannel].fill(share_[kDrumChannel][0]);
}

bool NoteShares::hears(int player, const ScheduledEvent& event) const noexcept {
  if (!isNote(event)) return true;
  return share_[static_cast<std::size_t>(event.channel())][static_cast<std::size_t>(event.data1)] == player;
}

}  // namespace amuse::media
