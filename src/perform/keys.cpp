#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>

#include "perform/players.h"

namespace amuse::perform {
namespace {

using song::Tick;

constexpr int kLeftLow = 33, kLeftHigh = 55, kLeftCentre = 43, kLeftCentreAlone = 38;
constexpr double kPedalUpMs = 8, kPedalDownMs = 45;
constexpr int kExpression = 11, kFullExpression = 127;

std::vector<int> notesFor(char what, const std::vector<int>& keys) {
  const auto size = static_cast<int>(keys.size());
  if (size == 0) return {};
  if (what == 't') return {keys.back()};
  if (what == 'v' && size > 1) return {keys.begin(), keys.end() - 1};
  if (std::isdigit(static_cast<unsigned char>(what)) != 0) {
    const int index = what - '1';
    const int octaves = index / size;
    const int pitch = keys[static_cast<std::size_t>(index % size)];
    // Higher arpeggio steps wrap an octave up as long as the hand can reach.
    return {pitch + 12 * octaves <= 72 ? pitch + 12 * octaves : pitch};
  }
  return keys;
}

bool isClose(int a, int b) {
  const int gap = std::abs(a - b), low = std::min(a, b);
  return gap != 0 && gap < (low < 48 ? 4 : 3);
}

/// The lowest and clashing notes of the bass while a left-hand note sounds.
bool clearOfBass(int pitch, Tick start, Tick end, const std::vector<SketchNote>& bass) {
  auto first =
      std::lower_bound(bass.begin(), bass.end(), start, [](const SketchNote& note, Tick at) { return note.end <= at; });
  for (; first != bass.end() && first->start < end; ++first) {
    if (pitch < first->pitch || isClose(pitch, first->pitch)) return false;
  }
  return true;
}

/// Semitones from the written bass to what a left-hand letter asks for.
int leftInterval(char what, const theory::ChordSymbol& symbol) {
  if (what != '5') return 0;
  const int bassAboveRoot = theory::toPitchClass(symbol.bassPitchClass() - symbol.root.pitchClass());
  if (bassAboveRoot != 0) return 0;  // over a slash bass the fifth belongs to no one
  for (const int fifth : {7, 6, 8}) {
    if (symbol.quality.tones.contains(fifth)) return fifth;
  }
  return 0;
}

/// A left-hand pitch under the right hand and clear of the bass; nothing when there is no room.
std::optional<int> leftPitch(const Piece& piece, Tick end, const Slice& slice, const std::vector<SketchNote>& bass) {
  const int pitchClass = theory::toPitchClass(slice.symbol.bassPitchClass() + leftInterval(piece.what, slice.symbol));
  const int centre = (bass.empty() ? kLeftCentreAlone : kLeftCentre) +
                     (piece.what == '8'                                           ? 12
                      : std::isdigit(static_cast<unsigned char>(piece.what)) != 0 ? 5
                                                                                  : 0);
  std::optional<int> best;
  for (int pitch = kLeftLow + theory::toPitchClass(pitchClass - kLeftLow); pitch <= kLeftHigh; pitch += 12) {
    const bool underRight = slice.keys.empty() || (pitch < slice.keys.front() && !isClose(pitch, slice.keys.front()));
    if (!underRight || !clearOfBass(pitch, piece.start, end, bass)) continue;
    if (!best || std::abs(pitch - centre) < std::abs(*best - centre)) best = pitch;
  }
  return best;
}

double strengthIn(const Piece& piece) {
  return strengthOf(piece.what) * piece.line->level * (piece.downbeat ? 1.05 : 1);
}

void addRight(const std::vector<Piece>& pieces, const std::vector<Slice>& slices, int& gesture,
              std::vector<SketchNote>& notes) {
  for (const Piece& piece : pieces) {
    ++gesture;
    const std::vector<int> struck = notesFor(piece.what, slices[piece.slice].keys);
    for (std::size_t i = 0; i < struck.size(); ++i) {
      // The top voice sings a little above the inner ones.
      const double balance = struck.size() < 2 ? 1 : i + 1 == struck.size() ? 1.06 : 0.94;
      const int pitch = std::clamp(struck[i] + 12 * piece.line->octave, 0, 127);
      notes.push_back({piece.start, piece.end, pitch, strengthIn(piece) * balance, piece.downbeat, gesture, 0});
    }
  }
}

void addLeft(const std::vector<Piece>& pieces, const std::vector<Slice>& slices, const std::vector<SketchNote>& bass,
             bool pedal, int& gesture, std::vector<SketchNote>& notes) {
  for (const Piece& piece : pieces) {
    ++gesture;
    const Slice& slice = slices[piece.slice];
    const Tick sounding = pedal ? slice.end : piece.end;  // the pedal holds it until the chord changes
    if (const auto pitch = leftPitch(piece, sounding, slice, bass))
      notes.push_back({piece.start, piece.end, *pitch, strengthIn(piece) * 0.95, piece.downbeat, gesture, 0});
  }
}

/// Where the first chord is struck early at the end of a loop.
std::optional<Tick> earlyReturn(const std::vector<Piece>& pieces, const std::vector<Slice>& slices) {
  if (pieces.empty() || slices.size() < 2 || pieces.back().slice != 0) return std::nullopt;
  return pieces.back().start >= slices.back().start ? std::optional(pieces.back().start) : std::nullopt;
}

/// Up just before every change and before an early return, down again just after it, up at every rest and at the end.
std::vector<ControlChange> pedalling(const Session& session, const std::vector<Slice>& slices,
                                     const std::vector<Tick>& changes, std::optional<Tick> early) {
  std::vector<ControlChange> controls;
  const auto up = [&](Tick at) { controls.push_back({std::clamp<Tick>(at, 0, session.frame.length), 64, 0}); };
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const Tick at = changes[i];
    up(at - session.ticksOf(kPedalUpMs, at));
    const Tick end = i + 1 < slices.size() ? std::min(slices[i].end, changes[i + 1]) : slices[i].end;
    const Tick down = at + std::min(session.ticksOf(kPedalDownMs, at), (end - at) / 3);
    if (end - down > session.ticksOf(2 * kPedalDownMs, at)) controls.push_back({down, 64, 127});
    const bool rests = i + 1 == slices.size() || changes[i + 1] > slices[i].end;
    if (rests) up(slices[i].end - session.ticksOf(kPedalUpMs, slices[i].end));
  }
  if (early) up(*early - session.ticksOf(kPedalUpMs, *early));
  std::stable_sort(controls.begin(), controls.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return controls;
}

/// Expression that rises and falls over every two bars, in steps of half a beat; a final chord begins at its height and
/// fades.
std::vector<ControlChange> swelling(const Session& session, double swell) {
  constexpr double kPi = 3.14159265358979323846;
  std::vector<ControlChange> controls;
  const auto add = [&](Tick at, double height) {
    const int value = static_cast<int>(std::lround(kFullExpression * (1 - swell * (1 - height))));
    if (controls.empty() || controls.back().value != value) controls.push_back({at, kExpression, value});
  };
  for (const FrameBar& bar : session.frame.bars) {
    const Tick step = bar.meter.beatTicks() / 2;
    for (Tick in = 0; in < bar.length; in += step) {
      const Tick at = bar.start + in;
      if (session.frame.finalStart && at >= *session.frame.finalStart) break;
      const double phase = (bar.phraseBar % 2 + static_cast<double>(in) / static_cast<double>(bar.length)) / 2;
      const double sine = std::sin(kPi * phase);
      add(at, sine * sine);
    }
  }
  if (const auto final = session.frame.finalStart) {
    const Tick step = session.frame.bars.back().meter.beatTicks() / 2;
    for (Tick at = *final; at < session.frame.length; at += step)
      add(at, static_cast<double>(session.frame.length - at) / static_cast<double>(session.frame.length - *final));
  }
  return controls;
}

}  // namespace

Track makeTrack(const GroovePart& part) {
  Track track;
  constexpr const char* kNames[] = {"Chords", "Guitar", "Bass", "Drums", "Melody", "Pad"};
  constexpr int kChannels[] = {0, 3, 1, 9, 2, 4};
  const auto index = static_cast<std::size_t>(part.instrument);
  track.name = kNames[index];
  track.instrument = part.instrument;
  track.channel = kChannels[index];
  track.program = part.program;
  track.volume = part.volume;
  track.pan = part.pan;
  track.reverb = part.reverb;
  return track;
}

Track playKeys(const Session& session, const GroovePart& part, const std::vector<Slice>& slices,
               const std::vector<SketchNote>& bass) {
  Track track = makeTrack(part);
  std::vector<SketchNote> notes;
  int gesture = 0;
  const auto right = piecesOf(session, part, "right", slices);
  addRight(right, slices, gesture, notes);
  const auto voices = voicesOf(part);
  if (std::find(voices.begin(), voices.end(), "left") != voices.end())
    addLeft(piecesOf(session, part, "left", slices), slices, bass, part.pedal, gesture, notes);
  track.notes = humanised(notes, part, session, session.random.fork(track.name));
  if (part.pedal) track.controls = pedalling(session, slices, changeTimes(slices, right), earlyReturn(right, slices));
  if (part.swell > 0) {
    const auto expression = swelling(session, part.swell);
    track.controls.insert(track.controls.end(), expression.begin(), expression.end());
    std::stable_sort(track.controls.begin(), track.controls.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
  }
  return track;
}

}  // namespace amuse::perform
