#pragma once

#include <cstdint>
#include <vector>

#include "propose/record_match.h"
#include "propose/style_mix.h"

/// The progressions a brief calls for, and the next chord they suggest: a Markov model that is never built, but read
/// off the pieces at each step, each counting by how well it fits the brief and how closely its chords match.
namespace amuse::propose {

/// A chord that came before: its number where the model knows it, its triad in any case.
struct ContextChord {
  ChordId id = -1;
  int triad = -1;  ///< -1: nothing came before.
};

/// How closely a place must match to count; found by held-out likelihood (docs/proposer.md).
struct ContextWeights {
  double triad = 0.05;  ///< The chord before has the same root and triad; read only where the chord itself is rare.
  double exact = 1.0;   ///< ... and is the same chord.
  double secondTriad = 2.0;  ///< The chord before that has the same root and triad, as a factor.
  double secondExact = 6.0;  ///< ... and is the same chord.
  double phraseStart = 1.0;  ///< It begins a phrase as the wanted slot does, as a factor.
  double smoothing = 8.0;    ///< Counts given to the pool's plain distribution.
  double colourSd = 0.6;     ///< How far a piece's colour may lie from the candidate's.
};

/// What one candidate follows: a lead and a colour.
struct Draw {
  int lead = 0;
  double colour = 1;
  std::vector<float> weights;   ///< One a piece, scaled so that a typical chosen token counts as one.
  std::vector<double> unigram;  ///< One a chord; sums to 1.
  std::vector<double> shares;   ///< One a chord: its part of what all chords of its symbol have in `unigram`.
};

class ChordPool final {
 public:
  /// `seed` picks which real songs take part. The model must outlive the pool.
  ChordPool(const ProposerModel& model, std::span<const Lead> leads, std::span<const RecordMatch> matches,
            theory::Mode mode, const StyleMix& mix, std::uint64_t seed, const ContextWeights& weights = {});

  [[nodiscard]] Draw draw(int lead, double colour) const;
  /// Sums of the weights of the lead's pieces, each with those before it. `stress` leans to rich (above 0) or plain
  /// pieces, natural log a step of colour.
  [[nodiscard]] std::vector<double> weightsUntil(int lead, double stress = 0) const;
  /// The colour of one piece: `at` in [0, 1) picks it by weight. @param until  As weightsUntil() gives it.
  [[nodiscard]] double colourAt(std::span<const double> until, double at) const noexcept;

  /// The probability of each chord of the model after `before` and, before that, `beforeThat`; at the very start
  /// (before.triad < 0) of each as a first chord. Sums to 1.
  void next(const Draw& draw, ContextChord beforeThat, ContextChord before, bool startsPhrase,
            std::vector<double>& p) const;

  /// For each chord, how readily `steps` moves (1 or 2) lead from it to `target`: a factor on probabilities.
  [[nodiscard]] std::vector<double> leadingTo(ContextChord target, int steps) const;

  /// Whether the progression stands in the pool as written, whole.
  [[nodiscard]] bool holds(std::span<const ChordId> chords) const;

  [[nodiscard]] const ProposerModel& model() const noexcept { return *model_; }
  [[nodiscard]] ContextChord contextOf(const theory::RelativeChord& chord) const noexcept;
  [[nodiscard]] ContextChord contextOf(ChordId chord) const noexcept;

 private:
  struct Piece {
    std::uint32_t firstToken;
    std::uint16_t length;
    bool whole;
    double colour;
  };
  /// A chord that another follows, with all that is asked of the place, so that a step reads memory in order.
  struct Place {
    std::uint16_t next, second, piece;
    std::uint8_t secondTriad, nextStarts;
  };
  void addPiece(const file::ProgressionRow& row, std::span<const double> weights);
  void addRecords(std::span<const RecordMatch> matches, theory::Mode mode);
  void addSongs(std::span<const Lead> leads, theory::Mode mode, const StyleMix& mix, std::uint64_t seed);
  void indexPlaces();
  double readPlaces(const Draw& draw, ChordId chord, ContextChord beforeThat, float weight, bool startsPhrase,
                    std::vector<double>& p) const;
  void makeUnigrams();
  [[nodiscard]] double totalWeight(int lead, std::size_t fromPiece) const noexcept;

  const ProposerModel* model_;
  ContextWeights weights_;
  int leadCount_;
  std::vector<Piece> pieces_;
  std::vector<std::vector<float>> pieceWeights_;  ///< [lead][piece].
  std::vector<std::uint16_t> tokenChord_;
  std::vector<std::uint16_t> tokenPiece_;
  std::vector<std::uint8_t> tokenStarts_;
  std::vector<std::uint32_t> chordStart_;      ///< One a chord and the end.
  std::vector<Place> places_;                  ///< By chord.
  std::vector<std::vector<double>> unigrams_;  ///< [lead][chord], before colour.
};

}  // namespace amuse::propose
