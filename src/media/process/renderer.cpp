#include "media/process/renderer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <future>
#include <numbers>
#include <thread>
#include <utility>
#include <vector>

#include "media/process/midi_schedule.h"
#include "media/process/synthesizer.h"

namespace amuse::media {
namespace {

constexpr double kMaxTailSeconds = 6;
/// How much each thread renders before both are added up: long, since within a slab one has more to do than the other.
constexpr double kSlabSeconds = 60;
constexpr double kTailStepSeconds = 0.25;
constexpr double kSilenceRatio = 5e-4;  ///< -66 dB.
constexpr double kShortFadeSeconds = 0.25, kLongFadeSeconds = 2.5;

/// One synthesiser with its share of the notes and its place in the schedule.
class Player {
 public:
  Player(Synthesizer synthesizer, const MidiSchedule& schedule, const NoteShares& shares, int player)
      : synthesizer_(std::move(synthesizer)), schedule_(&schedule), shares_(&shares), player_(player) {}

  /// Renders the frames [from, from + left.size()) into zeroed arrays.
  void render(std::size_t from, std::span<float> left, std::span<float> right) {
    std::size_t done = 0;
    while (done < left.size()) {
      const std::size_t now = from + done;
      playEventsAt(now);
      const std::size_t next = std::min(nextEventFrame(), from + left.size());
      const std::size_t count = std::max<std::size_t>(next - now, 1);
      synthesizer_.render(left.subspan(done, count), right.subspan(done, count));
      done += count;
    }
  }
  /// The music is over: what is left of the schedule is played, and all notes end.
  void finish() {
    playEventsAt(schedule_->endFrame);
    synthesizer_.releaseAll();
  }

 private:
  void playEventsAt(std::size_t frame) {
    for (; next_ < schedule_->events.size() && schedule_->events[next_].frame <= frame; ++next_) {
      const auto& event = schedule_->events[next_];
      if (shares_->hears(player_, event)) synthesizer_.play(event);
    }
  }
  [[nodiscard]] std::size_t nextEventFrame() {
    while (next_ < schedule_->events.size() && !shares_->hears(player_, schedule_->events[next_])) ++next_;
    return next_ < schedule_->events.size() ? schedule_->events[next_].frame : static_cast<std::size_t>(-1);
  }

  Synthesizer synthesizer_;
  const MidiSchedule* schedule_;
  const NoteShares* shares_;
  int player_;
  std::size_t next_ = 0;
};

/// Both players together: each renders a slab, then the second is added to the first.
class Duo {
 public:
  Duo(Player first, Player second) : players_{std::move(first), std::move(second)} {}

  void append(StereoAudio& audio, std::size_t count) {
    const std::size_t from = audio.left.size();
    audio.left.resize(from + count);
    audio.right.resize(from + count);
    const auto left = std::span(audio.left).subspan(from), right = std::span(audio.right).subspan(from);
    otherLeft_.assign(count, 0);
    otherRight_.assign(count, 0);
    {
      const std::jthread second([&] { players_[1].render(from, otherLeft_, otherRight_); });
      players_[0].render(from, left, right);
    }
    for (std::size_t i = 0; i < count; ++i) {
      left[i] += otherLeft_[i];
      right[i] += otherRight_[i];
    }
  }
  void finish() {
    for (auto& player : players_) player.finish();
  }

 private:
  std::array<Player, 2> players_;
  std::vector<float> otherLeft_, otherRight_;
};

float peakOf(const StereoAudio& audio, std::size_t from) {
  float peak = 0;
  for (std::size_t i = from; i < audio.left.size(); ++i) {
    peak = std::max({peak, std::abs(audio.left[i]), std::abs(audio.right[i])});
  }
  return peak;
}

/// A raised-cosine fade over the last `count` frames.
void fadeOut(StereoAudio& audio, std::size_t count) {
  count = std::min(count, audio.left.size());
  const std::size_t start = audio.left.size() - count;
  for (std::size_t i = 0; i < count; ++i) {
    const double phase = static_cast<double>(i + 1) / static_cast<double>(count);
    const auto gain = static_cast<float>(0.5 + 0.5 * std::cos(std::numbers::pi * phase));
    audio.left[start + i] *= gain;
    audio.right[start + i] *= gain;
  }
}

void ringOut(Duo& duo, StereoAudio& audio) {
  const float silent = static_cast<float>(kSilenceRatio) * peakOf(audio, 0);
  const std::size_t step = toFrames(kTailStepSeconds, audio.sampleRateHz);
  double tail = 0;
  bool isSilent = false;
  while (tail < kMaxTailSeconds && !isSilent) {
    duo.append(audio, step);
    tail += kTailStepSeconds;
    isSilent = peakOf(audio, audio.left.size() - step) <= silent;
  }
  fadeOut(audio, toFrames(isSilent ? kShortFadeSeconds : kLongFadeSeconds, audio.sampleRateHz));
}

}  // namespace

Result<RenderedMusic> renderMusic(std::span<const std::byte> soundFont, const MidiFile& file, int sampleRateHz) {
  const auto schedule = scheduleOf(file, sampleRateHz);
  if (!schedule) return tl::unexpected(schedule.error());
  const NoteShares shares(*schedule, sampleRateHz);
  auto making = std::async(std::launch::async, [&] { return Synthesizer::make(soundFont, sampleRateHz); });
  auto first = Synthesizer::make(soundFont, sampleRateHz);
  auto second = making.get();
  if (!first) return tl::unexpected(first.error());
  if (!second) return tl::unexpected(second.error());
  Duo duo(Player(std::move(*first), *schedule, shares, 0), Player(std::move(*second), *schedule, shares, 1));

  RenderedMusic music{{{}, {}, sampleRateHz}, schedule->endFrame};
  const std::size_t room = schedule->endFrame + toFrames(kMaxTailSeconds + 1, sampleRateHz);
  music.audio.left.reserve(room);
  music.audio.right.reserve(room);
  const std::size_t slab = toFrames(kSlabSeconds, sampleRateHz);
  while (music.audio.left.size() < schedule->endFrame) {
    duo.append(music.audio, std::min(slab, schedule->endFrame - music.audio.left.size()));
  }
  duo.finish();
  ringOut(duo, music.audio);
  return music;
}

}  // namespace amuse::media
