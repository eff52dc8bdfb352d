#include "propose/chord_pool.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace amuse::propose {
namespace {

// Tokens of real songs in a pool: enough for their common moves, few enough to read through in a moment.
constexpr std::size_t kSongTokens = 5000;
constexpr std::size_t kMostPieces = 0xffff;
// A song counts by how near the mood its chords suggest lies to the wanted one; the estimate is rough.
constexpr double kSongAffectSd = 0.45;
// A piece from a neighbouring mode counts by the chords that fit the wanted scale.
constexpr double kForeignChordCost = 4.0;
constexpr double kUnigramFloor = 0.002;
// How far a single chord's colour may lie from the candidate's when no context speaks.
constexpr double kChordColourSd = 1.0;

double gaussian(double distance, double sd) noexcept { return std::exp(-distance * distance / (2 * sd * sd)); }

double foreignShare(const ProposerModel& model, const file::ProgressionRow& row, theory::PitchClassSet scale) noexcept {
  int outside = 0;
  for (const auto token : model.tokensOf(row)) {
    const auto& chord = model.chords()[token & file::kChordMask].chord;
    outside += !chord.quality.tones.transposed(chord.root).isSubsetOf(scale);
  }
  return static_cast<double>(outside) / row.length;
}

brief::Affect estimatedAffect(const file::ProgressionRow& row) noexcept {
  return {.valence = row.affect[0] / 100.0,
          .arousal = row.affect[1] / 100.0,
          .tension = row.affect[2] / 100.0,
          .complexity = row.affect[3] / 100.0};
}

}  // namespace

ChordPool::ChordPool(const ProposerModel& model, std::span<const Lead> leads, std::span<const RecordMatch> matches,
                     theory::Mode mode, const StyleMix& mix, std::uint64_t seed, const ContextWeights& weights)
    : model_(&model), weights_(weights), leadCount_(static_cast<int>(leads.size())), pieceWeights_(leads.size()) {
  addRecords(matches, mode);
  addSongs(leads, mode, mix, seed);
  indexTokens();
  makeUnigrams();
}

void ChordPool::addPiece(const file::ProgressionRow& row, std::span<const double> weights) {
  if (pieces_.size() >= kMostPieces) return;
  const auto piece = static_cast<std::uint16_t>(pieces_.size());
  pieces_.push_back({static_cast<std::uint32_t>(tokenChord_.size()), row.length, row.whole != 0, row.colour / 32.0});
  for (std::size_t lead = 0; lead < weights.size(); ++lead)
    pieceWeights_[lead].push_back(static_cast<float>(weights[lead]));
  for (const auto token : model_->tokensOf(row)) {
    tokenChord_.push_back(token & file::kChordMask);
    tokenPiece_.push_back(piece);
    tokenStarts_.push_back((token & file::kPhraseStart) != 0);
  }
}

void ChordPool::addRecords(std::span<const RecordMatch> matches, theory::Mode mode) {
  const auto scale = theory::scaleOf(mode);
  std::vector<double> weights;
  for (const auto& match : matches) {
    const auto& record = model_->records()[static_cast<std::size_t>(match.record)];
    for (const auto& row : model_->progressions().subspan(record.progressionStart, record.progressionCount)) {
      weights = match.weights;
      if (record.mode != static_cast<std::uint8_t>(mode)) {
        const double fit = std::exp(-kForeignChordCost * foreignShare(*model_, row, scale));
        for (double& weight : weights) weight *= fit;
      }
      addPiece(row, weights);
    }
  }
}

double ChordPool::totalWeight(int lead, std::size_t fromPiece) const noexcept {
  double total = 0;
  for (std::size_t i = fromPiece; i < pieces_.size(); ++i) {
    total += pieceWeights_[static_cast<std::size_t>(lead)][i] * pieces_[i].length;
  }
  return total;
}

