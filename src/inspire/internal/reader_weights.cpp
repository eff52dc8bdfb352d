#include "inspire/internal/reader_weights.h"

#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "inspire/internal/lexicon.h"

namespace amuse::inspire {
namespace {

constexpr std::string_view kPreamble =
    "# Weights of the text reader: kind row = feature and 15 numbers (valence arousal tension complexity tempo width, "
    "then\n"
    "# Maj Min Dor Phr Lyd Mix Loc Hmin Phdm), in thousandths; keyword and genre = chance of being named, in "
    "thousandths.\n"
    "# Source: ridge regression on the part of inspirations.jsonl that is not held out and on keyword_sets.tsv; made "
    "by\n"
    "# the test \"the committed weights are what the fit gives\" with AMUSE_REGENERATE=1.\n"
    "kind\tname\tvalues\n";

double priorOf(const std::unordered_map<std::string, double>& priors, const std::string& name, double unseen) {
  const auto it = priors.find(name);
  return it == priors.end() ? unseen : it->second;
}

bool readRow(std::string_view numbers, Targets& row) {
  std::size_t column = 0;
  for (std::size_t at = 0; at <= numbers.size(); ++column) {
    const std::size_t end = std::min(numbers.find(' ', at), numbers.size());
    const auto value = findNumber(numbers.substr(at, end - at));
    if (!value || column == kTargetCount) return false;
    row[column] = *value / 1000;
    at = end + 1;
  }
  return column == kTargetCount;
}

}  // namespace

Targets ReaderWeights::predict(const std::vector<Feature>& features) const {
  Targets sum{};
  for (const Feature& feature : features) {
    const auto it = rows.find(feature.name);
    if (it == rows.end()) continue;
    for (std::size_t i = 0; i < kTargetCount; ++i) sum[i] += feature.value * it->second[i];
  }
  return sum;
}

double ReaderWeights::keywordPrior(const std::string& keyword) const {
  return priorOf(keywordPriors, keyword, unseenKeywordPrior);
}
double ReaderWeights::genrePrior(const std::string& genre) const {
  return priorOf(genrePriors, genre, unseenGenrePrior);
}

Result<ReaderWeights> parseReaderWeights(std::string_view table) {
  ReaderWeights weights;
  std::size_t number = 0;
  const bool whole = eachRow(table, [&](const std::vector<std::string_view>& row) {
    ++number;
    Targets targets{};
    if (row.size() != 3) return false;
    if (row[0] == "row") return readRow(row[2], targets) && weights.rows.emplace(row[1], targets).second;
    const auto single = findNumber(row[2]);
    if (!single) return false;
    if (row[0] == "keyword") return weights.keywordPriors.emplace(row[1], *single / 1000).second;
    if (row[0] == "genre") return weights.genrePriors.emplace(row[1], *single / 1000).second;
    if (row[0] != "unseen") return false;
    (row[1] == "keyword" ? weights.unseenKeywordPrior : weights.unseenGenrePrior) = *single / 1000;
    return true;
  });
  if (whole) return weights;
  return fail(ErrorCode::Parse, fmt::format("reader weights row {} cannot be read", number));
}

std::string writeReaderWeights(const ReaderWeights& weights) {
  std::string out(kPreamble);
  const auto thousandths = [](double value) { return static_cast<long>(value * 1000 + (value < 0 ? -0.5 : 0.5)); };
  out += fmt::format("unseen\tkeyword\t{}\n", thousandths(weights.unseenKeywordPrior));
  out += fmt::format("unseen\tgenre\t{}\n", thousandths(weights.unseenGenrePrior));
  for (const auto& [name, targets] : std::map<std::string, Targets>(weights.rows.begin(), weights.rows.end())) {
    out += "row\t" + name + '\t';
    for (std::size_t i = 0; i < kTargetCount; ++i)
      out += fmt::format("{}{}", i == 0 ? "" : " ", thousandths(targets[i]));
    out += '\n';
  }
  for (const auto& [name, p] :
       std::map<std::string, double>(weights.keywordPriors.begin(), weights.keywordPriors.end()))
    out += fmt::format("keyword\t{}\t{}\n", name, thousandths(p));
  for (const auto& [name, p] : std::map<std::string, double>(weights.genrePriors.begin(), weights.genrePriors.end()))
    out += fmt::format("genre\t{}\t{}\n", name, thousandths(p));
  return out;
}

}  // namespace amuse::inspire
