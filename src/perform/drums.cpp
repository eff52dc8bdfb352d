#include <algorithm>

#include "perform/players.h"

namespace amuse::perform {
namespace {

using song::Tick;

constexpr Tick kDrumTicks = song::kTicksPerQuarter / 8;
constexpr int kShortestFilledSection = 2;  // bars
constexpr int kRide = 51;
constexpr double kFinalCrashBelow = 0.25;  // a last chord gets its cymbal where a section would not yet
constexpr double kInnerFillChance = 0.4;   // every fourth bar inside a section

class Drummer {
 public:
  Drummer(const Session& session, const GroovePart& part)
      : session_(session), part_(part), random_(session.random.fork("fills")) {}

  std::vector<SketchNote> play() {
    for (std::size_t i = 0; i < session_.frame.bars.size(); ++i) {
      const FrameBar& bar = session_.frame.bars[i];
      if (bar.pickup) continue;
      const Tick fillStart = bar.start + bar.length - playFill(i);
      playBeat(i, std::min(fillStart, session_.frame.finalStart.value_or(fillStart)));
      crash(i);
    }
    finish();
    return std::move(notes_);
  }

 private:
  [[nodiscard]] const Level& levelOf(const FrameBar& bar) const { return session_.levels[bar.section]; }

  void add(const Stroke& stroke) {
    if (stroke.what == '?' && !random_.chance(0.5)) return;
    const double strength = strengthOf(stroke.what) * stroke.line->level;
    notes_.push_back({stroke.start, stroke.start + kDrumTicks, stroke.line->key, strength, stroke.downbeat,
                      static_cast<int>(stroke.start), 0});
  }

  void playBeat(std::size_t barIndex, Tick until) {
    const FrameBar& bar = session_.frame.bars[barIndex];
    for (const std::string_view voice : voicesOf(part_)) {
      const Line* line = lineFor(part_, voice, levelOf(bar), bar.phraseBar);
      if (line == nullptr) continue;
      for (const Stroke& stroke : strokesInBar(session_.frame, barIndex, *line, session_.feel)) {
        if (stroke.start < until) add(stroke);
      }
    }
  }

  /// Plays a fill where one belongs; returns the ticks it covers at the bar's end.
  Tick playFill(std::size_t barIndex) {
    const FrameBar& bar = session_.frame.bars[barIndex];
    const auto final = session_.frame.finalStart;
    if (final && *final < bar.start + bar.length) return 0;
    const bool sectionEnds = (bar.barInSection + 1 == bar.sectionBars && bar.sectionBars >= kShortestFilledSection) ||
                             final == bar.start + bar.length;
    const bool phraseEnds = bar.barInSection % 4 == 3 && !sectionEnds;
    const bool inner = phraseEnds && random_.chance(kInnerFillChance);
    if (!sectionEnds && !inner) return 0;
    const auto groups = groupsOf(bar.meter, session_.feel.pulse);
    std::vector<const Fill*> fitting;
    for (const Fill& fill : part_.fills) {
      const bool small = fill.beats <= 1 || !inner;
      if (fill.energy.contains(levelOf(bar).energy) && fill.beats <= static_cast<int>(groups.size()) && small)
        fitting.push_back(&fill);
    }
    if (fitting.empty()) return 0;
    const Fill& fill = *fitting[random_.below(fitting.size())];
    const std::size_t first = groups.size() - static_cast<std::size_t>(fill.beats);
    for (const Line& line : fill.lines) playFillLine(line, bar, groups, first);
    return bar.length - groups[first].offset;
  }

  void playFillLine(const Line& line, const FrameBar& bar, const std::vector<BeatGroup>& groups, std::size_t first) {
    for (std::size_t g = first; g < groups.size(); ++g) {
      const BeatGroup& group = groups[g];
      const bool compound = group.compound && !line.compound.empty();
      const Pattern& pattern = compound || line.simple.empty() ? line.compound : line.simple;
      const BarPattern& cells = pattern.bars.front();
      std::string steps = cells[(g - first) % cells.size()];
      if (group.compound && !compound) steps = toCompoundCell(steps);
      const auto count = static_cast<Tick>(steps.size());
      for (Tick i = 0; i < count; ++i) {
        const char what = steps[static_cast<std::size_t>(i)];
        if (what == '.' || what == '-') continue;
        Stroke stroke;
        stroke.start = bar.start + group.offset + group.length * i / count;
        stroke.what = what;
        stroke.line = &line;
        add(stroke);
      }
    }
  }

  void crash(std::size_t barIndex) {
    const FrameBar& bar = session_.frame.bars[barIndex];
    const Level& level = levelOf(bar);
    if (bar.barInSection != 0 || level.energy < part_.crashFrom) return;
    if (bar.start == session_.frame.finalStart) return;
    strike(bar.start, part_.crashKey, 1.1);
  }

  void strike(Tick at, int key, double strength) {
    notes_.push_back({at, at + song::kTicksPerQuarter, key, strength, true, static_cast<int>(at), 0});
  }

  /// The last chord gets the kick and the cymbal of a drummer who has been playing them.
  void finish() {
    const auto at = session_.frame.finalStart;
    if (!at || notes_.empty()) return;
    const auto played = [&](int key) {
      return std::any_of(notes_.begin(), notes_.end(), [&](const SketchNote& note) { return note.pitch == key; });
    };
    for (const int kick : {36, 35}) {
      if (played(kick)) strike(*at, kick, 0.85);
    }
    if (part_.crashFrom <= 1 && session_.levelAt(*at).energy >= part_.crashFrom - kFinalCrashBelow)
      strike(*at, part_.crashKey, 0.95);
    else if (played(kRide))
      strike(*at, kRide, 0.9);
  }

  const Session& session_;
  const GroovePart& part_;
  Random random_;
  std::vector<SketchNote> notes_;
};

}  // namespace

Track playDrums(const Session& session, const GroovePart& part) {
  Track track = makeTrack(part);
  track.notes = humanised(Drummer(session, part).play(), part, session, session.random.fork(track.name));
  return track;
}

}  // namespace amuse::perform
