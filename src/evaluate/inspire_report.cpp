#include "evaluate/inspire_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "inspire/inspirations.h"
#include "inspire/keyword_match.h"
#include "inspire/reader_fit.h"
#include "inspire/text_reader.h"

namespace amuse::evaluate {
namespace {

using inspire::InspirationRecord;

std::array<double, 4> asArray(const brief::Affect& affect) {
  return {affect.valence, affect.arousal, affect.tension, affect.complexity};
}

/// What answers without reading would say, learnt from the training part.
struct SafeAnswers {
  std::array<double, 4> affect{};
  theory::Mode mode = theory::Mode::Maj;
  bool minorFamily = false;
  std::set<std::string> keywords, specific;
};

std::vector<std::string> expectedOf(const InspirationRecord& record) {
  std::vector<std::string> expected = record.keywords;
  expected.insert(expected.end(), record.moods.begin(), record.moods.end());
  return expected;
}

/// Which keywords may count: those that are right for at most a twentieth of the training texts.
class Specific {
 public:
  Specific(const inspire::KeywordFamilies& families, const std::vector<InspirationRecord>& train)
      : families_(families) {
    for (const InspirationRecord& record : train) lists_.push_back(expectedOf(record));
  }

  bool meets(const std::string& word, const std::vector<std::string>& expected) const {
    return std::any_of(expected.begin(), expected.end(), [&](const std::string& wanted) {
      return families_.compare(word, wanted) != inspire::Agreement::None;
    });
  }

  bool mayCount(const std::string& word) {
    const auto [it, isNew] = rates_.emplace(word, 0);
    if (isNew)
      for (const auto& list : lists_) it->second += meets(word, list) ? 1.0 / static_cast<double>(lists_.size()) : 0;
    return it->second <= kMostOften;
  }

  std::size_t countIn(const std::vector<std::string>& words, const std::vector<std::string>& expected) {
    return static_cast<std::size_t>(std::count_if(
        words.begin(), words.end(), [&](const std::string& word) { return meets(word, expected) && mayCount(word); }));
  }

 private:
  static constexpr double kMostOften = 0.05;
  const inspire::KeywordFamilies& families_;
  std::vector<std::vector<std::string>> lists_;
  std::map<std::string, double> rates_;
};

constexpr std::size_t kSafeWords = 8;

SafeAnswers learnSafeAnswers(const std::vector<InspirationRecord>& train, Specific& specific) {
  SafeAnswers safe;
  std::map<std::string, int> words;
  std::map<theory::Mode, int> modes;
  int minor = 0;
  for (const InspirationRecord& record : train) {
    const auto affect = asArray(record.affect);
    for (std::size_t i = 0; i < 4; ++i) safe.affect[i] += affect[i] / static_cast<double>(train.size());
    for (const std::string& word : expectedOf(record)) ++words[word];
    ++modes[record.mode];
    minor += theory::isMinorFamily(record.mode) ? 1 : 0;
  }
  std::vector<std::pair<int, std::string>> ranked;
  ranked.reserve(words.size());
  for (const auto& [word, count] : words) ranked.emplace_back(-count, word);
  std::sort(ranked.begin(), ranked.end());
  for (std::size_t i = 0; i < std::min(kSafeWords, ranked.size()); ++i) safe.keywords.insert(ranked[i].second);
  for (std::size_t i = 0; i < ranked.size() && safe.specific.size() < kSafeWords; ++i)
    if (specific.mayCount(ranked[i].second)) safe.specific.insert(ranked[i].second);
  for (const auto& [mode, count] : modes)
    if (count > modes[safe.mode]) safe.mode = mode;
  safe.minorFamily = 2 * minor > static_cast<int>(train.size());
  return safe;
}

double pearson(const std::vector<double>& a, const std::vector<double>& b) {
  const double n = static_cast<double>(a.size());
  double meanA = 0, meanB = 0, ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) meanA += a[i] / n, meanB += b[i] / n;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) * (a[i] - meanA);
    bb += (b[i] - meanB) * (b[i] - meanB);
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

bool overlaps(const std::array<int, 2>& a, const std::array<int, 2>& b) { return a[0] <= b[1] && b[0] <= a[1]; }

/// Counts while the held-out texts go by.
struct Tally {
  std::array<std::vector<double>, 4> given, wanted;
  double offered = 0, named = 0, hits = 0, safeHits = 0, specificHits = 0;
  std::vector<std::vector<std::string>> words, lists;

