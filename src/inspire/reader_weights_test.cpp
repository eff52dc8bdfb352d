#include "inspire/internal/reader_weights.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/files.h"
#include "inspire/internal/fit.h"

namespace amuse::inspire {
namespace {

const std::filesystem::path kDataFolder = std::filesystem::path(AMUSE_SOURCE_DIR) / "data" / "llm";

std::vector<InspirationRecord> trainRecords() {
  const auto all = loadInspirations(kDataFolder / "inspirations.jsonl");
  REQUIRE(all.has_value());
  std::vector<InspirationRecord> train;
  for (const InspirationRecord& record : *all)
    if (!isHeldOut(record.text)) train.push_back(record);
  return train;
}

}  // namespace

TEST_CASE("the committed weights are what the fit gives") {
  const auto vocabulary = loadVocabulary(kDataFolder);
  const auto sets = loadKeywordSets(kDataFolder);
  REQUIRE(vocabulary.has_value());
  REQUIRE(sets.has_value());
  const ReaderWeights fitted = fitReader(*vocabulary, trainRecords(), *sets);
  if (std::getenv("AMUSE_REGENERATE") != nullptr)
    REQUIRE(writeFile(kDataFolder / "reader_weights.tsv", writeReaderWeights(fitted)).has_value());
  const auto table = readFile(kDataFolder / "reader_weights.tsv");
  REQUIRE(table.has_value());
  const auto committed = parseReaderWeights(*table);
  REQUIRE(committed.has_value());
  CHECK(committed->rows.size() == fitted.rows.size());
  for (const auto& [name, targets] : fitted.rows) {
    CAPTURE(name);
    REQUIRE(committed->rows.count(name) == 1);
    // Half a thousandth is the table's rounding; the rest is room for another compiler's order of sums.
    for (std::size_t i = 0; i < kTargetCount; ++i) CHECK(std::abs(committed->rows.at(name)[i] - targets[i]) < 0.0011);
  }
}

}  // namespace amuse::inspire
