#include "propose/chord_pool.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/random.h"
#include "propose/harmony_net.h"

namespace amuse::propose {
namespace {

// Tokens of real songs in a pool: enough for their common moves, few enough to read through in a moment.
constexpr std::size_t kSongTokens = 4000;
constexpr std::size_t kMostPieces = 0xffff;
// A song counts by how near the mood its chords suggest lies to the wanted one; the estimate is rough.
constexpr double kSongAffectSd = 0.45;
// A piece from a neighbouring mode counts by the chords that fit the wanted scale.
constexpr double kForeignChordCost = 4.0;
// With so many places of the very chord, those of its relatives (the same triad) add nothing.
constexpr std::uint32_t kEnoughPlaces = 80;
constexpr std::uint16_t kNothing = 0xffff;
constexpr std::uint8_t kNoTriad = 0xff;
// Each lead's best record weighs 1.
constexpr double kReachSmoothing = 2.0;
// Songs as they are written down are plainer than they are played: what a genre sounds like is mostly told by the
// written progressions.
constexpr float kSongColour = 0.15F;
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

/// Each chord's part of what all chords of its symbol have.
std::vector<double> sharesOfSymbols(const ProposerModel& model, std::vector<double> unigram) {
  const auto symbols = model.symbols();
  std::array<double, kNetOutputs> sums{};
  for (std::size_t i = 0; i < unigram.size(); ++i) sums[symbols[i]] += unigram[i];
  for (std::size_t i = 0; i < unigram.size(); ++i) unigram[i] /= std::max(sums[symbols[i]], 1e-12);
  return unigram;
}

}  // namespace

ChordPool::ChordPool(const ProposerModel& model, std::span<const Lead> leads, std::span<const RecordMatch> matches,
                     theory::Mode mode, const StyleMix& mix, std::uint64_t seed, const ContextWeights& weights)
    : model_(&model), weights_(weights), leadCount_(static_cast<int>(leads.size())), pieceWeights_(leads.size()) {
  addRecords(matches, mode);
  addSongs(leads, mode, mix, seed);
  indexPlaces();
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

void ChordPool::indexPlaces() {
  const auto follows = [&](std::size_t token) { return token > 0 && tokenPiece_[token] == tokenPiece_[token - 1]; };
  chordStart_.assign(model_->chords().size() + 1, 0);
  for (std::size_t i = 1; i < tokenChord_.size(); ++i) chordStart_[tokenChord_[i - 1] + 1u] += follows(i);
  for (std::size_t i = 1; i < chordStart_.size(); ++i) chordStart_[i] += chordStart_[i - 1];
  auto next = chordStart_;
  places_.resize(chordStart_.back());
  for (std::size_t i = 1; i < tokenChord_.size(); ++i) {
    if (!follows(i)) continue;
    const bool deep = follows(i - 1);
    const auto second = deep ? tokenChord_[i - 2] : kNothing;
    places_[next[tokenChord_[i - 1]]++] = {
        .next = tokenChord_[i],
        .second = second,
        .piece = tokenPiece_[i],
        .secondTriad = deep ? static_cast<std::uint8_t>(model_->chords()[second].triad) : kNoTriad,
        .nextStarts = tokenStarts_[i]};
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
  Draw draw{.lead = lead,
            .colour = colour,
            .weights = pieceWeights_[static_cast<std::size_t>(lead)],
            .unigram = {},
            .shares = {}};
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
  const auto scale = static_cast<float>(squares > 1e-30 ? sum / squares : 0);
  for (float& weight : draw.weights) weight *= scale;
  draw.unigram = unigrams_[static_cast<std::size_t>(lead)];
  std::array<double, 5> chordNearness{};
  for (std::size_t i = 0; i < chordNearness.size(); ++i) {
    chordNearness[i] = 0.02 + gaussian(static_cast<double>(i) - colour, kChordColourSd);
  }
  double total = 0;
  for (std::size_t i = 0; i < draw.unigram.size(); ++i) {
    total += draw.unigram[i] *= chordNearness[static_cast<std::size_t>(model_->chords()[i].colour)];
  }
  for (double& x : draw.unigram) x /= total;
  draw.shares = sharesOfSymbols(*model_, draw.unigram);
  return draw;
}

std::vector<double> ChordPool::weightsUntil(int lead, double stress) const {
  const auto& weights = pieceWeights_[static_cast<std::size_t>(lead)];
  // Colours come in steps of 1/32, so the stress is a table.
  std::array<float, 4 * 32 + 1> stressed{};
  for (std::size_t i = 0; i < stressed.size(); ++i)
    stressed[i] = static_cast<float>(std::exp(stress * (static_cast<double>(i) / 32 - 2)));
  std::vector<double> until;
  until.reserve(pieces_.size());
  double total = 0;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const auto step = std::min<std::size_t>(stressed.size() - 1, static_cast<std::size_t>(pieces_[i].colour * 32));
    until.push_back(total += (pieces_[i].whole ? weights[i] : kSongColour * weights[i]) * stressed[step]);
  }
  return until;
}

double ChordPool::colourAt(std::span<const double> until, double at) const noexcept {
  if (pieces_.empty()) return 1;
  const auto found = std::upper_bound(until.begin(), until.end() - 1, at * until.back());
  return pieces_[static_cast<std::size_t>(found - until.begin())].colour;
}

double ChordPool::readPlaces(const Draw& draw, ChordId chord, ContextChord beforeThat, float weight, bool startsPhrase,
                             std::vector<double>& p) const {
  const float secondTriad = static_cast<float>(1 + weights_.secondTriad);
  const float secondExact = static_cast<float>(1 + weights_.secondTriad + weights_.secondExact);
  const float begins = startsPhrase ? static_cast<float>(1 + weights_.phraseStart) : 1;
  const auto from = static_cast<std::size_t>(chord);
  double total = 0;
  for (auto at = chordStart_[from]; at < chordStart_[from + 1]; ++at) {
    const Place& place = places_[at];
    float count = weight * draw.weights[place.piece];
    if (place.secondTriad == beforeThat.triad) count *= place.second == beforeThat.id ? secondExact : secondTriad;
    if (place.nextStarts) count *= begins;
    p[place.next] += count;
    total += count;
  }
  return total;
}

void ChordPool::next(const Draw& draw, ContextChord beforeThat, ContextChord before, bool startsPhrase,
                     std::vector<double>& p) const {
  p.assign(draw.unigram.size(), 0.0);
  double total = 0;
  if (before.triad < 0) {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (!tokenStarts_[pieces_[i].firstToken]) continue;
      p[tokenChord_[pieces_[i].firstToken]] += draw.weights[i];
      total += draw.weights[i];
    }
  } else {
    std::uint32_t read = 0;
    if (before.id >= 0) {
      const auto id = static_cast<std::size_t>(before.id);
      total += readPlaces(draw, before.id, beforeThat, static_cast<float>(weights_.exact), startsPhrase, p);
      read = chordStart_[id + 1] - chordStart_[id];
    }
    if (read < kEnoughPlaces) {
      for (const auto other : model_->chordsOfTriad(before.triad)) {
        if (other == before.id) continue;
        total += readPlaces(draw, other, beforeThat, static_cast<float>(weights_.triad), startsPhrase, p);
      }
    }
  }
  const double smoothing = weights_.smoothing, whole = total + smoothing;
  for (std::size_t i = 0; i < p.size(); ++i) p[i] = (p[i] + smoothing * draw.unigram[i]) / whole;
}

// Counts of moves into the target over counts of all moves, chord by chord.
std::vector<double> ChordPool::leadingTo(ContextChord target, int steps) const {
  const auto chords = model_->chords();
  const auto& weights = pieceWeights_[0];
  std::vector<double> goal(chords.size()), reach(chords.size());
  for (std::size_t i = 0; i < goal.size(); ++i) {
    goal[i] = static_cast<int>(i) == target.id ? 1 : chords[i].triad == target.triad ? 0.5 : 0;
  }
  double base = 0;
  for (int step = 0; step < steps; ++step) {
    base = 0;
    for (std::size_t i = 0; i < goal.size(); ++i) base += unigrams_[0][i] * goal[i];
    for (std::size_t i = 0; i < reach.size(); ++i) {
      double count = kReachSmoothing, into = kReachSmoothing * base;
      for (auto at = chordStart_[i]; at < chordStart_[i + 1]; ++at) {
        const double weight = weights[places_[at].piece];
        into += weight * goal[places_[at].next];
        count += weight;
      }
      reach[i] = into / count;
    }
    goal.swap(reach);
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
