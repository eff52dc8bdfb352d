#include "inspire/internal/keyword_sets.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "inspire/internal/lexicon.h"

namespace amuse::inspire {

Result<std::vector<KeywordSet>> loadKeywordSets(const std::filesystem::path& folder) {
  const auto table = readFile(folder / "keyword_sets.tsv");
  if (!table) return tl::unexpected(table.error());
  std::vector<KeywordSet> sets;
  for (const auto& row : tableRows(*table)) {
    const auto number = [&](std::size_t column) { return findNumber(row[column]); };
    const Result<theory::Mode> mode = row.size() < 9 ? fail(ErrorCode::Parse, "too short") : theory::parseMode(row[2]);
    if (!mode || !number(3) || !number(4) || !number(5) || !number(6))
      return fail(ErrorCode::Parse, fmt::format("keyword set row {} cannot be read", sets.size() + 1));
    KeywordSet set{commaList(row[0]), commaList(row[1]), *mode, {*number(3), *number(4), *number(5), *number(6)}, {}};
    if (number(7) && number(8)) set.tempoBpm = {static_cast<int>(*number(7)), static_cast<int>(*number(8))};
    sets.push_back(std::move(set));
  }
  return sets;
}

}  // namespace amuse::inspire
