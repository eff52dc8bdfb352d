#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/files.h"
#include "base/text.h"
#include "inspire/picture_reader.h"

namespace amuse::inspire {
namespace {

constexpr std::size_t kPictureColumns = 11, kMostPictureTableBytes = 1u << 20;

std::optional<double> wholeNumber(std::string_view cell) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return value;
}

std::optional<PictureWord> pictureWordOf(const std::vector<std::string_view>& cells) {
  if (cells.size() != kPictureColumns || cells[0].empty() || cells[3].empty()) return std::nullopt;
  std::array<double, 7> numbers{};
  constexpr std::array<std::size_t, 7> kNumberCells{1, 2, 4, 5, 6, 7, 8};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = wholeNumber(cells[kNumberCells[i]]);
    if (!number || !(std::abs(*number) <= 1)) return std::nullopt;
    numbers[i] = *number;
  }
  if (numbers[2] < 0) return std::nullopt;
  PictureWord word{std::string(cells[0]),
                   numbers[0],
                   numbers[1],
                   std::string(cells[3]),
                   numbers[2],
                   {numbers[3], numbers[4], numbers[5], numbers[6]},
                   {}};
  if (cells[9] != "-")
    for (const auto genre : split(cells[9], ',')) word.genres.emplace_back(trim(genre));
  return word;
}

std::optional<SceneFamily> sceneFamilyOf(const std::vector<std::string_view>& cells) {
  if (cells.size() != 3 || cells[0].empty() || cells[1].empty()) return std::nullopt;
  return SceneFamily{std::string(cells[0]), std::string(cells[1])};
}

/// The rows of a table below its heading, each made by `make`.
template <typename Row, typename Make>
Result<std::vector<Row>> parseRows(std::string_view table, std::string_view name, Make make) {
  if (table.size() > kMostPictureTableBytes) return fail(ErrorCode::TooLarge, std::string(name) + " exceeds 1 MB");
  std::vector<Row> rows;
  int number = 0;
  for (const auto line : split(table, '\n')) {
    if (++number == 1 || trim(line).empty() || line[0] == '#') continue;
    auto row = make(split(line, '\t'));
    if (!row) return fail(ErrorCode::Parse, fmt::format("{}: row {} is broken", name, number));
    rows.push_back(std::move(*row));
  }
  return rows;
}

Result<std::string> readTable(const std::filesystem::path& file) {
  auto table = readFile(file, kMostPictureTableBytes);
  if (!table) return fail(ErrorCode::Unavailable, "no table at " + file.string() + "; reinstall Amuse");
  return table;
}

}  // namespace

Result<std::vector<PictureWord>> parsePictureWords(std::string_view table) {
  return parseRows<PictureWord>(table, "data/pictures/keywords.tsv", pictureWordOf);
}

Result<std::vector<SceneFamily>> parseSceneFamilies(std::string_view table) {
  return parseRows<SceneFamily>(table, "data/pictures/families.tsv", sceneFamilyOf);
}

Result<PictureReader> PictureReader::open(const std::filesystem::path& home) {
  auto recogniser = SceneRecogniser::open(home / "models");
  if (!recogniser) return tl::unexpected(recogniser.error());
  auto faces = FaceFinder::open(home / "models" / "faces.bin");
  if (!faces) return tl::unexpected(faces.error());
  const auto wordTable = readTable(home / "data" / "pictures" / "keywords.tsv");
  if (!wordTable) return tl::unexpected(wordTable.error());
  const auto familyTable = readTable(home / "data" / "pictures" / "families.tsv");
  if (!familyTable) return tl::unexpected(familyTable.error());
  auto words = parsePictureWords(*wordTable);
  if (!words) return tl::unexpected(words.error());
  auto families = parseSceneFamilies(*familyTable);
  if (!families) return tl::unexpected(families.error());
  return PictureReader(std::move(*recogniser), std::move(*faces), std::move(*words), std::move(*families));
}

std::string_view PictureReader::familyOf(std::string_view scene) const noexcept {
  for (const auto& row : families_)
    if (row.scene == scene) return row.family;
  return {};
}

}  // namespace amuse::inspire
