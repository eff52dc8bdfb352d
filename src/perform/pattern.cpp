#include "perform/pattern.h"

#include <algorithm>
#include <cmath>

namespace amuse::perform {
namespace {

using song::Tick;

/// Twos and threes of an additive metre: threes first, save that 7 is 2+2+3.
std::vector<int> additiveGroups(int beats) {
  if (beats == 7) return {2, 2, 3};
  if (beats < 4) return {beats};
  std::vector<int> groups(static_cast<std::size_t>(beats / 3), 3);
  if (beats % 3 == 2) groups.push_back(2);
  if (beats % 3 == 1) {
    groups.back() = 2;
    groups.push_back(2);
  }
  return groups;
}

/// A cell at its place in the bar.
struct PlacedCell {
  Tick offset = 0, length = 0;
  std::string steps;
  Tick swingSpan = 0;  ///< The pair of notes that swings; 0 straight.
};

Tick swingSpanOf(const BeatGroup& group, const Feel& feel) {
  if (group.compound || feel.swing <= 0) return 0;
  return feel.swingUnit == 16 ? group.length / 2 : group.length;
}

/// The off-beat of every pair moves from the half towards two thirds.
Tick swung(Tick offset, Tick span, double swing) {
  if (span <= 0) return offset;
  const double position = static_cast<double>(offset % span) / static_cast<double>(span);
  const double middle = 0.5 + std::clamp(swing, 0.0, 1.0) / 6;
  const double warped = position <= 0.5 ? position * 2 * middle : middle + (position - 0.5) * 2 * (1 - middle);
  return offset - offset % span + std::llround(warped * static_cast<double>(span));
}

const std::string& cellOf(const Pattern& pattern, int barInSection, std::size_t group, std::size_t groups) {
  const auto bar = static_cast<std::size_t>(std::max(0, barInSection));
  const BarPattern& cells = pattern.bars[bar % pattern.bars.size()];
  // A bar of one group (3/8 in one) takes the cells in turn from bar to bar.
  if (groups == 1 && cells.size() > 1) return cells[bar % cells.size()];
  return cells[cellIndex(group, groups, cells.size())];
}

std::string stepsFor(const Line& line, const BeatGroup& shape, int barInSection, std::size_t group,
                     std::size_t groups) {
  if (shape.compound && !line.compound.empty()) return cellOf(line.compound, barInSection, group, groups);
  if (!shape.compound && line.simple.empty()) return cellOf(line.compound, barInSection, group, groups);
  const std::string& cell = cellOf(line.simple, barInSection, group, groups);
  return shape.compound ? toCompoundCell(cell) : cell;
}

std::vector<PlacedCell> written(const BarPattern& cells, const FrameBar& bar, const Feel& feel) {
  std::vector<PlacedCell> placed;
  const Tick length = bar.length / static_cast<Tick>(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const BeatGroup group{static_cast<Tick>(i) * length, length, cells[i].size() % 3 == 0};
    placed.push_back({group.offset, length, cells[i], swingSpanOf(group, feel)});
  }
  return placed;
}

/// Half time: two beats become one, and a bar's pattern takes two bars. Only where the beats pair up.
std::vector<PlacedCell> halfTime(const Line& line, const FrameBar& bar, const std::vector<BeatGroup>& groups,
                                 const Feel& feel) {
  std::vector<PlacedCell> placed;
  const std::size_t n = groups.size(), half = n / 2;
  const auto barIndex = static_cast<std::size_t>(std::max(0, bar.phraseBar));
  for (std::size_t k = 0; k < half; ++k) {
    const BeatGroup& first = groups[2 * k];
    const std::size_t place = (barIndex % 2) * half + k;
    const std::string steps = stepsFor(line, first, bar.phraseBar / 2, place, n);
    placed.push_back({first.offset, first.length + groups[2 * k + 1].length, steps, swingSpanOf(first, feel)});
  }
  return placed;
}

std::vector<PlacedCell> doubleTime(const Line& line, const FrameBar& bar, const std::vector<BeatGroup>& groups,
                                   const Feel& feel) {
  std::vector<PlacedCell> placed;
  for (std::size_t k = 0; k < 2 * groups.size(); ++k) {
    const BeatGroup& group = groups[k / 2];
    const Tick length = group.length / 2;
    const std::string steps = stepsFor(line, group, bar.phraseBar, k, 2 * groups.size());
    placed.push_back({group.offset + static_cast<Tick>(k % 2) * length, length, steps, swingSpanOf(group, feel) / 2});
  }
  return placed;
}

std::vector<PlacedCell> cellsInBar(const Line& line, const FrameBar& bar, const Feel& feel) {
  for (const auto& [meter, pattern] : line.byMeter) {
    if (meter != bar.meter) continue;
    const auto index = static_cast<std::size_t>(std::max(0, bar.phraseBar));
    return written(pattern.bars[index % pattern.bars.size()], bar, feel);
  }
  const std::vector<BeatGroup> groups = groupsOf(bar.meter, feel.pulse);
  const bool allSimple = std::none_of(groups.begin(), groups.end(), [](const BeatGroup& g) { return g.compound; });
  if (!line.steady && feel.pace == Feel::Pace::Half && groups.size() % 2 == 0) return halfTime(line, bar, groups, feel);
  if (!line.steady && feel.pace == Feel::Pace::Double && allSimple) return doubleTime(line, bar, groups, feel);
  std::vector<PlacedCell> placed;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    placed.push_back({groups[i].offset, groups[i].length, stepsFor(line, groups[i], bar.phraseBar, i, groups.size()),
                      swingSpanOf(groups[i], feel)});
  }
  return placed;
}

void addCell(std::vector<Stroke>& strokes, const PlacedCell& cell, const Stroke& like, Tick barStart, double swing) {
  const Tick steps = static_cast<Tick>(cell.steps.size());
  const auto at = [&](Tick step) {
    return barStart + cell.offset + swung(cell.length * step / steps, cell.swingSpan, swing);
  };
  for (Tick i = 0; i < steps; ++i) {
    const char what = cell.steps[static_cast<std::size_t>(i)];
    if (what == '.') continue;
    if (what == '-') {
      // Holds on only what reaches up to here.
      if (!strokes.empty() && strokes.back().end == at(i)) strokes.back().end = at(i + 1);
      continue;
    }
    Stroke stroke = like;
    stroke.start = at(i);
    stroke.end = at(i + 1);
    stroke.what = what;
    stroke.downbeat = stroke.start == barStart;
    strokes.push_back(stroke);
  }
}

void addBar(std::vector<Stroke>& strokes, const Frame& frame, std::size_t barIndex, const Line& line,
            const Feel& feel) {
  const FrameBar& bar = frame.bars[barIndex];
  Stroke like;
  like.line = &line;
  like.bar = barIndex;
  for (const PlacedCell& cell : cellsInBar(line, bar, feel)) addCell(strokes, cell, like, bar.start, feel.swing);
}

}  // namespace