// Songs enter with weights of their own and are then scaled, lead by lead, to their share of all tokens.
void ChordPool::addSongs(std::span<const Lead> leads, theory::Mode mode, const StyleMix& mix, std::uint64_t seed) {
  const std::size_t firstSong = pieces_.size();
  const auto scale = theory::scaleOf(mode);
  std::vector<double> weights(leads.size());
  double available = 0;
  for (const auto& group : model_->groups()) {
    const double distance = modeDistance(mode, static_cast<theory::Mode>(group.mode));
    const double share = mix.styles[group.style] * std::exp(-distance);
    if (share < 0.01) continue;
    const auto rows = model_->progressions().subspan(group.progressionStart, group.progressionCount);
    const auto budget = static_cast<std::size_t>(share * static_cast<double>(kSongTokens));
    const std::size_t offset = mixBits(seed + group.style) % rows.size();
    std::size_t taken = 0;
    for (std::size_t i = 0; i < rows.size() && taken < budget; ++i) {
      const auto& row = rows[(offset + i) % rows.size()];
      const double fit = distance > 0 ? std::exp(-kForeignChordCost * foreignShare(*model_, row, scale)) : 1;
      for (std::size_t lead = 0; lead < leads.size(); ++lead) {
        weights[lead] =
            fit * gaussian(std::sqrt(affectDistance(leads[lead].affect, estimatedAffect(row))), kSongAffectSd);
      }
      addPiece(row, weights);
      taken += row.length;
    }
    available += static_cast<double>(taken);
  }
  // Few songs must not be copied out: their share shrinks with their number.
  const double share = mix.songShare * std::min(1.0, available / (0.3 * static_cast<double>(kSongTokens)));
  for (int lead = 0; lead < leadCount_; ++lead) {
    auto& all = pieceWeights_[static_cast<std::size_t>(lead)];
    const double songs = totalWeight(lead, firstSong), records = totalWeight(lead, 0) - songs;
    const double factor = songs > 0 ? (records > 0 ? share / (1 - share) * records / songs : 1) : 0;
    for (std::size_t i = firstSong; i < all.size(); ++i) all[i] = static_cast<float>(all[i] * factor);
  }
}

void ChordPool::indexTokens() {
  const auto chords = model_->chords();
  bucketStart_.assign(kTriadBuckets + 1, 0);
  for (const auto chord : tokenChord_) ++bucketStart_[static_cast<std::size_t>(chords[chord].triad) + 1];
  for (std::size_t i = 1; i < bucketStart_.size(); ++i) bucketStart_[i] += bucketStart_[i - 1];
  auto next = bucketStart_;
  bucketTokens_.resize(tokenChord_.size());
  for (std::uint32_t i = 0; i < tokenChord_.size(); ++i) {
    bucketTokens_[next[static_cast<std::size_t>(chords[tokenChord_[i]].triad)]++] = i;
  }
}

void ChordPool::makeUnigrams() {
  unigrams_.assign(static_cast<std::size_t>(leadCount_), std::vector<double>(model_->chords().size()));
  for (std::size_t lead = 0; lead < unigrams_.size(); ++lead) {
    auto& unigram = unigrams_[lead];
    for (std::size_t i = 0; i < tokenChord_.size(); ++i) unigram[tokenChord_[i]] += pieceWeights_[lead][tokenPiece_[i]];
    double total = 0;
    for (const double x : unigram) total += x;
    const double floor = kUnigramFloor / static_cast<double>(unigram.size());
    for (double& x : unigram) x = (1 - kUnigramFloor) * x / std::max(total, 1e-12) + floor;
  }
}

Draw ChordPool::draw(int lead, double colour) const {
  Draw draw{.lead = lead, .colour = colour, .weights = pieceWeights_[static_cast<std::size_t>(lead)], .unigram = {}};
  // Colours come in steps of 1/32, so the Gaussian is a table.
  std::array<float, 4 * 32 + 1> nearness{};
  for (std::size_t i = 0; i < nearness.size(); ++i) {
    nearness[i] = static_cast<float>(gaussian(static_cast<double>(i) / 32 - colour, weights_.colourSd));
  }
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const auto step = std::min<std::size_t>(nearness.size() - 1, static_cast<std::size_t>(pieces_[i].colour * 32));
    const float weight = draw.weights[i] *= nearness[step];
    sum += weight * pieces_[i].length;
    squares += static_cast<double>(weight) * weight * pieces_[i].length;
  }
  const auto scale = static_cast<float>(squares > 0 ? sum / squares : 0);
  for (float& weight : draw.weights) weight *= scale;
  draw.unigram = unigrams_[static_cast<std::size_t>(lead)];
  double total = 0;
  for (std::size_t i = 0; i < draw.unigram.size(); ++i) {
    total += draw.unigram[i] *= 0.02 + gaussian(model_->chords()[i].colour - colour, kChordColourSd);
  }
  for (double& x : draw.unigram) x /= total;
  return draw;
}

double ChordPool::colourAt(int lead, double at) const noexcept {
  const auto& weights = pieceWeights_[static_cast<std::size_t>(lead)];
  double total = 0;
  for (const float weight : weights) total += weight;
  double left = at * total;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    left -= weights[i];
    if (left < 0) return pieces_[i].colour;
  }
  return pieces_.empty() ? 1 : pieces_.back().colour;
}

