#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "perform/bass_pieces.h"
#include "perform/players.h"
#include "song/timeline.h"

namespace amuse::perform {
namespace {

using song::Tick;
using theory::PitchClassSet;
using theory::toPitchClass;

/// The chord's tone above its root that a letter names, or nothing where the chord has none.
std::optional<int> toneOf(char what, const theory::Quality& quality) {
  const auto firstOf = [&](std::initializer_list<int> tones) -> std::optional<int> {
    for (const int tone : tones) {
      if (quality.tones.contains(tone)) return tone;
    }
    return std::nullopt;
  };
  switch (what) {
    case '5': return firstOf({7, 6, 8});
    case '3': return firstOf({4, 3, 5, 2});
    case '7': return firstOf({10, 11, 9});
    default: return std::nullopt;
  }
}

constexpr double kRefused = 1e9;

/// Whether a note rubs a semitone against a tone of the chord without being one itself.
bool rubs(int pitch, PitchClassSet tones) {
  return !tones.contains(toPitchClass(pitch)) &&
         (tones.contains(toPitchClass(pitch + 1)) || tones.contains(toPitchClass(pitch - 1)));
}

bool rubsThird(int pitch, const theory::ChordSymbol& chord) {
  for (const int third : {3, 4}) {
    if (!chord.quality.tones.contains(third)) continue;
    const int gap = toPitchClass(pitch - chord.root.pitchClass() - third);
    if (gap == 1 || gap == 11) return true;
  }
  return false;
}

/// How ill a note a step from `target` leads there while `chord` sounds; kRefused where it clashes.
double leadingCost(int pitch, int target, const theory::ChordSymbol& chord, PitchClassSet scale, bool chromatic) {
  const PitchClassSet tones = chord.quality.tones.transposed(chord.root.pitchClass());
  if (rubsThird(pitch, chord)) return kRefused;
  const bool within = tones.contains(toPitchClass(pitch));
  if (rubs(pitch, tones) && !chromatic) return kRefused;
  if (!within && !scale.contains(toPitchClass(pitch))) {
    if (!chromatic) return kRefused;
    return std::abs(pitch - target) == 1 ? 0.6 : 2.5;  // chromatic notes lead by semitone
  }
  return (within ? 0 : 0.2) + (rubs(pitch, tones) ? 0.8 : 0) + (std::abs(pitch - target) == 2 ? 0.2 : 0);
}

class BassLine {
 public:
  BassLine(const Session& session, const GroovePart& part, const std::vector<Slice>& slices)
      : session_(session), part_(part), slices_(slices), random_(session.random.fork("bass")) {}

  std::vector<SketchNote> play(const std::vector<BassPiece>& pieces) {
    for (std::size_t i = 0; i < pieces.size();) {
      std::size_t last = i + 1;
      while (last < pieces.size() && pieces[last].what == 'w' && pieces[last].chord == pieces[i].chord) ++last;
      if (last - i > 1) {
        walk(pieces, i, last);
      } else {
        add(pieces[i], pitchOf(pieces, i));
      }
      i = last;
    }
    return std::move(notes_);
  }

 private:
  [[nodiscard]] const FrameChord& chordOf(const BassPiece& piece) const { return session_.frame.chords[piece.chord]; }

  /// The highest pitch that leaves the keys alone while a piece sounds, early strokes of the next chord too.
  [[nodiscard]] int ceilingOver(Tick start, Tick end) const {
    int ceiling = part_.high;
    for (const Slice& slice : slices_) {
      if (slice.start > end) break;
      if (slice.end <= start || slice.keys.empty()) continue;
      ceiling = std::min(ceiling, slice.keys.front() - 4);
    }
    if (end >= session_.frame.length && !slices_.empty() && !slices_.front().keys.empty())
      ceiling = std::min(ceiling, slices_.front().keys.front() - 4);
    return std::max(ceiling, part_.low + 11);
  }

  [[nodiscard]] int rootPitch(std::size_t chordIndex, int near) const {
    if (chordIndex == 0 && firstRoot_) return *firstRoot_;
    if (planned_ && planned_->first == chordIndex) return planned_->second;
    const FrameChord& chord = session_.frame.chords[chordIndex];
    const int centre = (part_.low + part_.rootHigh) / 2;
    return nearestPitch(chord.symbol.bassPitchClass(), (near + centre) / 2, part_.low,
                        std::min(part_.rootHigh, ceilingOver(chord.start, chord.end)));
  }

  /// The bass of the chord that follows a piece's chord; over the end of a loop the first one.
  [[nodiscard]] std::optional<int> nextRoot(const BassPiece& piece) const {
    const auto next = nextChord(session_.frame, session_.frame.chords, piece.chord);
    if (!next) return std::nullopt;
    return rootPitch(*next, root_);
  }

  [[nodiscard]] PitchClassSet scaleAt(Tick at) const {
    const theory::Key key = song::keyAt(session_.song, at - session_.frame.leadIn);
    return theory::scaleOf(key.mode).transposed(key.tonic.pitchClass());
  }