std::vector<BeatGroup> groupsOf(const song::Meter& meter, Pulse pulse) {
  std::vector<int> sizes;
  Tick unit = meter.beatTicks();
  int whole = 2;  // smaller beats in a simple group
  if (meter.unit == 2) {
    unit /= 2;
    sizes.assign(2 * static_cast<std::size_t>(meter.beats), 1);
    whole = 1;
  } else if (meter.unit == 4 || (pulse == Pulse::Triple && meter.beats % 3 == 0)) {
    sizes.assign(static_cast<std::size_t>(meter.beats), 1);
    whole = 1;
  } else if (meter.beats % 3 == 0) {
    sizes.assign(static_cast<std::size_t>(meter.beats / 3), 3);
  } else if (meter.unit == 16 && meter.beats % 4 == 0) {
    sizes.assign(static_cast<std::size_t>(meter.beats / 4), 4);
    whole = 4;
  } else {
    sizes = additiveGroups(meter.beats);
  }
  std::vector<BeatGroup> groups;
  Tick offset = 0;
  for (const int size : sizes) {
    groups.push_back({offset, unit * size, whole == 2 && size == 3});
    offset += unit * size;
  }
  return groups;
}

Tick swungAt(const Frame& frame, const Feel& feel, Tick at) {
  auto after = std::upper_bound(frame.bars.begin(), frame.bars.end(), at,
                                [](Tick t, const FrameBar& bar) { return t < bar.start; });
  if (after == frame.bars.begin() || feel.swing <= 0) return at;
  const FrameBar& bar = *(after - 1);
  for (const BeatGroup& group : groupsOf(bar.meter, feel.pulse)) {
    const Tick inGroup = at - bar.start - group.offset;
    if (inGroup >= 0 && inGroup < group.length)
      return bar.start + group.offset + swung(inGroup, swingSpanOf(group, feel), feel.swing);
  }
  return at;
}

