#include "perform/bass_pieces.h"

#include <algorithm>

#include "perform/push.h"

namespace amuse::perform {
namespace {

using song::Tick;

constexpr Tick kBeforePush = song::kTicksPerQuarter;  ///< A bass that anticipates by itself is so much earlier at most.

void addBassStroke(const Frame& frame, const Stroke& stroke, std::vector<BassPiece>& pieces) {
  const auto& chords = frame.chords;
  const FrameChord* chord = chordAt(frame, stroke.start);
  if (chord == nullptr) return;
  auto index = static_cast<std::size_t>(chord - chords.data());
  BassPiece piece{stroke.start, stroke.end, index, stroke.what, stroke.line, stroke.downbeat};
  const EarlyStroke early = earlyStroke(frame, stroke, chords, index);
  if (early.blocked) return;
  if (early.chord) {
    piece.chord = *early.chord;
    index = std::max(index, *early.chord);
  }
  if (stroke.what == '>') piece.what = 'R';
  piece.end = std::min(stroke.end, chords[index].end);
  pieces.push_back(piece);
  while (stroke.end > chords[index].end && nextChord(frame, chords, index) == index + 1) {
    ++index;
    pieces.push_back({chords[index].start, std::min(stroke.end, chords[index].end), index, 'r', stroke.line, false});
  }
}

/// The bass goes with a push unless it is there before it: the coming bass, held to the next stroke of its chord.
void followPush(const Frame& frame, const GroovePart& part, const Session& session, const Push& push,
                std::vector<BassPiece>& pieces) {
  const auto pushed = [&](const BassPiece& piece) { return piece.chord == push.chord && piece.start < push.change; };
  const Tick earliest = push.at - kBeforePush;
  if (std::any_of(pieces.begin(), pieces.end(), [&](const auto& p) { return pushed(p) && p.start >= earliest; }))
    return;
  const Line* line = lineFor(part, "right", session.levelAt(push.at), phraseBarAt(frame, push.at));
  if (line == nullptr) return;
  std::erase_if(pieces, [&](const BassPiece& p) { return p.start >= push.at && p.start < push.change; });
  for (BassPiece& piece : pieces) {
    if (piece.start < push.at) piece.end = std::min(piece.end, push.at);
  }
  const auto after =
      std::find_if(pieces.begin(), pieces.end(), [&](const BassPiece& p) { return p.start >= push.change; });
  const Tick end = push.change == frame.length ? frame.length : frame.chords[push.chord].end;
  const BassPiece piece{push.at, after != pieces.end() ? std::min(after->start, end) : end, push.chord, 'R', line,
                        false};
  pieces.insert(after, piece);
}

/// Every chord begins with its written bass, whatever the pattern says there.
void rootEveryChord(const Session& session, const GroovePart& part, std::vector<BassPiece>& pieces) {
  const auto& chords = session.frame.chords;
  std::vector<BassPiece> added;
  std::size_t next = 0;
  for (std::size_t i = 0; i < chords.size(); ++i) {
    while (next < pieces.size() && pieces[next].chord < i) ++next;
    const bool any = next < pieces.size() && pieces[next].chord == i;
    if (any && pieces[next].start <= chords[i].start) continue;
    const Line* line =
        lineFor(part, "right", session.levelAt(chords[i].start), phraseBarAt(session.frame, chords[i].start));
    if (line == nullptr) continue;
    const Tick until = any ? pieces[next].start : chords[i].end;
    added.push_back({chords[i].start, std::min(until, chords[i].end), i, 'r', line, false});
  }
  for (BassPiece& piece : pieces) {
    if (piece.start <= chords[piece.chord].start && piece.what != 'R' && piece.what != 'o') piece.what = 'r';
  }
  pieces.insert(pieces.end(), added.begin(), added.end());
  std::stable_sort(pieces.begin(), pieces.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) pieces[i].end = std::min(pieces[i].end, pieces[i + 1].start);
}

}  // namespace

std::vector<BassPiece> bassPiecesOf(const Session& session, const GroovePart& part) {
  std::vector<BassPiece> pieces;
  for (const Stroke& stroke : strokesOf(session.frame, part, "right", session.feel, session.levels))
    addBassStroke(session.frame, stroke, pieces);
  if (part.follows) {
    for (const Push& push : session.pushes) followPush(session.frame, part, session, push, pieces);
  }
  rootEveryChord(session, part, pieces);
  return pieces;
}

}  // namespace amuse::perform
