#include <fmt/format.h>

#include <array>
#include <cmath>

#include "base/files.h"
#include "base/text.h"
#include "inspire/internal/lexicon.h"
#include "inspire/sound_reader.h"

namespace amuse::inspire {
namespace {

constexpr std::size_t kColumns = 11, kMostTableBytes = 1u << 20;

std::optional<SoundWord> wordOf(const std::vector<std::string_view>& cells) {
  if (cells.size() != kColumns) return std::nullopt;
  std::array<double, 7> numbers{};
  constexpr std::array<std::size_t, 7> kNumberCells{1, 2, 4, 5, 6, 7, 8};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = findNumber(cells[kNumberCells[i]]);
    if (!number || !std::isfinite(*number)) return std::nullopt;
    numbers[i] = *number;
    if (i >= 2 && std::abs(*number) > 1) return std::nullopt;
  }
  if (cells[0].empty() || cells[3].empty() || numbers[2] < 0) return std::nullopt;
  SoundWord word{std::string(cells[0]),
                 numbers[0],
                 numbers[1],
                 std::string(cells[3]),
                 numbers[2],
                 {numbers[3], numbers[4], numbers[5], numbers[6]},
                 {}};
  if (cells[9] != "-") word.genres = commaList(cells[9]);
  return word;
}

}  // namespace

Result<std::vector<SoundWord>> parseSoundWords(std::string_view table) {
  if (table.size() > kMostTableBytes) return fail(ErrorCode::TooLarge, "the table of sound words exceeds 1 MB");
  std::vector<SoundWord> words;
  int row = 0;
  for (std::size_t at = 0; at < table.size();) {
    const std::size_t end = std::min(table.find('\n', at), table.size());
    const auto line = table.substr(at, end - at);
    at = end + 1;
    if (++row == 1 || line.empty() || line[0] == '#') continue;
    auto word = wordOf(split(line, '\t'));
    if (!word) return fail(ErrorCode::Parse, fmt::format("data/sounds/keywords.tsv: row {} is broken", row));
    words.push_back(std::move(*word));
  }
  return words;
}

Result<SoundReader> SoundReader::open(const std::filesystem::path& home) {
  auto recogniser = audio::SoundRecogniser::open(home / "models" / "sounds.bin");
  if (!recogniser) return tl::unexpected(recogniser.error());
  const auto file = home / "data" / "sounds" / "keywords.tsv";
  const auto table = readFile(file);
  if (!table) return fail(ErrorCode::Unavailable, "no table at " + file.string() + "; reinstall Amuse");
  if (recogniser->featureCount() != audio::soundFeatureCount())
    return fail(ErrorCode::Unavailable, "models/sounds.bin is of another version; run ./dev train or reinstall Amuse");
  auto words = parseSoundWords(*table);
  if (!words) return tl::unexpected(words.error());
  return SoundReader(std::move(*recogniser), std::move(*words));
}

}  // namespace amuse::inspire
