#include "perform/sketch.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>

namespace amuse::perform {
namespace {

using song::Tick;

constexpr double kOwnJitterMs = 1.5;  // each finger apart from its hand
constexpr double kTightShare = 0.3;   // of the looseness, on bar lines
constexpr double kVelocityDeviation = 3.5;
constexpr double kEnergySpan = 36;  // velocity between energy 0 and 1

/// The rise and fall of eight bars, as energy: a breath after four, the height in the seventh.
constexpr std::array<double, 8> kArc{-0.1, -0.06, 0.0, 0.05, -0.04, 0.02, 0.13, 0.08};

struct Gesture {
  double offsetMs = 0;
  double strength = 0;
};

Gesture drawGesture(const SketchNote& note, const GroovePart& part, Random& random) {
  const double spread = part.loosenessMs * (note.tight ? kTightShare : 1);
  const double bound = kMaxJitterMs - kOwnJitterMs;
  const double late = part.lateMs * (note.tight ? 0.5 : 1);
  return {std::clamp(late + spread * random.normal(), -bound, bound), kVelocityDeviation * random.normal()};
}

/// Cuts a note where the same pitch is struck again; of two struck together the longer stays.
void separate(std::vector<TimedNote>& notes) {
  std::map<int, std::size_t> lastOfPitch;
  std::vector<TimedNote> kept;
  for (const TimedNote& note : notes) {
    const auto last = lastOfPitch.find(note.pitch);
    if (last != lastOfPitch.end()) {
      TimedNote& before = kept[last->second];
      if (before.start == note.start) {
        before.length = std::max(before.length, note.length);
        before.velocity = std::max(before.velocity, note.velocity);
        continue;
      }
      before.length = std::min(before.length, note.start - before.start);
    }
    lastOfPitch[note.pitch] = kept.size();
    kept.push_back(note);
  }
  notes = std::move(kept);
}

}  // namespace

const Level& Session::levelAt(Tick at) const noexcept {
  const auto& sections = frame.sections;
  auto after =
      std::upper_bound(sections.begin(), sections.end(), at, [](Tick t, const FrameSection& s) { return t < s.start; });
  const auto index = after == sections.begin() ? 0 : after - sections.begin() - 1;
  return levels[static_cast<std::size_t>(index)];
}

double Session::arcAt(Tick at) const noexcept {
  return groove.arc * kArc[static_cast<std::size_t>(phraseBarAt(frame, at)) % kArc.size()];
}

Tick Session::ticksOf(double milliseconds, Tick at) const noexcept {
  double bpm = frame.tempoMap.front().bpm;
  for (const song::TempoChange& change : frame.tempoMap) {
    if (change.at <= at) bpm = change.bpm;
  }
  return static_cast<Tick>(milliseconds * bpm * song::kTicksPerQuarter / 60000.0);
}

double strengthOf(char what) noexcept {
  if (what == 'o') return 0.8;
  if (what == 'g' || what == 'm') return 0.45;
  if (what == 'b') return 0.85;  // the thumb's string booms by itself
  return std::isupper(static_cast<unsigned char>(what)) != 0 || what == '>' ? 1.15 : 1.0;
}

std::vector<TimedNote> humanised(const std::vector<SketchNote>& sketch, const GroovePart& part, const Session& session,
                                 Random random) {
  std::map<int, Gesture> gestures;
  std::vector<TimedNote> notes;
  for (const SketchNote& note : sketch) {
    if (note.end <= note.start) continue;
    auto [gesture, fresh] = gestures.try_emplace(note.gesture);
    if (fresh) gesture->second = drawGesture(note, part, random);
    const double ownSpread = note.strumMs > 0 || part.loosenessMs <= 0 ? 0 : kOwnJitterMs;
    const double own = random.uniform(-ownSpread, ownSpread);
    const double ms = std::clamp(gesture->second.offsetMs + own, -kMaxJitterMs, kMaxJitterMs) + note.strumMs;
    const Tick start = std::clamp<Tick>(note.start + session.ticksOf(ms, note.start), 0, session.frame.length - 1);
    const Tick end = std::clamp<Tick>(note.end, start + 1, session.frame.length);
    const double velocity = part.velocity * note.strength +
                            (session.levelAt(note.start).energy + session.arcAt(note.start) - 0.5) * kEnergySpan +
                            gesture->second.strength + random.uniform(-1.5, 1.5);
    notes.push_back({start, end - start, note.pitch, std::clamp(static_cast<int>(std::lround(velocity)), 1, 127)});
  }
  std::stable_sort(notes.begin(), notes.end(), [](const TimedNote& a, const TimedNote& b) {
    return a.start != b.start ? a.start < b.start : a.pitch < b.pitch;
  });
  separate(notes);
  return notes;
}

}  // namespace amuse::perform