std::size_t cellIndex(std::size_t group, std::size_t groups, std::size_t cells) noexcept {
  if (cells <= 1) return 0;
  if (groups % cells == 0) return group % cells;
  if (cells == 4) {
    // Written so that accents fall where players put them: 5 as 3 + 2, 6 as 4 + 2, 7 as 4 + 3.
    constexpr std::size_t kTwo[] = {0, 3}, kThree[] = {0, 1, 3}, kFive[] = {0, 1, 3, 2, 3}, kSix[] = {0, 1, 2, 3, 2, 3},
                          kSeven[] = {0, 1, 2, 3, 2, 1, 3};
    switch (groups) {
      case 1: return 0;
      case 2: return kTwo[group];
      case 3: return kThree[group];
      case 5: return kFive[group];
      case 6: return kSix[group];
      case 7: return kSeven[group];
      default: break;
    }
  }
  // Longer bars: whole patterns, and the end of one to finish.
  const std::size_t rest = groups % cells, wholePart = groups - rest;
  if (group < wholePart) return group % cells;
  return group == 0 ? 0 : cells - rest + (group - wholePart);
}

std::string toCompoundCell(std::string_view cell) {
  const auto between = [](char next) { return next == '-' ? '-' : '.'; };
  switch (cell.size()) {
    case 1: return std::string(cell);
    case 2: return {cell[0], cell[0] != '.' && cell[1] == '-' ? '-' : '.', cell[1]};
    case 4: {
      const char holdA = between(cell[1]), holdC = between(cell[2]);
      // The swung places of four sixteenths in a beat of six.
      return {cell[0], holdA, cell[1], holdC, cell[2], cell[3]};
    }
    case 8: {
      std::string even;
      for (std::size_t i = 0; i < 8; i += 2) even += cell[i];
      return toCompoundCell(even);
    }
    default: return std::string(cell);
  }
}

std::vector<std::string_view> voicesOf(const GroovePart& part) {
  std::vector<std::string_view> voices;
  for (const Line& line : part.lines) {
    if (std::find(voices.begin(), voices.end(), line.voice) == voices.end()) voices.push_back(line.voice);
  }
  return voices;
}

const Line* lineFor(const GroovePart& part, std::string_view voice, const Level& level, int phraseBar) noexcept {
  const int bar = phraseBar % kPhraseBars + 1;
  for (const Line& line : part.lines) {
    if (!line.bars.empty() && std::find(line.bars.begin(), line.bars.end(), bar) == line.bars.end()) continue;
    if (line.voice == voice && line.density.contains(level.density) && line.energy.contains(level.energy)) return &line;
  }
  return nullptr;
}

std::vector<Stroke> strokesInBar(const Frame& frame, std::size_t barIndex, const Line& line, const Feel& feel) {
  std::vector<Stroke> strokes;
  addBar(strokes, frame, barIndex, line, feel);
  return strokes;
}

std::vector<Stroke> strokesOf(const Frame& frame, const GroovePart& part, std::string_view voice, const Feel& feel,
                              const std::vector<Level>& levels) {
  std::vector<Stroke> strokes;
  for (std::size_t i = 0; i < frame.bars.size(); ++i) {
    const FrameBar& bar = frame.bars[i];
    if (bar.pickup) continue;
    if (const Line* line = lineFor(part, voice, levels[bar.section], bar.phraseBar))
      addBar(strokes, frame, i, *line, feel);
  }
  // From the final chord on there is no pattern any more.
  if (frame.finalStart) {
    std::erase_if(strokes, [&](const Stroke& stroke) { return stroke.start >= *frame.finalStart; });
    for (Stroke& stroke : strokes) stroke.end = std::min(stroke.end, *frame.finalStart);
  }
  return strokes;
}

}  // namespace amuse::perform
