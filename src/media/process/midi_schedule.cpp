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

/// What each channel and key costs: as long as it sounds; most ring on a little after their end, drums as long as they
/// like.
std::vector<double> loadsOf(const MidiSchedule& schedule, int sampleRateHz) {
  const double ringFrames = 0.5 * sampleRateHz;
  std::vector<double> loads(16 * kKeys);
  std::vector<std::size_t> since(16 * kKeys);
  for (const auto& event : schedule.events) {
    if (!isNote(event)) continue;
    const std::size_t at = loadIndex(event);
    const int kind = event.status & 0xf0;
    if (kind == 0x90 && event.data2 > 0) {
      since[at] = event.frame;
      loads[at] += ringFrames;
    } else if (kind != 0xa0) {
      loads[at] += static_cast<double>(event.frame - since[at]);
      since[at] = event.frame;
    }
  }
  return loads;
}

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
  const auto loads = loadsOf(schedule, sampleRateHz);
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
