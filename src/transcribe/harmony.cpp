#include "transcribe/harmony.h"

#include <array>
#include <cmath>
#include <numeric>

namespace amuse::transcribe {
namespace {

/// Added to each chance before its logarithm.
constexpr float kLeastChance = 1e-9f;
/// Of what a model expects, what goes to all changes as they are frequent: songs do what no model has seen.
constexpr double kUnheardOf = 0.1;
/// Of the dominant sevenths, which a model does not tell apart. Source: seconds of both in POP909's training songs.
constexpr double kNinthShare = 0.15;

void normalise(float* values) {
  const float sum = std::accumulate(values, values + kChordCount, 0.0f);
  for (std::size_t c = 0; c < kChordCount; ++c) values[c] /= sum;
}

void toLogs(std::vector<float>& values) {
  for (float& v : values) v = std::log(v + kLeastChance);
}

std::vector<float> frequencies() {
  /// Source: seconds of each quality in POP909's training songs, rounded, rare ones raised to half a percent.
  constexpr std::array<float, kQualityCount> kShares{0.44f,  0.25f,  0.006f, 0.005f, 0.05f, 0.03f,
                                                     0.005f, 0.012f, 0.005f, 0.03f,  0.05f, 0.09f,
                                                     0.005f, 0.006f, 0.005f, 0.015f, 0.005f};
  std::vector<float> out(kChordCount, 0.03f);
  for (std::size_t c = 0; c < kNoChord; ++c) out[c] = kShares[c % kQualityCount] / 12;
  normalise(out.data());
  return out;
}

std::vector<float> plainChanges(const std::vector<float>& frequency) {
  std::vector<float> out;
  for (std::size_t a = 0; a < kChordCount; ++a) {
    auto row = frequency;
    row[a] = 0;
    normalise(row.data());
    out.insert(out.end(), row.begin(), row.end());
  }
  return out;
}

/// What the model expects after one chord, spread over our chords.
std::vector<float> expected(const lm::ChordModel& songs, const lm::Conditions& conditions, std::size_t after) {
  const std::array prefix{chordAt(after)};
  const auto next = songs.next(conditions, prefix);
  std::vector<float> row(kChordCount);
  for (std::size_t c = 0; c < kChordCount; ++c) {
    const auto p = next.p[static_cast<std::size_t>(lm::symbolOf(chordAt(c)))];
    const bool isNinth = c != kNoChord && c % kQualityCount == kNinth;
    const bool isSeventh = c != kNoChord && c % kQualityCount == static_cast<std::size_t>(theory::ChordClass::Dom7);
    row[c] = static_cast<float>(isNinth ? kNinthShare * p : isSeventh ? (1 - kNinthShare) * p : p);
  }
  row[after] = 0;
  normalise(row.data());
  return row;
}

/// Logarithms of both, weighed, each row a distribution again.
std::vector<float> mixed(const lm::ChordModel& songs, theory::Mode mode, float share, const std::vector<float>& plain) {
  std::vector<float> out;
  for (std::size_t a = 0; a < kChordCount; ++a) {
    auto row = expected(songs, {mode, {}, {}, std::nullopt}, a);
    const float* usual = &plain[a * kChordCount];
    for (std::size_t c = 0; c < kChordCount; ++c) {
      const double chance = (1 - kUnheardOf) * static_cast<double>(row[c]) + kUnheardOf * static_cast<double>(usual[c]);
      row[c] = static_cast<float>(std::pow(chance, share) * std::pow(static_cast<double>(usual[c]), 1 - share));
    }
    normalise(row.data());
    out.insert(out.end(), row.begin(), row.end());
  }
  toLogs(out);
  return out;
}

}  // namespace

Harmony::Harmony() : starts_(frequencies()) {
  plain_ = plainChanges(starts_);
  toLogs(plain_);
  toLogs(starts_);
}

Harmony::Harmony(const lm::ChordModel& songs, float share) : Harmony() {
  const auto plain = plainChanges(frequencies());
  inMajor_ = mixed(songs, theory::Mode::Maj, share, plain);
  inMinor_ = mixed(songs, theory::Mode::Min, share, plain);
}

std::vector<float> Harmony::changes(const std::optional<theory::Key>& key) const {
  if (!key || inMajor_.empty()) return plain_;
  const auto& relative = theory::isMinorFamily(key->mode) ? inMinor_ : inMajor_;
  const auto down = 12 - static_cast<std::size_t>(key->tonic.pitchClass());
  std::vector<std::size_t> from(kChordCount, kNoChord);
  for (std::size_t c = 0; c < kNoChord; ++c) from[c] = chordIndex((c / kQualityCount + down) % 12, c % kQualityCount);
  std::vector<float> out(relative.size());
  for (std::size_t a = 0; a < kChordCount; ++a)
    for (std::size_t b = 0; b < kChordCount; ++b) out[a * kChordCount + b] = relative[from[a] * kChordCount + from[b]];
  return out;
}

}  // namespace amuse::transcribe
