#include "inspire/internal/fit.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/random.h"
#include "base/text.h"
#include "inspire/internal/candidates.h"
#include "inspire/internal/rank_fit.h"
#include "inspire/internal/reading_rules.h"
#include "inspire/internal/ridge.h"
#include "inspire/internal/voices.h"

namespace amuse::inspire {
namespace {

struct Example {
  std::vector<Feature> features;
  Targets targets{};
  std::vector<std::string> tags;
  double weight = 1;
};

std::vector<std::string> tagsOf(const std::vector<std::string>& keywords, const std::vector<std::string>& genres) {
  std::set<std::string> tags;
  for (const std::string& word : keywords) tags.insert("k:" + word);
  for (const std::string& genre : genres) tags.insert("g:" + genre);
  return {tags.begin(), tags.end()};
}

std::vector<std::string> joined(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::vector<Example> examplesOf(const FitData& data, const std::vector<Reading>& readings,
                                const std::vector<bool>& used, const FitSettings& settings) {
  std::vector<Example> examples;
  for (std::size_t i = 0; i < data.train.size(); ++i) {
    const InspirationRecord& record = data.train[i];
    if (used[i])
      examples.push_back({featuresOf(readings[i]), targetsOf(record.affect, record.mode, record.tempoBpm),
                          tagsOf(joined(record.keywords, record.moods), record.genres), 1});
  }
  for (const KeywordSet& set : data.sets) {
    const Reading reading = readMatches(data.vocabulary, join(set.keywords, ", "));
    examples.push_back({featuresOf(reading), targetsOf(set.affect, set.mode, set.tempoBpm),
                        tagsOf(set.keywords, set.genres), settings.setWeight});
  }
  return examples;
}

bool isDense(const std::string& name) { return name.find(':') == std::string::npos; }

double penaltyOf(const std::string& name, const FitSettings& settings) {
  if (name == "bias") return settings.denseRidge * 0.1;
  if (name.starts_with("mean.")) return settings.denseRidge * 0.3;
  return isDense(name) ? settings.denseRidge : settings.sparseRidge;
}

/// Names the columns and the tags; what is rare gets none.
void nameColumns(const std::vector<Example>& examples, const FitSettings& settings, ReaderModel& model) {
  std::map<std::string, int> features, tags;
  for (const Example& example : examples) {
    for (const Feature& feature : example.features) ++features[feature.name];
    if (example.weight == 1)
      for (const std::string& tag : example.tags) ++tags[tag];
  }
  for (const auto& [name, count] : features)
    if (count >= settings.minCount) model.features.emplace(name, static_cast<std::uint32_t>(model.features.size()));
  for (const auto& [name, count] : tags)
    if (count >= settings.minTagCount) model.tags.push_back(name), model.tagCounts.push_back(count);
  model.indexTags();
}

SparseRow rowOf(const Example& example, const ReaderModel& model) {
  SparseRow row;
  row.weight = example.weight;
  for (const Feature& feature : example.features)
    if (const auto it = model.features.find(feature.name); it != model.features.end())
      row.values.emplace_back(it->second, feature.value);
  std::sort(row.values.begin(), row.values.end());
  for (std::uint32_t t = 0; t < kTargetCount; ++t) row.targets.emplace_back(t, static_cast<float>(example.targets[t]));
  for (const std::string& tag : example.tags)
    if (const auto it = model.tagIndex.find(tag); it != model.tagIndex.end())
      row.targets.emplace_back(static_cast<std::uint32_t>(kTargetCount) + it->second, 1.0F);
  return row;
}

struct PriorCount {
  double offered = 0, named = 0;
};
using PriorCounts = std::map<std::string, PriorCount>;

/// Shrunk share of offers that were named; what was offered once or twice stays near the common share.
std::unordered_map<std::string, double> shrunkPriors(const PriorCounts& counts, double& common) {
  PriorCount all;
  for (const auto& [name, count] : counts) all.offered += count.offered, all.named += count.named;
  common = all.named / std::max(all.offered, 1.0);
  std::unordered_map<std::string, double> priors;
  constexpr double kShrink = 4;
  for (const auto& [name, count] : counts)
    if (count.offered >= 2) priors[name] = (count.named + kShrink * common) / (count.offered + kShrink);
  return priors;
}

void countNamed(PriorCounts& counts, const std::set<std::string>& offered, const std::vector<std::string>& named) {
  for (const std::string& word : offered) {
    counts[word].offered += 1;
    counts[word].named += std::find(named.begin(), named.end(), word) != named.end() ? 1 : 0;
  }
}

void fitPriors(const FitData& data, const std::vector<Reading>& readings, const std::vector<bool>& used,
               ReaderModel& model) {
  PriorCounts keywordCounts, genreCounts;
  for (std::size_t i = 0; i < data.train.size(); ++i) {
    if (!used[i]) continue;
    std::set<std::string> keywords, genres;
    for (const Match& match : readings[i].matches) {
      for (const Offer& offer : offersOf(data.vocabulary, match)) keywords.insert(offer.word);
      genres.insert(match.genres.begin(), match.genres.end());
    }
    countNamed(keywordCounts, keywords, joined(data.train[i].keywords, data.train[i].moods));
    countNamed(genreCounts, genres, data.train[i].genres);
  }
  model.keywordPriors = shrunkPriors(keywordCounts, model.unseenKeywordPrior);
  model.genrePriors = shrunkPriors(genreCounts, model.unseenGenrePrior);
}

ReaderModel fitLinear(const FitData& data, const std::vector<Reading>& readings, const std::vector<bool>& used,
                      const FitSettings& settings) {
  const std::vector<Example> examples = examplesOf(data, readings, used, settings);
  ReaderModel model;
  nameColumns(examples, settings, model);
  std::vector<double> penalties(model.features.size());
  for (const auto& [name, column] : model.features) penalties[column] = penaltyOf(name, settings);
  std::vector<SparseRow> rows;
  rows.reserve(examples.size());
  for (const Example& example : examples) rows.push_back(rowOf(example, model));
  model.weights = solveRidge(rows, penalties, model.columns());
  fitPriors(data, readings, used, model);
  return model;
}

/// What a candidate is worth to the ranker. A third is whether a partner named that very word; the rest also counts
/// what says nearly the same, and what would be right for any text only a little.
class Labels {
 public:
  explicit Labels(const FitData& data) : families_(data.families) {
    // Every fourth text is enough to see which words fit everything.
    for (std::size_t i = 0; i < data.train.size(); i += 4) lists_.push_back(wantedOf(data.train[i]));
  }

  double of(const std::string& word, const InspirationRecord& record) {
    const auto named = joined(record.keywords, record.moods);
    const bool exact = std::find(named.begin(), named.end(), word) != named.end();
    return (exact ? kExactShare : 0) + (1 - kExactShare) * merit(word, wantedOf(record));
  }

 private:
  static constexpr double kFitsEverything = 0.1;
  /// Chosen in cross-validation on the training texts: more names more expected words and fewer that are specific.
  static constexpr double kExactShare = 0.35;

  static std::vector<std::string> wantedOf(const InspirationRecord& record) {
    return joined(joined(record.keywords, record.moods), record.genres);
  }

  double merit(const std::string& word, const std::vector<std::string>& wanted) {
    const double best = closest(word, wanted);
    return best * (best > 0 && rateOf(word) > kFitsEverything ? 0.35 : 1);
  }

  double closest(const std::string& word, const std::vector<std::string>& wanted) const {
    double best = 0;
    for (const std::string& want : wanted) {
      const Agreement agreement = families_.compare(word, want);
      const double here = agreement == Agreement::Same         ? 1
                          : agreement == Agreement::SharedWord ? 0.6
                          : agreement == Agreement::Family     ? 0.5
                                                               : 0;
      best = std::max(best, here);
    }
    return best;
  }

  double rateOf(const std::string& word) {
    const auto [it, isNew] = rates_.emplace(word, 0);
    if (isNew)
      for (const auto& list : lists_)
        it->second += closest(word, list) > 0 ? 1.0 / static_cast<double>(lists_.size()) : 0;
    return it->second;
  }

  const KeywordFamilies& families_;
  std::vector<std::vector<std::string>> lists_;
  std::map<std::string, double> rates_;
};

/// A training text as both voices read it, neither having seen it.
struct Heard {
  std::size_t record = 0;
  Prediction prediction;
  EncoderVoice voice;
};

Heard hearRecord(const FitData& data, const Reading& reading, std::size_t record, const ReaderModel& part) {
  const HeardText heard = heardText(data.vocabulary, reading, data.train[record].text);
  EncoderVoice voice = data.encoder.hear(heard.text);
  const auto features = featuresOf(reading);
  addWords(data.wordVoice, features, reading, voice);
  return {record, part.predict(features), std::move(voice)};
}

void addRankExamples(const FitData& data, const Reading& reading, const Heard& heard, const ReaderModel& part,
                     Labels& labels, std::vector<RankExample>& examples) {
  const brief::Affect affect = affectFrom(heard.prediction.targets, mixedness(reading.matches), reading.masked);
  const ReadingView view{data.vocabulary,  part,   data.keywords, data.families, reading,
                         heard.prediction, affect, data.encoder,  heard.voice,   true};
  for (const Candidate& candidate : gatherCandidates(view))
    examples.push_back({candidate.features, labels.of(candidate.word, data.train[heard.record])});
}

}  // namespace

ReaderModel fitReader(const FitData& data, const FitSettings& settings) {
  constexpr std::uint64_t kFolds = 3;
  std::vector<Reading> readings;
  for (const InspirationRecord& record : data.train) readings.push_back(readMatches(data.vocabulary, record.text));
  std::vector<Heard> all;
  std::vector<ReaderModel> parts;
  std::vector<VoiceExample> voices;
  for (std::uint64_t fold = 0; fold < kFolds; ++fold) {
    std::vector<bool> used;
    for (const InspirationRecord& record : data.train) used.push_back(stableHash(record.text, 11) % kFolds != fold);
    parts.push_back(fitLinear(data, readings, used, settings));
    for (std::size_t i = 0; i < data.train.size(); ++i) {
      if (used[i]) continue;
      const InspirationRecord& record = data.train[i];
      all.push_back(hearRecord(data, readings[i], i, parts.back()));
      voices.push_back({voiceInputs(all.back().prediction.targets, all.back().voice, readings[i]),
                        targetsOf(record.affect, record.mode, record.tempoBpm),
                        wordsDecide(data.vocabulary, readings[i])});
    }
  }
  ReaderModel model = fitLinear(data, readings, std::vector<bool>(data.train.size(), true), settings);
  model.voices = fitVoices(voices);
  std::vector<RankExample> ranked;
  Labels labels(data);
  for (Heard& heard : all) {
    const Reading& reading = readings[heard.record];
    heard.prediction.targets = mixVoices(model, data.vocabulary, heard.prediction.targets, heard.voice, reading);
    const std::uint64_t fold = stableHash(data.train[heard.record].text, 11) % kFolds;
    addRankExamples(data, reading, heard, parts[fold], labels, ranked);
  }
  model.rank = fitRanker(ranked);
  return model;
}

}  // namespace amuse::inspire