  void add(const InspirationRecord& record, const brief::Brief& brief, const SafeAnswers& safe, InspireReport& report) {
    addAffect(record, brief, safe, report);
    const bool minor = theory::isMinorFamily(record.mode);
    report.texts += 1;
    report.unread += brief.keywords.empty() ? 1 : 0;
    report.modeAccuracy += brief.mode == record.mode ? 1 : 0;
    report.familyAccuracy += theory::isMinorFamily(brief.mode) == minor ? 1 : 0;
    report.commonestModeAccuracy += safe.mode == record.mode ? 1 : 0;
    report.commonestFamilyAccuracy += safe.minorFamily == minor ? 1 : 0;
    report.tempoOverlap += overlaps(brief.tempoBpm, record.tempoBpm) ? 1 : 0;
    report.constantTempoOverlap += overlaps({84, 108}, record.tempoBpm) ? 1 : 0;
    addWords(record, brief, safe, report);
  }

  void addAffect(const InspirationRecord& record, const brief::Brief& brief, const SafeAnswers& safe,
                 InspireReport& report) {
    const auto got = asArray(brief.affect), want = asArray(record.affect);
    for (std::size_t i = 0; i < 4; ++i) {
      given[i].push_back(got[i]);
      wanted[i].push_back(want[i]);
      report.affectError[i] += std::abs(got[i] - want[i]);
      report.constantError[i] += std::abs(safe.affect[i] - want[i]);
    }
  }

  void addWords(const InspirationRecord& record, const brief::Brief& brief, const SafeAnswers& safe,
                InspireReport& report) {
    const auto expected = expectedOf(record);
    const std::set<std::string> want(expected.begin(), expected.end());
    words.emplace_back();
    for (const brief::Keyword& keyword : brief.keywords) words.back().push_back(keyword.word);
    lists.push_back(expected);
    const std::set<std::string> genres(record.genres.begin(), record.genres.end());
    double here = 0, safeHere = 0;
    for (const brief::Keyword& keyword : brief.keywords) here += want.count(keyword.word) != 0 ? 1 : 0;
    for (const std::string& word : safe.keywords) safeHere += want.count(word) != 0 ? 1 : 0;
    offered += static_cast<double>(brief.keywords.size());
    named += static_cast<double>(want.size());
    hits += here;
    safeHits += safeHere;
    report.textsWithKeyword += here > 0 ? 1 : 0;
    report.safeWordsTexts += safeHere > 0 ? 1 : 0;
    report.genreHit += std::any_of(brief.genres.begin(), brief.genres.end(),
                                   [&](const brief::GenreWeight& g) { return genres.count(g.name) != 0; })
                           ? 1
                           : 0;
  }

  void judgeSpecific(const SafeAnswers& safe, Specific& specific, InspireReport& report) {
    const std::vector<std::string> safeWords(safe.specific.begin(), safe.specific.end());
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::size_t here = specific.countIn(words[i], lists[i]);
      specificHits += static_cast<double>(here);
      report.specificTexts += here > 0 ? 1 : 0;
      report.specificShuffled += specific.countIn(words[i], lists[(i + 1) % lists.size()]) > 0 ? 1 : 0;
      report.specificSafe += specific.countIn(safeWords, lists[i]) > 0 ? 1 : 0;
    }
  }

