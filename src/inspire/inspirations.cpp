#include "inspire/inspirations.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/random.h"
#include "base/text.h"

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

bool isHeldOut(std::string_view text) noexcept { return stableHash(text, 5) % 5 == 0; }

}  // namespace amuse::inspire
