#include "inspire/inspirations.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "base/files.h"
#include "base/random.h"
#include "base/text.h"
#include "inspire/internal/lexicon.h"

namespace amuse::inspire {
namespace {

InspirationRecord recordOf(const nlohmann::json& line) {
  InspirationRecord record{
      line.at("text"), line.at("kind"), line.at("keywords"), line.at("genres"), line.at("moods"), {}, {}, {}};
  record.affect = {line.at("valence"), line.at("arousal"), line.at("tension"), line.at("complexity")};
  record.tempoBpm = line.at("tempo_bpm");
  record.mode = theory::parseMode(line.at("mode").get<std::string>()).value();
  return record;
}

std::vector<double> numbersOf(std::string_view cell) {
  std::vector<double> numbers;
  for (const std::string_view word : splitWords(cell))
    if (const auto number = findNumber(word)) numbers.push_back(*number);
  return numbers;
}

std::optional<InspirationRecord> recordOfRow(const std::vector<std::string_view>& columns) {
  if (columns.size() != 7) return std::nullopt;
  const auto affect = numbersOf(columns[2]), tempo = numbersOf(columns[4]);
  const auto mode = theory::parseMode(columns[3]);
  if (affect.size() != 4 || tempo.size() != 2 || !mode) return std::nullopt;
  InspirationRecord record{std::string(columns[1]),
                           std::string(columns[0]),
                           commaList(columns[5]),
                           commaList(columns[6]),
                           {},
                           {},
                           *mode,
                           {}};
  record.affect = {affect[0], affect[1], affect[2], affect[3]};
  record.tempoBpm = {static_cast<int>(tempo[0]), static_cast<int>(tempo[1])};
  return record;
}

}  // namespace

Result<std::vector<InspirationRecord>> loadInspirations(const std::filesystem::path& file) {
  const auto content = readFile(file);
  if (!content) return tl::unexpected(content.error());
  std::vector<InspirationRecord> records;
  std::size_t number = 0;
  for (const std::string_view line : split(*content, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    try {
      records.push_back(recordOf(nlohmann::json::parse(line)));
    } catch (const std::exception&) {
      return fail(ErrorCode::Parse, fmt::format("inspirations line {} cannot be read", number));
    }
  }
  return records;
}

Result<std::vector<InspirationRecord>> loadMoreInspirations(const std::filesystem::path& file) {
  const auto content = readFile(file);
  if (!content) return tl::unexpected(content.error());
  std::vector<InspirationRecord> records;
  const bool whole = eachRow(*content, [&](const std::vector<std::string_view>& columns) {
    auto record = recordOfRow(columns);
    if (record) records.push_back(std::move(*record));
    return record.has_value();
  });
  if (!whole)
    return fail(ErrorCode::Parse, fmt::format("row {} of inspirations_more.tsv cannot be read", records.size() + 1));
  return records;
}

bool isHeldOut(std::string_view text) noexcept { return stableHash(text, 5) % 5 == 0; }

}  // namespace amuse::inspire
