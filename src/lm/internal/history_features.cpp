#include "lm/internal/history_features.h"

#include <algorithm>

namespace amuse::lm::internal {

namespace {

constexpr std::size_t kDistanceBuckets = 14, kFollowBuckets = 8;

/// The first bucket whose bound is not below the value.
template <std::size_t N>
std::size_t bucketOf(std::size_t value, const std::array<std::size_t, N>& bounds) noexcept {
  return static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), value) - bounds.begin());
}
constexpr std::array<std::size_t, 4> kLengthBounds{3, 7, 15, 31};
constexpr std::array<std::size_t, 13> kDistanceBounds{1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 32};
constexpr std::array<std::size_t, 9> kMatchBounds{1, 2, 3, 4, 6, 8, 12, 16, 24};
constexpr std::array<std::size_t, 9> kEndMatchBounds{0, 1, 2, 3, 4, 6, 8, 12, 16};

constexpr bool isChord(int symbol) noexcept { return symbol < kNoChordSymbol; }
int rootOf(int symbol) noexcept { return symbol / theory::kChordClassCount; }
theory::ChordClass classOf(int symbol) noexcept {
  return static_cast<theory::ChordClass>(symbol % theory::kChordClassCount);
}

/// One position's collection; fixed arrays, so that nothing is allocated a step.
class Collector {
 public:
  Collector(std::span<const std::uint8_t> history, std::size_t length, std::vector<Feature>& out)
      : x_(history), length_(length), lengthBucket_(bucketOf(length, kLengthBounds)), out_(out) {}

  void collect() {
    addHeard();
    if (!x_.empty()) {
      addMatches();
      addPeriods();
      addRelatives();
      addSequences();
    }
    addEnd();
  }

 private:
  void add(int symbol, FeatureBlock block, std::size_t index) {
    out_.push_back({static_cast<std::uint8_t>(symbol), static_cast<std::uint16_t>(firstFeature(block) + index)});
  }
  [[nodiscard]] int back(std::size_t distance) const noexcept { return x_[x_.size() - distance]; }

  void addHeard() {
    std::array<std::uint16_t, kSymbolCount> times{};
    for (std::size_t distance = 1; distance <= x_.size(); ++distance) {
      const int symbol = back(distance);
      if (times[static_cast<std::size_t>(symbol)]++ > 0) continue;
      heard_[heardCount_++] = {symbol, distance};
    }
    for (std::size_t i = 0; i < heardCount_; ++i) {
      const auto [symbol, distance] = heard_[i];
      isHeard_[static_cast<std::size_t>(symbol)] = true;
      add(symbol, kDistance, lengthBucket_ * kDistanceBuckets + bucketOf(distance, kDistanceBounds));
      const std::size_t count = times[static_cast<std::size_t>(symbol)];
      if (count > 1) add(symbol, kTimesSeen, bucketOf(count, std::array<std::size_t, 5>{2, 3, 4, 6, 8}));
    }
  }