  void finish(const SafeAnswers& safe, InspireReport& report) const {
    const double n = std::max(1.0, static_cast<double>(report.texts));
    for (std::size_t i = 0; i < 4; ++i) {
      report.affectCorrelation[i] = pearson(given[i], wanted[i]);
      report.affectError[i] /= n;
      report.constantError[i] /= n;
    }
    for (double* share :
         {&report.modeAccuracy, &report.familyAccuracy, &report.commonestModeAccuracy, &report.commonestFamilyAccuracy,
          &report.tempoOverlap, &report.constantTempoOverlap, &report.textsWithKeyword, &report.safeWordsTexts,
          &report.genreHit, &report.specificTexts, &report.specificShuffled, &report.specificSafe})
      *share /= n;
    report.keywordPrecision = hits / std::max(1.0, offered);
    report.specificPrecision = specificHits / std::max(1.0, offered);
    report.keywordRecall = hits / std::max(1.0, named);
    report.safeWordsPrecision = safeHits / std::max(1.0, n * static_cast<double>(safe.keywords.size()));
  }
};

}  // namespace

Result<InspireReport> evaluateInspire(const std::filesystem::path& folder, const InspireOptions& options) {
  const auto reader = inspire::TextReader::open(folder, options.models);
  if (!reader) return tl::unexpected(reader.error());
  const auto records = inspire::loadInspirations(folder / "inspirations.jsonl");
  if (!records) return tl::unexpected(records.error());
  const auto families = inspire::KeywordFamilies::open(folder / "keyword_families.tsv");
  if (!families) return tl::unexpected(families.error());
  const auto isJudged = [&](const InspirationRecord& record) {
    const bool heldOut = inspire::isHeldOut(record.text);
    return options.fold < 0 ? heldOut : !heldOut && inspire::readFold(record.text) == options.fold;
  };
  std::vector<InspirationRecord> train;
  std::copy_if(records->begin(), records->end(), std::back_inserter(train),
               [&](const InspirationRecord& record) { return !inspire::isHeldOut(record.text) && !isJudged(record); });
  Specific specific(*families, train);
  const SafeAnswers safe = learnSafeAnswers(train, specific);
  InspireReport report;
  Tally tally;
  for (const InspirationRecord& record : *records) {
    if (!isJudged(record)) continue;
    const auto brief = inspire::inspireText(*reader, record.text);
    if (!brief) return tl::unexpected(brief.error());
    tally.add(record, *brief, safe, report);
  }
  tally.judgeSpecific(safe, specific, report);
  tally.finish(safe, report);
  return report;
}

std::string toText(const InspireReport& report) {
  std::string out =
      fmt::format("{} held-out texts, {} of them without a single known word\n\n", report.texts, report.unread);
  out += fmt::format("{:<34}{:>8}{:>16}\n", "", "reader", "without reading");
  constexpr const char* kNames[] = {"valence", "arousal", "tension", "complexity"};
  for (std::size_t i = 0; i < 4; ++i) {
    out += fmt::format("{:<34}{:>8.2f}{:>16}\n", fmt::format("{}, correlation", kNames[i]), report.affectCorrelation[i],
                       "0.00");
    out += fmt::format("{:<34}{:>8.2f}{:>16.2f}\n", fmt::format("{}, mean error", kNames[i]), report.affectError[i],
                       report.constantError[i]);
  }
  const auto share = [&](const char* name, double value, double safe) {
    out += fmt::format("{:<34}{:>6.1f} %{:>14.1f} %\n", name, 100 * value, 100 * safe);
  };
  share("mode right (of nine)", report.modeAccuracy, report.commonestModeAccuracy);
  share("mode family right", report.familyAccuracy, report.commonestFamilyAccuracy);
  share("texts with an expected keyword", report.textsWithKeyword, report.safeWordsTexts);
  share("texts with a specific one met", report.specificTexts, report.specificSafe);
  out += fmt::format("{:<34}{:>6.1f} %\n", "  held against another text", 100 * report.specificShuffled);
  out += fmt::format("{:<34}{:>6.1f} %\n", "specific keywords met (precision)", 100 * report.specificPrecision);
  share("keywords expected (precision)", report.keywordPrecision, report.safeWordsPrecision);
  out += fmt::format("{:<34}{:>6.1f} %\n", "expected found (recall)", 100 * report.keywordRecall);
  out += fmt::format("{:<34}{:>6.1f} %\n", "texts with an expected genre", 100 * report.genreHit);
  share("tempo range meets the expected", report.tempoOverlap, report.constantTempoOverlap);
  return out;
}

}  // namespace amuse::evaluate
