#include "recipe.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "base/files.h"

namespace amuse::samples {
namespace {

std::vector<std::string_view> splitAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

template <typename Number>
std::optional<Number> toNumber(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "0,4,8" or "36-60:4" (every fourth), mixed.
std::optional<std::vector<int>> toList(std::string_view text) {
  std::vector<int> list;
  for (const std::string_view item : splitAt(text, ',')) {
    const auto stepped = splitAt(item, ':');
    const auto ends = splitAt(stepped[0], '-');
    const auto from = toNumber<int>(ends[0]), to = toNumber<int>(ends.back());
    const auto step = stepped.size() > 1 ? toNumber<int>(stepped[1]) : std::optional(1);
    if (!from || !to || !step || *step < 1 || *from < 0 || *to > 127) return std::nullopt;
    for (int value = *from; value <= *to; value += *step) list.push_back(value);
  }
  return list;
}

std::optional<InstrumentRecipe> toRecipe(std::string_view line) {
  const auto cells = splitAt(line, '\t');
  if (cells.size() != 10) return std::nullopt;
  const auto program = toNumber<int>(cells[2]);
  const auto serves = toList(cells[3]), pitches = toList(cells[4]);
  const auto seconds = toNumber<double>(cells[5]), release = toNumber<double>(cells[7]),
             quality = toNumber<double>(cells[8]);
  const auto rate = toNumber<int>(cells[9]);
  const bool known = cells[1] == "notes" || cells[1] == "drums";
  if (!known || !program || !serves || !pitches || !seconds || !release || !quality || !rate) return std::nullopt;
  return InstrumentRecipe{.name = std::string(cells[0]),
                          .drums = cells[1] == "drums",
                          .program = *program,
                          .serves = *serves,
                          .pitches = *pitches,
                          .seconds = *seconds,
                          .sampleRateHz = *rate,
                          .stereo = cells[6].find("stereo") != std::string_view::npos,
                          .looped = cells[6].find("loop") != std::string_view::npos,
                          .releaseSeconds = *release,
                          .quality = *quality};
}

}  // namespace

Result<std::vector<InstrumentRecipe>> readRecipes(const std::filesystem::path& path) {
  const auto text = readFile(path, 64u << 10);
  if (!text) return tl::unexpected(text.error());
  std::vector<InstrumentRecipe> recipes;
  int lineNumber = 0;
  for (const std::string_view line : splitAt(*text, '\n')) {
    if (++lineNumber == 1 || line.empty()) continue;
    const auto recipe = toRecipe(line);
    if (!recipe) {
      return fail(ErrorCode::Parse, path.string() + ", line " + std::to_string(lineNumber) +
                                        ": want ten cells as the first line names them, e.g. pitches 36-84:4");
    }
    recipes.push_back(*recipe);
  }
  return recipes;
}

}  // namespace amuse::samples
