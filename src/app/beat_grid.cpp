#include "app/beat_grid.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "transcribe/adapt.h"

namespace amuse::app {
namespace {

using transcribe::Beat;

constexpr double kMostMadeUp = 20'000;

/// Beats that stand closer than this are no beats: nothing goes on at such a pace.
constexpr double kLeastPeriod = 0.05;

}  // namespace

BeatGrid::BeatGrid(std::vector<Beat> beats, int beatsPerBar)
    : beats_(std::move(beats)), beatsPerBar_(beatsPerBar), beatsOfFirst_(beatsPerBar), beatsOfLast_(beatsPerBar) {
  std::optional<std::size_t> line;
  bool isFirst = true;
  for (std::size_t i = 0; i < beats_.size(); ++i) {
    if (beats_[i].beatInBar != 1) continue;
    if (line) beatsOfLast_ = static_cast<int>(i - *line);
    if (line && std::exchange(isFirst, false)) beatsOfFirst_ = beatsOfLast_;
    line = i;
  }
}

std::optional<BeatGrid> BeatGrid::over(const transcribe::Transcription& heard, double from, double until) {
  if (heard.beats.size() < 2) return std::nullopt;
  BeatGrid grid(heard.beats, std::max(1, heard.beatsPerBar));
  // What is not heard goes on as the beats beside it do.
  const std::span<const Beat> beats(heard.beats);
  const std::size_t near = std::min<std::size_t>(beats.size(), 5);
  const double before = std::max(transcribe::medianBeatSeconds(beats.first(near)), kLeastPeriod);
  const double after = std::max(transcribe::medianBeatSeconds(beats.last(near)), kLeastPeriod);
  const double missing = std::max(0.0, (beats.front().timeSeconds - from) / before) +
                         std::max(0.0, (until - beats.back().timeSeconds) / after);
  if (missing > kMostMadeUp) return std::nullopt;
  grid.goBackTo(from, before);
  grid.goOnTo(until, after);
  return grid;
}

void BeatGrid::goBackTo(double seconds, double period) {
  std::vector<Beat> before;
  Beat first = beats_.front();
  while (first.timeSeconds > seconds + period / 2 || first.beatInBar != 1) {
    first = {first.timeSeconds - period, first.beatInBar > 1 ? first.beatInBar - 1 : beatsOfFirst_};
    before.push_back(first);
  }
  beats_.insert(beats_.begin(), before.rbegin(), before.rend());
}

void BeatGrid::goOnTo(double seconds, double period) {
  while (beats_.back().timeSeconds < seconds - period / 2) {
    const Beat last = beats_.back();
    beats_.push_back({last.timeSeconds + period, last.beatInBar < beatsOfLast_ ? last.beatInBar + 1 : 1});
  }
}

double BeatGrid::positionOf(double seconds) const noexcept {
  auto after = std::ranges::upper_bound(beats_, seconds, {}, &Beat::timeSeconds);
  after = std::clamp(after, beats_.begin() + 1, beats_.end() - 1);
  const auto before = after - 1;
  const double length = after->timeSeconds - before->timeSeconds;
  const double share = length > 0 ? (seconds - before->timeSeconds) / length : 0;
  return std::max(0.0, static_cast<double>(before - beats_.begin()) + share);
}

double BeatGrid::onHalfBeat(double seconds) const noexcept { return std::round(positionOf(seconds) * 2) / 2; }

std::size_t BeatGrid::nearestBarLine(double seconds) const noexcept {
  std::size_t nearest = 0;
  double distance = 1e300;
  for (std::size_t i = 0; i < beats_.size(); ++i) {
    const double away = std::abs(beats_[i].timeSeconds - seconds);
    if (beats_[i].beatInBar == 1 && away < distance) nearest = i, distance = away;
  }
  return nearest;
}

std::size_t BeatGrid::barLineOf(std::size_t beat) const noexcept {
  beat = std::min(beat, beats_.size() - 1);
  while (beat > 0 && beats_[beat].beatInBar != 1) --beat;
  return beat;
}

int BeatGrid::barLength(std::size_t barLine) const noexcept {
  std::size_t next = barLine + 1;
  while (next < beats_.size() && beats_[next].beatInBar != 1) ++next;
  const int beats = static_cast<int>(next - barLine);
  return next < beats_.size() ? beats : std::max(beats, beatsOfLast_);
}

std::size_t BeatGrid::barCount() const noexcept {
  return static_cast<std::size_t>(std::ranges::count(beats_, 1, &Beat::beatInBar));
}

}  // namespace amuse::app
