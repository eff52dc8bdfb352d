#include <algorithm>
#include <cctype>
#include <map>

#include "perform/players.h"

namespace amuse::perform {
namespace {

using song::Tick;

constexpr double kLeastStrumMs = 10, kMostStrumMs = 25;  // from the first string to the last
constexpr double kPowerStrumMs = 6;                      // fast eighths of power chords are one blow
constexpr Tick kMutedTicks = song::kTicksPerQuarter / 12;
constexpr std::size_t kUpStrokeStrings = 4;  // an up-stroke catches the high strings only

bool isUp(char what) { return what == 'U' || what == 'u'; }

/// The strings a letter sounds, in the order the hand meets them.
std::vector<int> struckBy(char what, const std::vector<int>& pitches) {
  if (pitches.empty()) return {};
  const auto size = pitches.size();
  if (std::isdigit(static_cast<unsigned char>(what)) != 0)
    return {pitches[std::min<std::size_t>(static_cast<std::size_t>(what - '1'), size - 1)]};
  if (what == 'b') return {pitches.front()};
  if (what == 'P') return {pitches.front(), pitches.back()};
  std::vector<int> struck = pitches;
  // Fingers pluck the high strings together; the lowest is the thumb's, and the bass has it.
  if (what == 'F' || what == 'f') {
    if (size > 3)
      struck.erase(struck.begin(), struck.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(4, size - 1)));
  }
  if (isUp(what)) {
    std::reverse(struck.begin(), struck.end());
    struck.resize(std::min(size, kUpStrokeStrings));
  }
  if (what == 'm') struck.resize(std::min<std::size_t>(size, 3));
  return struck;
}

/// Slower strums when calm, quicker when driven.
double strumSpreadMs(char what, double energy, bool power) {
  if (what == 'P' || what == 'b' || what == 'F' || what == 'f') return 0;
  if (power) return kPowerStrumMs;
  const double spread = kMostStrumMs - (kMostStrumMs - kLeastStrumMs) * std::clamp(energy, 0.0, 1.0);
  return isUp(what) ? std::max(kLeastStrumMs, spread * 0.8) : spread;
}

void addStrum(const Session& session, const Piece& piece, const std::vector<int>& pitches, bool power, int gesture,
              std::vector<SketchNote>& notes) {
  const std::vector<int> struck = struckBy(piece.what, pitches);
  const double spread = strumSpreadMs(piece.what, session.levelAt(piece.start).energy, power);
  const double gap = struck.size() > 1 ? spread / static_cast<double>(struck.size() - 1) : 0;
  const double strength = strengthOf(piece.what) * piece.line->level * (isUp(piece.what) ? 0.88 : 1);
  const Tick end = piece.what == 'm' ? std::min(piece.end, piece.start + kMutedTicks) : piece.end;
  for (std::size_t i = 0; i < struck.size(); ++i) {
    // The hand slows over the strings: the later ones a shade softer.
    const double fade = 1 - 0.03 * static_cast<double>(i);
    notes.push_back(
        {piece.start, end, struck[i], strength * fade, piece.downbeat, gesture, gap * static_cast<double>(i)});
  }
}

std::vector<Slice> chordSlices(const Frame& frame) {
  std::vector<Slice> slices;
  for (const FrameChord& chord : frame.chords) slices.push_back({chord.start, chord.end, chord.symbol, {}, true});
  return slices;
}

}  // namespace

Track playGuitar(const Session& session, const GroovePart& part, const FretShapes& shapes) {
  Track track = makeTrack(part);
  const std::vector<Slice> slices = chordSlices(session.frame);
  const Tuning tuning = guitarTuning();
  std::map<theory::ChordSymbol, std::vector<int>> known;
  std::vector<SketchNote> notes;
  int gesture = 0;
  for (const Piece& piece : piecesOf(session, part, "right", slices)) {
    const theory::ChordSymbol& symbol = slices[piece.slice].symbol;
    auto [pitches, fresh] = known.try_emplace(symbol);
    if (fresh) {
      pitches->second =
          (part.power ? powerFingering(symbol, tuning) : fingeringFor(symbol, tuning, session.song.capo, shapes))
              .pitches;
      std::sort(pitches->second.begin(), pitches->second.end());
    }
    addStrum(session, piece, pitches->second, part.power, ++gesture, notes);
  }
  track.notes = humanised(notes, part, session, session.random.fork(track.name));
  return track;
}

}  // namespace amuse::perform
