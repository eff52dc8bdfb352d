#include "notation/bar_syntax.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/text.h"

namespace amuse::notation {
namespace {

/// One bar as written: its symbols, as views into the text.
using WrittenBar = std::vector<std::string_view>;

std::size_t offsetIn(std::string_view text, std::string_view part) {
  return static_cast<std::size_t>(part.data() - text.data());
}

/// The text between bar lines; an empty piece before the first and after the last line is no bar.
std::vector<std::string_view> barTexts(std::string_view text) {
  auto pieces = split(text, '|');
  if (pieces.size() > 1 && trim(pieces.front()).empty()) pieces.erase(pieces.begin());
  if (pieces.size() > 1 && trim(pieces.back()).empty()) pieces.pop_back();
  return pieces;
}

class BarReader {
 public:
  BarReader(std::string_view text, const song::Meter& meter, const BarSyntaxLimits& limits)
      : text_(text), meter_(meter), limits_(limits) {}

  Result<BarLine> read() {
    WrittenBar before;
    for (const std::string_view piece : barTexts(text_)) {
      WrittenBar bar = splitWords(piece);
      if (bar.empty())
        return fail(ErrorCode::Parse, "an empty bar; write a chord, _ to fill it, or % to repeat the bar before",
                    offsetIn(text_, piece));
      if (bar.size() == 1 && bar[0] == "%") {
        if (before.empty())
          return fail(ErrorCode::Parse, "% repeats the bar before, and there is none", offsetIn(text_, bar[0]));
        bar = before;
      }
      if (const auto added = addBar(bar); !added) return tl::unexpected(added.error());
      before = std::move(bar);
    }
    return std::move(line_);
  }

 private:
  Result<void> addBar(const WrittenBar& bar) {
    if (line_.bars >= limits_.bars)
      return fail(ErrorCode::TooLarge, fmt::format("more than {} bars; give fewer", limits_.bars));
    const song::Tick barStart = line_.bars * meter_.barTicks();
    const auto places = static_cast<song::Tick>(bar.size());
    for (song::Tick place = 0; place < places; ++place) {
      // Rounded bounds, not rounded lengths: seven symbols in a bar still fill it exactly.
      const song::Tick start = barStart + meter_.barTicks() * place / places;
      const song::Tick end = barStart + meter_.barTicks() * (place + 1) / places;
      if (auto added = addSymbol(bar[static_cast<std::size_t>(place)], start, end - start); !added) return added;
    }
    ++line_.bars;
    return {};
  }

  Result<void> addSymbol(std::string_view symbol, song::Tick start, song::Tick length) {
    if (symbol == ".") {
      if (line_.cells.empty())
        return fail(ErrorCode::Parse, ". holds the chord before, and there is none", offsetIn(text_, symbol));
      line_.cells.back().length += length;
      return {};
    }
    BarCell cell{std::nullopt, start, length};
    if (symbol != "_") {
      const auto chord = theory::parseAnyChord(symbol);
      if (!chord)
        return fail(chord.error().code,
                    fmt::format("'{}' is no chord: {}", symbol.substr(0, 64), chord.error().message),
                    offsetIn(text_, symbol) + chord.error().offset.value_or(0));
      cell.chord = *chord;
    }
    line_.cells.push_back(cell);
    return {};
  }

  std::string_view text_;
  song::Meter meter_;
  BarSyntaxLimits limits_;
  BarLine line_;
};

/// The fewest equal places a bar must be cut into for every cell that begins in it to begin on one, rounded as the
/// reader rounds them: three chords in 4/4 are three places.
song::Tick placesFor(const std::vector<BarCell>& cells, song::Tick barStart, song::Tick barTicks) {
  constexpr song::Tick kMostPlaces = 64;
  std::vector<song::Tick> starts;
  for (const auto& cell : cells)
    if (cell.start > barStart && cell.start < barStart + barTicks) starts.push_back(cell.start - barStart);
  const auto isPlace = [&](song::Tick start, song::Tick places) {
    const song::Tick place = (start * places + barTicks - 1) / barTicks;
    return barTicks * place / places == start;
  };
  for (song::Tick places = 1; places <= kMostPlaces; ++places)
    if (std::all_of(starts.begin(), starts.end(), [&](song::Tick start) { return isPlace(start, places); }))
      return places;
  song::Tick grid = barTicks;
  for (const song::Tick start : starts) grid = std::gcd(grid, start);
  return barTicks / grid;
}

}  // namespace

bool BarLine::hasSlots() const {
  return std::any_of(cells.begin(), cells.end(), [](const auto& cell) { return !cell.chord; });
}

Result<BarLine> parseBars(std::string_view text, const song::Meter& meter, const BarSyntaxLimits& limits) {
  if (text.size() > limits.bytes)
    return fail(ErrorCode::TooLarge, fmt::format("the chords are longer than {} bytes; give fewer bars", limits.bytes));
  if (trim(text).empty()) return fail(ErrorCode::Parse, "no chords; write bars such as \"C G | Am _\"", 0);
  return BarReader(text, meter, limits).read();
}

std::string toBarText(const std::vector<BarCell>& cells, const song::Meter& meter) {
  std::string text;
  if (cells.empty()) return text;
  const song::Tick end = cells.back().start + cells.back().length;
  std::size_t next = 0;
  for (song::Tick bar = 0; bar < end; bar += meter.barTicks()) {
    if (bar > 0) text += " | ";
    const song::Tick places = placesFor(cells, bar, meter.barTicks());
    for (song::Tick place = 0; place < places; ++place) {
      if (place > 0) text += ' ';
      const song::Tick at = bar + meter.barTicks() * place / places;
      if (next < cells.size() && cells[next].start == at) {
        text += cells[next].chord ? theory::toText(*cells[next].chord) : "_";
        ++next;
      } else {
        text += '.';
      }
    }
  }
  return text;
}

}  // namespace amuse::notation
