#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "perform/players.h"
#include "song/timeline.h"

namespace amuse::perform {
namespace {

using song::Tick;
using theory::PitchClassSet;
using theory::toPitchClass;

/// A bass stroke on its chord.
struct BassPiece {
  Tick start = 0, end = 0;
  std::size_t chord = 0;
  char what = 'r';
  const Line* line = nullptr;
  bool downbeat = false;
};

std::size_t chordIndexAt(const std::vector<FrameChord>& chords, Tick at) {
  auto after = std::upper_bound(chords.begin(), chords.end(), at,
                                [](Tick t, const FrameChord& chord) { return t < chord.start; });
  if (after == chords.begin() || (after - 1)->end <= at) return chords.size();
  return static_cast<std::size_t>(after - 1 - chords.begin());
}

bool leadsOn(const std::vector<FrameChord>& chords, std::size_t index) {
  return index + 1 < chords.size() && chords[index + 1].start == chords[index].end;
}

void addBassStroke(const Frame& frame, const Stroke& stroke, std::vector<BassPiece>& pieces) {
  const auto& chords = frame.chords;
  std::size_t index = chordIndexAt(chords, stroke.start);
  if (index == chords.size()) return;
  BassPiece piece{stroke.start, stroke.end, index, stroke.what, stroke.line, stroke.downbeat};
  if (stroke.what == '>') {
    const Tick beat = frame.bars[stroke.bar].meter.beatTicks();
    const bool late = stroke.start - chords[index].start >= chords[index].end - stroke.start;
    if (late && leadsOn(chords, index) && chords[index].end - stroke.start <= beat) piece.chord = ++index;
    piece.what = 'R';
  }
  piece.end = std::min(stroke.end, chords[index].end);
  pieces.push_back(piece);
  while (stroke.end > chords[index].end && leadsOn(chords, index)) {
    ++index;
    pieces.push_back({chords[index].start, std::min(stroke.end, chords[index].end), index, 'r', stroke.line, false});
  }
}

/// Every chord begins with its written bass, whatever the pattern says there.
void rootEveryChord(const Session& session, const GroovePart& part, std::vector<BassPiece>& pieces) {
  const auto& chords = session.frame.chords;
  std::vector<BassPiece> added;
  std::size_t next = 0;
  for (std::size_t i = 0; i < chords.size(); ++i) {
    while (next < pieces.size() && pieces[next].chord < i) ++next;
    const bool any = next < pieces.size() && pieces[next].chord == i;
    if (any && pieces[next].start <= chords[i].start) {
      if (pieces[next].what != 'R' && pieces[next].what != 'o') pieces[next].what = 'r';
      continue;
    }
    const Line* line = lineFor(part, "right", session.levelAt(chords[i].start));
    if (line == nullptr) continue;
    const Tick until = any ? pieces[next].start : chords[i].end;
    added.push_back({chords[i].start, std::min(until, chords[i].end), i, 'r', line, false});
  }
  pieces.insert(pieces.end(), added.begin(), added.end());
  std::stable_sort(pieces.begin(), pieces.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) pieces[i].end = std::min(pieces[i].end, pieces[i + 1].start);
}

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

  /// The highest pitch that leaves the keys alone while a piece sounds.
  [[nodiscard]] int ceilingOver(Tick start, Tick end) const {
    int ceiling = part_.high;
    for (const Slice& slice : slices_) {
      if (slice.start >= end) break;
      if (slice.end <= start || slice.keys.empty()) continue;
      ceiling = std::min(ceiling, slice.keys.front() - 4);
    }
    return std::max(ceiling, part_.low + 11);
  }

  [[nodiscard]] int rootPitch(const FrameChord& chord, int near) const {
    const int centre = (part_.low + part_.high) / 2;
    return nearestPitch(chord.symbol.bassPitchClass(), (near + centre) / 2, part_.low,
                        ceilingOver(chord.start, chord.end));
  }

  [[nodiscard]] std::optional<int> nextRoot(const BassPiece& piece) const {
    const auto& chords = session_.frame.chords;
    if (!leadsOn(chords, piece.chord)) return std::nullopt;
    return rootPitch(chords[piece.chord + 1], root_);
  }

  [[nodiscard]] PitchClassSet scaleAt(Tick at) const {
    const theory::Key key = song::keyAt(session_.song, at - session_.frame.leadIn);
    return theory::scaleOf(key.mode).transposed(key.tonic.pitchClass());
  }

