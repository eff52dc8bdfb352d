#include "lm/net_inputs.h"

#include <algorithm>
#include <cmath>

#include "lm/internal/expert.h"

namespace amuse::lm {

namespace {

constexpr std::size_t kStartRow = kEndSymbol, kAbsentRow = kSymbolCount - 1;
constexpr std::array<std::size_t, 10> kNetMatchBounds{0, 1, 2, 3, 4, 6, 8, 12, 16, 24};

Symbol movedRoot(Symbol symbol, int semitones) noexcept {
  if (symbol >= kNoChordSymbol) return symbol;
  return theory::toPitchClass(symbol / theory::kChordClassCount + semitones) * theory::kChordClassCount +
         symbol % theory::kChordClassCount;
}

struct LongestMatch {
  std::size_t length = 0;
  std::size_t follower = kAbsentRow;
};

/// The longest stretch that ends with the last chord and was heard before; the latest of equals.
LongestMatch findMatch(std::span<const std::uint8_t> x) noexcept {
  LongestMatch best;
  for (std::size_t j = x.size() - 1; j >= 1; --j) {
    if (x[j - 1] != x.back()) continue;
    std::size_t match = 1;
    while (match < j && x[j - 1 - match] == x[x.size() - 1 - match]) ++match;
    if (match > best.length) best = {match, x[j]};
  }
  return best;
}

/// Sixteenths of four bars; 16 when a length on the way is unknown.
std::size_t metricRow(const NetTiming& timing) noexcept {
  double start = 0;
  for (std::size_t i = 0; i + 1 < timing.beats.size(); ++i) {
    if (timing.beats[i] <= 0) return 16;
    start += timing.beats[i];
  }
  const double phrase = 4 * timing.beatsPerBar;
  const double place = std::fmod(start, phrase) / phrase * 16;
  return std::min<std::size_t>(static_cast<std::size_t>(place + 1e-6), 15);
}

}  // namespace

std::size_t durationClass(double beats) noexcept {
  std::size_t best = 0;
  const auto distance = [&](std::size_t i) { return std::abs(std::log(beats / kDurationBeats[i])); };
  for (std::size_t i = 1; i < kDurationClasses; ++i)
    if (distance(i) < distance(best)) best = i;
  return best;
}

Symbol toParent(theory::Mode mode, Symbol symbol) noexcept { return movedRoot(symbol, -internal::parentTonic(mode)); }
Symbol fromParent(theory::Mode mode, Symbol symbol) noexcept { return movedRoot(symbol, internal::parentTonic(mode)); }

NetHistory::NetHistory(theory::Mode mode) : mode_(mode), shift_(internal::parentTonic(mode)) {
  symbols_.reserve(kMaxNetHistory);
}

void NetHistory::restart() noexcept {
  length_ = 0;
  symbols_.clear();
}

void NetHistory::push(const theory::RelativeChord& chord) {
  if (symbols_.size() == kMaxNetHistory) symbols_.erase(symbols_.begin(), symbols_.begin() + kMaxNetHistory / 4);
  symbols_.push_back(static_cast<std::uint8_t>(toParent(mode_, symbolOf(chord))));
  last_ = chord;
  ++length_;
}

void NetHistory::rows(NetRows& out, const NetTiming& timing) const noexcept {
  out.count = 0;
  out.add(kNetMode, static_cast<std::size_t>(mode_));
  out.add(kNetPosition, std::min<std::size_t>(length_, 41));
  out.add(kNetModulo, length_ % 16);
  if (symbols_.empty()) {
    out.add(kNetLast, kStartRow);
    return;
  }
  out.add(kNetLast, symbols_.back());
  if (!last_.isNoChord()) {
    const int root = theory::toPitchClass(last_.root - shift_);
    out.add(kNetRoot, static_cast<std::size_t>(root));
    out.add(kNetDegree, static_cast<std::size_t>(last_.root));
    out.add(kNetClass, static_cast<std::size_t>(last_.quality.chordClass));
    out.add(kNetBass, static_cast<std::size_t>(theory::toPitchClass(root + last_.bass)));
    for (int tone = 0; tone < 12; ++tone)
      if (last_.quality.tones.bits() >> tone & 1)
        out.add(kNetTones, static_cast<std::size_t>(theory::toPitchClass(root + tone)));
  }
  const LongestMatch match = findMatch(symbols_);
  out.add(kNetMatch,
          static_cast<std::size_t>(std::lower_bound(kNetMatchBounds.begin(), kNetMatchBounds.end(), match.length) -
                                   kNetMatchBounds.begin()));
  out.add(kNetFollower, match.follower);
  static constexpr std::pair<NetBlock, std::size_t> kBacks[] = {
      {kNetBack2, 2}, {kNetBack3, 3}, {kNetBack4, 4}, {kNetBack8, 8}};
  for (const auto& [block, distance] : kBacks)
    if (symbols_.size() >= distance) out.add(block, symbols_[symbols_.size() - distance]);
  if (timing.beats.size() < length_ || timing.beats.empty()) return;
  if (length_ >= 2 && timing.beats[length_ - 2] > 0) out.add(kNetDuration, durationClass(timing.beats[length_ - 2]));
  out.add(kNetMetric, metricRow({timing.beats.first(length_), timing.beatsPerBar}));
}

}  // namespace amuse::lm
