#include "perform/comp.h"

#include <algorithm>
#include <cctype>

#include "perform/push.h"

namespace amuse::perform {
namespace {

using song::Tick;

/// Grooves that slow down at least so much strike their last chord without an accent.
constexpr double kGentle = 0.1;
constexpr Tick kHeldTicks =
    song::kTicksPerQuarter;  ///< What has sounded so long when a push comes is held, not struck.

bool isSingleNote(char what) { return std::isdigit(static_cast<unsigned char>(what)) != 0; }

/// Whether a line never strikes two tones together: a bell, a figure.
bool isLineOfSingleNotes(const Line& line) {
  const auto isSingle = [](char what) { return isSingleNote(what) || what == 't' || what == '-' || what == '.'; };
  for (const BarPattern& bar : line.simple.bars)
    for (const std::string& beat : bar)
      if (!std::all_of(beat.begin(), beat.end(), isSingle)) return false;
  return !line.simple.empty();
}

/// How a chord is struck that the pattern passes over. The last one has an accent where the groove does not slow down
/// gently; what only ever spoke in single notes, free of the changes, does not end with a handful of them.
char strokeOf(const Session& session, const GroovePart& part, const Line& line, bool final) {
  if (!final) return 'x';
  if (part.instrument == Instrument::Keys && !part.anchored && isLineOfSingleNotes(line)) return 't';
  return session.groove.ending.slows < kGentle ? 'X' : 'x';
}

/// Bar lines inside (start, end) at which a long chord changes its inversion.
std::vector<Tick> cutsOf(const Frame& frame, Tick start, Tick end, int everyBars) {
  std::vector<Tick> cuts;
  if (everyBars <= 0) return cuts;
  int bars = 0;
  for (const FrameBar& bar : frame.bars) {
    if (bar.start <= start || bar.start >= end) continue;
    if (++bars % everyBars == 0) cuts.push_back(bar.start);
  }
  return cuts;
}

void addSlices(const Frame& frame, const FrameChord& chord, int cycleBars, std::vector<Slice>& slices) {
  Slice slice{chord.start, chord.end, chord.symbol, {}, true};
  if (!chord.voicing) {
    for (const Tick cut : cutsOf(frame, chord.start, chord.end, cycleBars)) {
      slice.end = cut;
      slices.push_back(slice);
      slice.start = cut;
      slice.chordStart = false;
    }
  } else {
    slice.keys = *chord.voicing;
  }
  slice.end = chord.end;
  slices.push_back(slice);
}

/// Voices slices [first, last) as one progression that follows `before`.
void voiceRun(std::vector<Slice>& slices, std::size_t first, std::size_t last, const VoicingOptions& options,
              const std::vector<int>& before) {
  std::vector<theory::ChordSymbol> symbols;
  for (std::size_t i = first; i < last; ++i) symbols.push_back(slices[i].symbol);
  std::optional<std::vector<int>> previous;
  if (!before.empty()) {
    previous = std::vector<int>{0};
    previous->insert(previous->end(), before.begin(), before.end());
  }
  const auto voicings = voiceProgression(symbols, options, previous);
  for (std::size_t i = first; i < last; ++i)
    slices[i].keys.assign(voicings[i - first].begin() + 1, voicings[i - first].end());
}

std::size_t sliceAt(const std::vector<Slice>& slices, Tick at) {
  auto after =
      std::upper_bound(slices.begin(), slices.end(), at, [](Tick t, const Slice& slice) { return t < slice.start; });
  if (after == slices.begin() || (after - 1)->end <= at) return slices.size();
  return static_cast<std::size_t>(after - 1 - slices.begin());
}

void addStroke(const Frame& frame, const Stroke& stroke, const std::vector<Slice>& slices, std::vector<Piece>& pieces) {
  std::size_t index = sliceAt(slices, stroke.start);
  if (index == slices.size()) return;
  Piece piece{stroke.start, stroke.end, index, stroke.what, stroke.line, stroke.downbeat};
  const EarlyStroke early = earlyStroke(frame, stroke, slices, index);
  if (early.blocked) return;
  if (early.chord) {
    // Over the end of a loop the first chord is struck, and ends with the song.
    piece.slice = *early.chord;
    piece.end = std::min(stroke.end, *early.chord > index ? slices[*early.chord].end : frame.length);
    index = std::max(index, *early.chord);
  }
  piece.end = std::min(piece.end, slices[index].end);
  pieces.push_back(piece);
  if (isSingleNote(stroke.what)) return;
  while (stroke.end > slices[index].end && nextChord(frame, slices, index) == index + 1) {
    ++index;
    pieces.push_back({slices[index].start, std::min(stroke.end, slices[index].end), index, 'x', stroke.line, false});
  }
}

/// A chord the pattern passes over is struck at its start, and so is every chord of an anchored part.
void addMissing(const Session& session, const GroovePart& part, std::string_view voice,
                const std::vector<Slice>& slices, std::vector<Piece>& pieces) {
  std::vector<Piece> added;
  std::size_t next = 0;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const Slice& slice = slices[i];
    while (next < pieces.size() && pieces[next].start < slice.start && pieces[next].slice < i) ++next;
    const bool sounds = next < pieces.size() && pieces[next].slice == i;
    const bool soundsAtStart = sounds && pieces[next].start <= slice.start;
    if (soundsAtStart || (sounds && !(part.anchored && slice.chordStart))) continue;
    const Line* line = lineFor(part, voice, session.levelAt(slice.start), phraseBarAt(session.frame, slice.start));
    if (line == nullptr) continue;
    const Tick until = sounds ? pieces[next].start : slice.end;
    const bool final = slice.start == session.frame.finalStart;
    added.push_back({slice.start, std::min(until, slice.end), i, strokeOf(session, part, *line, final), line, final});
  }
  pieces.insert(pieces.end(), added.begin(), added.end());
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.start < b.start; });
}