  int pitchOf(const std::vector<BassPiece>& pieces, std::size_t i) {
    const BassPiece& piece = pieces[i];
    const FrameChord& chord = chordOf(piece);
    const int ceiling = ceilingOver(piece.start, piece.end);
    if (piece.what == 'g' && !notes_.empty()) return std::min(last_, ceiling);
    if (piece.what == 'a') {
      const bool lastOfChord = i + 1 >= pieces.size() || pieces[i + 1].chord != piece.chord;
      if (const auto target = nextRoot(piece); lastOfChord && target && toPitchClass(*target - root_) != 0)
        return approach(*target, scaleAt(piece.start), ceiling);
    }
    if (piece.what == '8') return octave(ceiling);
    const char letter = piece.what == 'a' || piece.what == 'w' ? '5' : piece.what;
    if (const auto tone = toneOf(letter, chord.symbol.quality)) return chordTone(*tone, chord, ceiling);
    return root_ = rootPitch(chord, root_);
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

  int approach(int target, PitchClassSet scale, int ceiling) {
    const int candidates[] = {target - 1, target + 1, target - 2, target + 2};
    double weights[4];
    bool any = false;
    for (int i = 0; i < 4; ++i) {
      const int pitch = candidates[i];
      const bool reachable = pitch >= part_.low && pitch <= ceiling && pitch != last_;
      weights[i] = reachable ? (scale.contains(pitch) ? 3.0 : i == 0 ? 1.5 : 0.3) : 0.0;
      any = any || weights[i] > 0;
    }
    return any ? candidates[random_.weighted(weights)] : std::min(last_, ceiling);
  }

  void walk(const std::vector<BassPiece>& pieces, std::size_t first, std::size_t last) {
    const FrameChord& chord = chordOf(pieces[first]);
    const int start = pitchOf(pieces, first);
    const int target = nextRoot(pieces[first]).value_or(root_);
    const PitchClassSet tones = chord.symbol.quality.tones.transposed(chord.symbol.root.pitchClass());
    const auto line = walkingLine(start, static_cast<int>(last - first), target, tones, scaleAt(chord.start), part_.low,
                                  ceilingOver(chord.start, chord.end), random_);
    for (std::size_t i = first; i < last; ++i) add(pieces[i], line[i - first]);
  }

  void add(const BassPiece& piece, int pitch) {
    last_ = pitch;
    double strength = strengthOf(piece.what) * piece.line->level * (piece.downbeat ? 1.06 : 1);
    Tick end = piece.end;
    if (piece.what == 'g') end = std::min<Tick>(end, piece.start + song::kTicksPerQuarter / 8);
    end = piece.start + std::max<Tick>(1, static_cast<Tick>(static_cast<double>(end - piece.start) * piece.line->gate));
    notes_.push_back({piece.start, end, pitch, strength, piece.downbeat, static_cast<int>(notes_.size()), 0});
  }

  const Session& session_;
  const GroovePart& part_;
  const std::vector<Slice>& slices_;
  Random random_;
  std::vector<SketchNote> notes_;
  int last_ = 36, root_ = 36;
};

}  // namespace

std::vector<int> walkingLine(int first, int count, int target, PitchClassSet chordTones, PitchClassSet scale, int low,
                             int high, Random& random) {
  const int pitches = high - low + 1;
  constexpr double kFar = 1e9;
  const auto stepCost = [](int from, int to) {
    const int leap = std::abs(to - from);
    if (leap == 0) return 3.0;
    if (leap <= 2) return 0.0;
    if (leap <= 4) return 0.4;
    return leap <= 7 ? 0.9 : leap == 12 ? 1.2 : 4.0;
  };
  std::vector<std::vector<double>> cost(static_cast<std::size_t>(count), std::vector<double>(pitches, kFar));
  std::vector<std::vector<int>> from(static_cast<std::size_t>(count), std::vector<int>(pitches, 0));
  cost[0][static_cast<std::size_t>(first - low)] = 0;
  for (std::size_t k = 1; k < cost.size(); ++k) {
    const bool last = k + 1 == cost.size();
    for (int p = 0; p < pitches; ++p) {
      const int pitch = low + p;
      double own = chordTones.contains(pitch) ? 0 : scale.contains(pitch) ? (k % 2 == 0 ? 1.2 : 0.3) : 2.0;
      if (last) {
        const int gap = std::abs(pitch - target);
        // The last note leans on the next root, by a semitone even outside the scale.
        own = gap == 0 ? 3.0 : gap == 1 ? 0.1 : gap == 2 ? 0.3 : gap == 5 || gap == 7 ? own + 2.2 : own + 3.0;
      }
      own += 0.6 * random.uniform();
      for (int q = 0; q < pitches; ++q) {
        const double sum = cost[k - 1][static_cast<std::size_t>(q)] + own + stepCost(low + q, pitch);
        if (sum >= cost[k][static_cast<std::size_t>(p)]) continue;
        cost[k][static_cast<std::size_t>(p)] = sum;
        from[k][static_cast<std::size_t>(p)] = q;
      }
    }
  }
  std::vector<int> line(static_cast<std::size_t>(count), first);
  auto p = static_cast<std::size_t>(std::min_element(cost.back().begin(), cost.back().end()) - cost.back().begin());
  for (std::size_t k = cost.size(); k-- > 1;) {
    line[k] = low + static_cast<int>(p);
    p = static_cast<std::size_t>(from[k][p]);
  }
  return line;
}

std::vector<SketchNote> sketchBass(const Session& session, const GroovePart& part, const std::vector<Slice>& slices) {
  std::vector<BassPiece> pieces;
  for (const Stroke& stroke : strokesOf(session.frame, part, "right", session.feel, session.levels))
    addBassStroke(session.frame, stroke, pieces);
  rootEveryChord(session, part, pieces);
  return BassLine(session, part, slices).play(pieces);
}

Track playBass(const Session& session, const GroovePart& part, const std::vector<SketchNote>& line) {
  Track track = makeTrack(part);
  track.notes = humanised(line, part, session, session.random.fork(track.name));
  return track;
}

}  // namespace amuse::perform