void ChordPool::next(const Draw& draw, ContextChord beforeThat, ContextChord before, bool startsPhrase,
                     std::vector<double>& p) const {
  p.assign(draw.unigram.size(), 0.0);
  double total = 0;
  const auto count = [&](std::uint32_t token, double weight) {
    p[tokenChord_[token]] += weight;
    total += weight;
  };
  if (before.triad < 0) {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (tokenStarts_[pieces_[i].firstToken]) count(pieces_[i].firstToken, draw.weights[i]);
    }
  } else {
    const auto bucket = static_cast<std::size_t>(before.triad);
    for (auto at = bucketStart_[bucket]; at < bucketStart_[bucket + 1]; ++at) {
      const std::uint32_t token = bucketTokens_[at];
      const auto piece = tokenPiece_[token];
      const float weight = draw.weights[piece];
      if (weight <= 0 || token + 1 >= tokenPiece_.size() || tokenPiece_[token + 1] != piece) continue;
      double match = tokenChord_[token] == before.id ? weights_.triad + weights_.exact : weights_.triad;
      if (beforeThat.triad >= 0 && token > 0 && tokenPiece_[token - 1] == piece) {
        const auto second = tokenChord_[token - 1];
        if (second == beforeThat.id) {
          match *= 1 + weights_.secondTriad + weights_.secondExact;
        } else if (model_->chords()[second].triad == beforeThat.triad) {
          match *= 1 + weights_.secondTriad;
        }
      }
      if (startsPhrase && tokenStarts_[token + 1]) match *= 1 + weights_.phraseStart;
      count(token + 1, weight * match);
    }
  }
  const double smoothing = weights_.smoothing, whole = total + smoothing;
  for (std::size_t i = 0; i < p.size(); ++i) p[i] = (p[i] + smoothing * draw.unigram[i]) / whole;
}

// Counts of moves into the target over counts of all moves, chord by chord; loops count from their end to their start.
std::vector<double> ChordPool::leadingTo(ContextChord target, int steps) const {
  const auto chords = model_->chords();
  const auto& weights = pieceWeights_[0];
  std::vector<double> reach(chords.size()), all(chords.size());
  std::vector<double> goal(chords.size());
  for (std::size_t i = 0; i < goal.size(); ++i) {
    goal[i] = static_cast<int>(i) == target.id ? 1 : chords[i].triad == target.triad ? 0.5 : 0;
  }
  double base = 0;
  for (std::size_t i = 0; i < goal.size(); ++i) base += unigrams_[0][i] * goal[i];
  double strongest = 0;
  for (const float weight : weights) strongest = std::max<double>(strongest, weight);
  const double smoothing = 2 * std::max(strongest, 1e-9);
  for (int step = 0; step < steps; ++step) {
    std::fill(reach.begin(), reach.end(), 0);
    std::fill(all.begin(), all.end(), 0);
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const auto& piece = pieces_[i];
      const double weight = weights[i];
      if (weight <= 0) continue;
      const auto* tokens = &tokenChord_[piece.firstToken];
      for (int k = 0; k + (piece.whole ? 0 : 1) < piece.length; ++k) {
        const auto from = tokens[k], to = tokens[k + 1 < piece.length ? k + 1 : 0];
        if (from == to) continue;
        reach[from] += weight * goal[to];
        all[from] += weight;
      }
    }
    double mean = 0;
    for (std::size_t i = 0; i < goal.size(); ++i) {
      goal[i] = (reach[i] + smoothing * base) / (all[i] + smoothing);
      mean += unigrams_[0][i] * goal[i];
    }
    base = mean;
  }
  // As a factor against the average chord, held within bounds so that it bends the drawing and never forces it.
  for (double& x : goal) x = std::clamp(x / std::max(base, 1e-9), 0.02, 8.0);
  return goal;
}

bool ChordPool::holds(std::span<const ChordId> chords) const {
  return std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
    if (!piece.whole || piece.length != chords.size()) return false;
    const auto* tokens = &tokenChord_[piece.firstToken];
    return std::equal(chords.begin(), chords.end(), tokens, [](ChordId a, std::uint16_t b) { return a == b; });
  });
}

ContextChord ChordPool::contextOf(const theory::RelativeChord& chord) const noexcept {
  if (chord.isNoChord()) return {};
  return {.id = model_->findChord(chord).value_or(-1), .triad = triadBucketOf(chord)};
}

ContextChord ChordPool::contextOf(ChordId chord) const noexcept {
  return {.id = chord, .triad = model_->chords()[static_cast<std::size_t>(chord)].triad};
}

}  // namespace amuse::propose
