#include "lm/chord_model.h"

#include "base/text.h"

namespace amuse::lm {

Result<Level> parseLevel(std::string_view text) {
  const std::string lower = toLower(text);
  if (lower == "exact") return Level::Exact;
  if (lower == "sevenths") return Level::Sevenths;
  if (lower == "triads") return Level::Triads;
  return fail(ErrorCode::InvalidArgument, "classes must be exact, sevenths or triads");
}

std::string_view toText(Level level) noexcept {
  switch (level) {
    case Level::Exact: return "exact";
    case Level::Sevenths: return "sevenths";
    case Level::Triads: return "triads";
  }
  return "";
}

Symbol symbolOf(const theory::RelativeChord& chord) noexcept {
  if (chord.isNoChord()) return kNoChordSymbol;
  return chord.root * theory::kChordClassCount + static_cast<int>(chord.quality.chordClass);
}

theory::RelativeChord chordOf(Symbol symbol) noexcept {
  if (symbol >= kNoChordSymbol) return {};
  const auto chordClass = static_cast<theory::ChordClass>(symbol % theory::kChordClassCount);
  return {symbol / theory::kChordClassCount, theory::plainQuality(chordClass), 0};
}

double SequenceScore::total(Level level, bool withEnd) const noexcept {
  double sum = withEnd ? end : 0;
  for (const Step& step : chords)
    sum += level == Level::Exact ? step.exact : level == Level::Sevenths ? step.sevenths : step.triads;
  return sum;
}

}  // namespace amuse::lm