  int pitchOf(const std::vector<BassPiece>& pieces, std::size_t i) {
    const BassPiece& piece = pieces[i];
    const FrameChord& chord = chordOf(piece);
    const int ceiling = ceilingOver(piece.start, piece.end);
    if (piece.what == 'g' && !notes_.empty()) return last_ <= ceiling ? last_ : last_ - 12;
    if (piece.what == 'a') {
      const bool lastOfChord = i + 1 >= pieces.size() || pieces[i + 1].chord != piece.chord;
      const auto target = nextRoot(piece);
      if (lastOfChord && target && toPitchClass(*target - root_) != 0) {
        if (const auto pitch = approach(*target, chord, scaleAt(piece.start), ceiling)) return *pitch;
      }
    }
    if (piece.what == '8') return octave(ceiling);
    const char letter = piece.what == 'a' || piece.what == 'w' ? '5' : piece.what;
    if (const auto tone = toneOf(letter, chord.symbol.quality)) return chordTone(*tone, chord, ceiling);
    root_ = rootPitch(piece.chord, root_);
    if (piece.chord == 0 && !firstRoot_) firstRoot_ = root_;
    return root_;
  }

  /// Over a slash bass, fifths of the root would change the harmony: the octave serves.
  [[nodiscard]] int chordTone(int tone, const FrameChord& chord, int ceiling) const {
    if (chord.symbol.bassPitchClass() != chord.symbol.root.pitchClass()) return octave(ceiling);
    return nearestPitch(toPitchClass(chord.symbol.root.pitchClass() + tone), root_ + 2, part_.low, ceiling);
  }

  [[nodiscard]] int octave(int ceiling) const {
    if (root_ + 12 <= ceiling) return root_ + 12;
    return root_ - 12 >= part_.low ? root_ - 12 : std::min(root_, ceiling);
  }

  /// A step from the next bass, on the side the line comes from; nothing where every step would clash.
  std::optional<int> approach(int target, const FrameChord& chord, PitchClassSet scale, int ceiling) {
    std::optional<int> best;
    double least = kRefused;
    for (const int pitch : {target - 1, target + 1, target - 2, target + 2}) {
      if (pitch < part_.low || pitch > ceiling || pitch == last_) continue;
      double cost = leadingCost(pitch, target, chord.symbol, scale, part_.chromatic);
      if (last_ != target && (pitch < target) != (last_ < target)) cost += 1.5;
      cost += 0.05 * std::abs(pitch - last_) + 0.4 * random_.uniform();
      if (cost >= least) continue;
      least = cost;
      best = pitch;
    }
    return best;
  }

  /// Where the next chord's bass lies for a walking line: on in the line's direction while there is room.
  int planRoot(std::size_t chordIndex, int from) {
    if (chordIndex == 0 && firstRoot_) return *firstRoot_;
    const FrameChord& chord = session_.frame.chords[chordIndex];
    const int ceiling = ceilingOver(chord.start, chord.end), centre = (part_.low + ceiling) / 2;
    int best = part_.low;
    double least = kRefused;
    for (int pitch = part_.low + toPitchClass(chord.symbol.bassPitchClass() - part_.low); pitch <= ceiling;
         pitch += 12) {
      const int move = pitch - from;
      double cost = 0.05 * std::abs(pitch - centre) + 0.5 * random_.uniform();
      if (std::abs(move) > 9) cost += 2;
      if (move * direction_ < 0) cost += 0.7;
      if (cost >= least) continue;
      least = cost;
      best = pitch;
    }
    if (best != from) direction_ = best > from ? 1 : -1;
    planned_ = {chordIndex, best};
    return best;
  }

  void walk(const std::vector<BassPiece>& pieces, std::size_t first, std::size_t last) {
    const std::size_t chordIndex = pieces[first].chord;
    const FrameChord& chord = chordOf(pieces[first]);
    const int start = pitchOf(pieces, first);
    const bool goesOn = last < pieces.size() && pieces[last].chord == chordIndex;
    const auto next = nextChord(session_.frame, session_.frame.chords, chordIndex);
    const int target = goesOn ? planRoot(chordIndex, start) : next ? planRoot(*next, start) : start;
    WalkingLine line;
    line.first = start;
    line.count = static_cast<int>(last - first);
    line.target = target;
    line.chord = chord.symbol;
    line.scale = scaleAt(chord.start);
    line.low = part_.low;
    line.high = ceilingOver(chord.start, chord.end);
    line.chromatic = part_.chromatic;
    const auto pitches = walkingLine(line, random_);
    for (std::size_t i = first; i < last; ++i) add(pieces[i], pitches[i - first]);
  }