/// Who sounds through a push changes with it: what is held from before goes over to the coming chord, what is struck
/// meanwhile is struck on it, and all else ends.
void followPush(const Frame& frame, const Push& push, const std::vector<Slice>& slices, std::vector<Piece>& pieces) {
  const bool loops = push.change == frame.length;
  const std::size_t coming = loops ? 0 : sliceAt(slices, push.change);
  if (coming == slices.size()) return;
  std::optional<Piece> held;
  bool struck = false;
  for (Piece& piece : pieces) {
    if (piece.start >= push.change || piece.end <= push.at || piece.slice == coming) {
      struck = struck || (piece.slice == coming && piece.start >= push.at && piece.start < push.change);
      continue;
    }
    if (piece.start >= push.at) {
      piece.slice = coming;
      struck = true;
      continue;
    }
    if (push.at - piece.start >= kHeldTicks && piece.end >= push.change && !isSingleNote(piece.what)) held = piece;
    piece.end = push.at;
  }
  if (!held || struck) return;
  const auto after = std::find_if(pieces.begin(), pieces.end(), [&](const Piece& piece) {
    return piece.slice == coming && piece.start == push.change && !isSingleNote(piece.what);
  });
  if (after != pieces.end()) {
    after->start = push.at;
    after->downbeat = false;
  } else if (loops) {
    pieces.push_back({push.at, frame.length, coming, 'x', held->line, false});
  }
}

/// Voices what has no voicing of its own, each run in the light of what is played before it.
void voiceAll(std::vector<Slice>& slices, const GroovePart& part) {
  VoicingOptions options = part.voicing;
  options.cycleInversions = part.cycleBars > 0;
  std::vector<int> before;
  for (std::size_t i = 0; i < slices.size();) {
    if (!slices[i].keys.empty()) {
      before = slices[i++].keys;
      continue;
    }
    std::size_t last = i;
    while (last < slices.size() && slices[last].keys.empty()) ++last;
    voiceRun(slices, i, last, options, before);
    i = last;
  }
}

Tick cycleTicks(const Frame& frame, const GroovePart& part, Tick at) {
  auto after = std::upper_bound(frame.bars.begin(), frame.bars.end(), at,
                                [](Tick t, const FrameBar& bar) { return t < bar.start; });
  return after == frame.bars.begin() ? 0 : (after - 1)->length * part.cycleBars;
}

}  // namespace

std::vector<Slice> voicedSlices(const Frame& frame, const GroovePart& part) {
  std::vector<Slice> slices;
  for (const FrameChord& chord : frame.chords) addSlices(frame, chord, part.cycleBars, slices);
  // A chord written again keeps its voicing until it is time for another inversion.
  std::vector<std::size_t> headOf(slices.size());
  std::vector<Slice> heads;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const bool again =
        i > 0 && slices[i].keys.empty() && slices[i].chordStart && heads.back().symbol == slices[i].symbol &&
        slices[i].start == slices[i - 1].end &&
        (part.cycleBars == 0 || slices[i].start - heads.back().start < cycleTicks(frame, part, slices[i].start));
    if (!again) heads.push_back(slices[i]);
    headOf[i] = heads.size() - 1;
  }
  voiceAll(heads, part);
  for (std::size_t i = 0; i < slices.size(); ++i) slices[i].keys = heads[headOf[i]].keys;
  return slices;
}

std::vector<Piece> piecesOf(const Session& session, const GroovePart& part, std::string_view voice,
                            const std::vector<Slice>& slices) {
  std::vector<Piece> pieces;
  for (const Stroke& stroke : strokesOf(session.frame, part, voice, session.feel, session.levels))
    addStroke(session.frame, stroke, slices, pieces);
  addMissing(session, part, voice, slices, pieces);
  for (Piece& piece : pieces) {
    if (piece.line->ring) piece.end = std::max(piece.end, slices[piece.slice].end);
  }
  for (const Push& push : session.pushes) followPush(session.frame, push, slices, pieces);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Piece& piece = pieces[i];
    if (piece.start == session.frame.finalStart) {
      piece.end = std::max(session.frame.finalEnd, piece.start);
      continue;
    }
    if (piece.line->ring) continue;
    if (i + 1 < pieces.size() && pieces[i + 1].start < piece.end)
      piece.end = std::max(pieces[i + 1].start, piece.start);
    const auto gated = static_cast<Tick>(static_cast<double>(piece.end - piece.start) * piece.line->gate);
    piece.end = piece.start + std::max<Tick>(gated, std::min<Tick>(piece.end - piece.start, 60));
  }
  return pieces;
}

std::vector<Tick> changeTimes(const std::vector<Slice>& slices, const std::vector<Piece>& pieces) {
  std::vector<Tick> times;
  times.reserve(slices.size());
  for (const Slice& slice : slices) times.push_back(slice.start);
  for (const Piece& piece : pieces) times[piece.slice] = std::min(times[piece.slice], piece.start);
  return times;
}

}  // namespace amuse::perform