  /// What followed the last chord, the last two, the last three, and the longest match of what was just heard.
  void addMatches() {
    std::array<std::array<std::uint16_t, kSymbolCount>, 3> follows{};
    std::array<std::size_t, 3> total{};
    int continuation = -1;
    for (std::size_t j = x_.size() - 1; j >= 1; --j) {
      if (x_[j - 1] != x_.back()) continue;
      std::size_t match = 1;
      while (match < j && x_[j - 1 - match] == x_[x_.size() - 1 - match]) ++match;
      for (std::size_t k = 0; k < std::min<std::size_t>(3, match); ++k) ++follows[k][x_[j]], ++total[k];
      if (match > longest_) longest_ = match, continuation = x_[j];
    }
    static constexpr FeatureBlock kBlocks[] = {kAfterOne, kAfterTwo, kAfterThree};
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t i = 0; total[k] > 0 && i < heardCount_; ++i)
        addFollower(kBlocks[k], heard_[i].symbol, follows[k][static_cast<std::size_t>(heard_[i].symbol)], total[k]);
    if (continuation < 0) return;
    add(continuation, kLongestMatch, bucketOf(longest_, kMatchBounds));
    for (int c = 0; isChord(continuation) && c < theory::kChordClassCount; ++c) {
      const int other = rootOf(continuation) * theory::kChordClassCount + c;
      if (other != continuation) add(other, kMatchRoot, bucketOf(longest_, kMatchBounds));
    }
  }

  void addFollower(FeatureBlock block, int symbol, std::size_t count, std::size_t total) {
    if (count == 0) return;
    const std::size_t share = count == total ? std::min<std::size_t>(count, 4) - 1 : 4 + count * 4 / total;
    add(symbol, block, lengthBucket_ * kFollowBuckets + share);
  }

  void addPeriods() {
    static constexpr std::size_t kPeriods[] = {2, 3, 4, 6, 8, 12, 16};
    for (std::size_t i = 0; i < std::size(kPeriods); ++i) {
      const std::size_t period = kPeriods[i];
      if (x_.size() < period) break;
      std::size_t run = 0;
      while (run < 8 && 1 + run + period <= x_.size() && back(1 + run) == back(1 + run + period)) ++run;
      add(back(period), kPeriod, i * 4 + bucketOf(run, std::array<std::size_t, 3>{0, 2, 6}));
    }
  }

  void addRelatives() {
    for (std::size_t i = 0; i < heardCount_; ++i) {
      const auto [symbol, distance] = heard_[i];
      for (int c = 0; isChord(symbol) && c < theory::kChordClassCount; ++c) {
        const int other = rootOf(symbol) * theory::kChordClassCount + c;
        if (other == symbol || isHeard_[static_cast<std::size_t>(other)]) continue;
        if (theory::triadOf(classOf(other)) != theory::triadOf(classOf(symbol))) continue;
        add(other, kSameTriad, bucketOf(distance, kDistanceBounds));
      }
    }
    const int last = x_.back();
    for (int c = 0; isChord(last) && c < theory::kChordClassCount; ++c) {
      const int other = rootOf(last) * theory::kChordClassCount + c;
      add(other, kSameRoot, other == last ? 1 : 0);
    }
  }

  /// A B, A' B' with both moved by the same interval: a sequence. One step of it, then two.
  void addSequences() {
    const auto moved = [&](std::size_t from, int interval) {
      return theory::toPitchClass(rootOf(back(from)) + interval) * theory::kChordClassCount +
             back(from) % theory::kChordClassCount;
    };
    if (x_.size() < 3 || !isChord(back(1)) || !isChord(back(2)) || !isChord(back(3))) return;
    const int interval = theory::toPitchClass(rootOf(back(1)) - rootOf(back(3)));
    if (interval == 0) return;
    add(moved(2, interval), kSequence, 0);
    if (x_.size() < 4 || !isChord(back(4))) return;
    if (theory::toPitchClass(rootOf(back(2)) - rootOf(back(4))) == interval) add(moved(2, interval), kSequence, 1);
  }

  void addEnd() {
    add(kEndSymbol, kEndAt, std::min<std::size_t>(length_, 33));
    add(kEndSymbol, kEndModulo, (length_ > 33 ? 0 : 8) + length_ % 8);
    add(kEndSymbol, kEndMatch, bucketOf(longest_, kEndMatchBounds));
    if (!x_.empty()) {
      const int root = isChord(x_.back()) ? rootOf(x_.back()) : 0;
      add(kEndSymbol, kEndRoot, static_cast<std::size_t>(root) + (length_ % 4 == 0 ? 12 : 0));
    }
    const std::size_t period = loopLength();
    add(kEndSymbol, kEndPeriod,
        bucketOf(period, std::array<std::size_t, 6>{0, 2, 3, 4, 6, 8}) * 2 + (length_ >= 4 * period ? 1 : 0));
  }

  /// The period of a loop that has just come round for at least the second time; 0 when there is none.
  [[nodiscard]] std::size_t loopLength() const noexcept {
    for (const std::size_t period : {2, 4, 3, 8, 6, 16}) {
      if (length_ < 2 * period || x_.size() < 2 * period || length_ % period != 0) continue;
      const auto last = x_.last(period), before = x_.subspan(x_.size() - 2 * period, period);
      if (std::equal(last.begin(), last.end(), before.begin())) return period;
    }
    return 0;
  }

  struct Heard {
    int symbol;
    std::size_t distance;
  };
  std::span<const std::uint8_t> x_;
  std::size_t length_, lengthBucket_;
  std::vector<Feature>& out_;
  std::array<Heard, kSymbolCount> heard_;
  std::size_t heardCount_ = 0, longest_ = 0;
  std::array<bool, kSymbolCount> isHeard_{};
};

}  // namespace

void collectFeatures(std::span<const std::uint8_t> history, std::size_t length, std::vector<Feature>& out) {
  out.clear();
  if (history.size() > kMaxHistory) history = history.last(kMaxHistory);
  Collector(history, length, out).collect();
}

std::size_t lengthBucket(std::size_t length) noexcept {
  return bucketOf(length, std::array<std::size_t, 4>{0, 3, 7, 15});
}

}  // namespace amuse::lm::internal