  void add(const BassPiece& piece, int pitch) {
    last_ = pitch;
    double strength = strengthOf(piece.what) * piece.line->level * (piece.downbeat ? 1.06 : 1);
    Tick end = piece.end;
    if (piece.what == 'g') end = std::min<Tick>(end, piece.start + song::kTicksPerQuarter / 8);
    end = piece.start + std::max<Tick>(1, static_cast<Tick>(static_cast<double>(end - piece.start) * piece.line->gate));
    if (piece.start == session_.frame.finalStart) end = std::max(session_.frame.finalEnd, piece.start);
    notes_.push_back({piece.start, end, pitch, strength, piece.downbeat, static_cast<int>(notes_.size()), 0});
  }

  const Session& session_;
  const GroovePart& part_;
  const std::vector<Slice>& slices_;
  Random random_;
  std::vector<SketchNote> notes_;
  int last_ = 36, root_ = 36, direction_ = 1;
  std::optional<int> firstRoot_;                        ///< What a loop returns to.
  std::optional<std::pair<std::size_t, int>> planned_;  ///< Where a walking line has led: a chord and its bass.
};

}  // namespace

namespace {

double walkingStep(int from, int to) {
  const int leap = std::abs(to - from);
  if (leap == 0) return 4.0;
  if (leap <= 2) return 0.0;
  if (leap <= 5) return 0.25;
  if (leap == 6) return 3.0;  // a tritone sounds like a slip
  return leap <= 7 ? 0.6 : leap == 12 ? 1.0 : 5.0;
}

/// What note `k` of a walking line costs at a pitch, wherever it comes from.
double walkingNote(const WalkingLine& line, int k, int pitch) {
  const PitchClassSet tones = line.chord.quality.tones.transposed(line.chord.root.pitchClass());
  const bool within = tones.contains(toPitchClass(pitch)), strong = k % 2 == 0;
  if (k + 1 == line.count && line.count > 1) {
    const int gap = std::abs(pitch - line.target);
    const double steps = gap == 1 || gap == 2 ? 0 : 20;
    return steps + std::min(50.0, leadingCost(pitch, line.target, line.chord, line.scale, line.chromatic)) +
           (strong && !within ? 1 : 0);
  }
  if (strong) return within ? (pitch == line.first ? 1.2 : 0) : 5;
  if (within) return toPitchClass(pitch - line.first) == 0 ? 0.6 : 0.2;
  return (line.scale.contains(toPitchClass(pitch)) ? 0 : 2.5) + (rubsThird(pitch, line.chord) ? 0.2 : 0);
}

}  // namespace

std::vector<int> walkingLine(const WalkingLine& line, Random& random) {
  // The best path over pitches and directions: a turn costs, so that lines rise and fall instead of see-sawing.
  constexpr double kFar = 1e9, kTurn = 0.7;
  const auto pitches = static_cast<std::size_t>(line.high - line.low) + 1, states = 2 * pitches;
  const auto count = static_cast<std::size_t>(std::max(1, line.count));
  const auto pitchOf = [&](std::size_t state) { return line.low + static_cast<int>(state / 2); };
  std::vector<std::vector<double>> cost(count, std::vector<double>(states, kFar));
  std::vector<std::vector<std::size_t>> from(count, std::vector<std::size_t>(states, 0));
  for (const std::size_t up : {0, 1}) cost[0][2 * static_cast<std::size_t>(line.first - line.low) + up] = 0;
  for (std::size_t k = 1; k < count; ++k) {
    for (std::size_t p = 0; p < pitches; ++p) {
      const int pitch = line.low + static_cast<int>(p);
      const double own = walkingNote(line, static_cast<int>(k), pitch) + 0.5 * random.uniform();
      for (std::size_t q = 0; q < states; ++q) {
        if (cost[k - 1][q] >= kFar) continue;
        const std::size_t up = pitch == pitchOf(q) ? q % 2 : pitch > pitchOf(q) ? 1 : 0;
        double sum = cost[k - 1][q] + own + walkingStep(pitchOf(q), pitch) + (up != q % 2 ? kTurn : 0);
        if (k + 1 == count && pitch != line.target && (line.target > pitch) != (up == 1)) sum += 0.5 * kTurn;
        if (sum >= cost[k][2 * p + up]) continue;
        cost[k][2 * p + up] = sum;
        from[k][2 * p + up] = q;
      }
    }
  }
  std::vector<int> notes(count, line.first);
  auto state = static_cast<std::size_t>(std::min_element(cost.back().begin(), cost.back().end()) - cost.back().begin());
  for (std::size_t k = count; k-- > 1;) {
    notes[k] = pitchOf(state);
    state = from[k][state];
  }
  return notes;
}

std::vector<SketchNote> sketchBass(const Session& session, const GroovePart& part, const std::vector<Slice>& slices) {
  return BassLine(session, part, slices).play(bassPiecesOf(session, part));
}

Track playBass(const Session& session, const GroovePart& part, const std::vector<SketchNote>& line) {
  Track track = makeTrack(part);
  track.notes = humanised(line, part, session, session.random.fork(track.name));
  return track;
}

}  // namespace amuse::perform
