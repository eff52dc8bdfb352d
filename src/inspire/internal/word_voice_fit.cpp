#include <algorithm>
#include <cmath>
#include <map>

#include "inspire/internal/ridge_descent.h"
#include "inspire/internal/voices.h"
#include "inspire/internal/word_voice.h"

namespace amuse::inspire {
namespace {

// Chosen on the 798 texts of the training part, which this fit never sees.
constexpr double kDensePenalty = 3, kMeaningPenalty = 18, kRunPenalty = 8;
constexpr int kLeastMeaning = 5, kLeastRun = 3;

using Columns = std::unordered_map<std::string, std::uint32_t>;

/// One text: what it says, and what the encoder left of the answers, targets before tags.
struct Left {
  std::vector<Feature> meanings, runs;
  std::vector<float> answers;
};

std::vector<float> wantedOf(const InspirationRecord& record, const TextEncoder& encoder) {
  std::vector<float> wanted(kTargetCount + encoder.tags().size(), 0);
  const auto targets = targetsOf(record.affect, record.mode, record.tempoBpm);
  std::copy(targets.begin(), targets.end(), wanted.begin());
  const auto mark = [&](const std::string& tag) {
    if (const auto index = encoder.findTag(tag)) wanted[kTargetCount + *index] = 1;
  };
  for (const std::string& word : record.keywords) mark("k:" + word);
  for (const std::string& genre : record.genres) mark("g:" + genre);
  return wanted;
}

Left leave(const Vocabulary& vocabulary, const TextEncoder& encoder, const InspirationRecord& record) {
  const Reading reading = readMatches(vocabulary, record.text);
  const EncoderVoice voice = encoder.hear(heardText(vocabulary, reading, record.text).text);
  Left left{featuresOf(reading), runsOf(reading), wantedOf(record, encoder)};
  std::vector<float> said(voice.affect.begin(), voice.affect.end());
  said.insert(said.end(), voice.tempo.begin(), voice.tempo.end());
  said.insert(said.end(), voice.modes.begin(), voice.modes.end());
  said.insert(said.end(), voice.tags.begin(), voice.tags.end());
  for (std::size_t i = 0; i < said.size(); ++i) left.answers[i] -= said[i];
  return left;
}

Columns nameColumns(const std::vector<Left>& texts, std::vector<Feature> Left::*kind, int least) {
  std::map<std::string, int> counts;
  for (const Left& text : texts)
    for (const Feature& feature : text.*kind) ++counts[feature.name];
  Columns columns;
  for (const auto& [name, count] : counts)
    if (count >= least) columns.emplace(name, static_cast<std::uint32_t>(columns.size()));
  return columns;
}

void addValues(const std::vector<Feature>& features, const Columns& columns, std::size_t first, SparseRow& row) {
  for (const Feature& feature : features)
    if (const auto it = columns.find(feature.name); it != columns.end())
      row.values.emplace_back(static_cast<std::uint32_t>(first + it->second), feature.value);
}

std::vector<double> penaltiesOf(const Columns& meanings) {
  std::vector<double> penalties(meanings.size());
  for (const auto& [name, column] : meanings)
    penalties[column] = name.find(':') == std::string::npos ? kDensePenalty : kMeaningPenalty;
  return penalties;
}

/// The tags by what the tables say alone: words as they stand are too many for a weight a tag.
std::vector<float> fitTags(const std::vector<Left>& texts, const Columns& meanings, std::size_t tags) {
  std::vector<SparseRow> rows(texts.size());
  std::vector<float> answers;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    addValues(texts[i].meanings, meanings, 0, rows[i]);
    answers.insert(answers.end(), texts[i].answers.begin() + kTargetCount, texts[i].answers.end());
  }
  return descendRidge(rows, penaltiesOf(meanings), answers, tags);
}

std::vector<float> fitTargets(const std::vector<Left>& texts, const Columns& meanings, const Columns& runs) {
  std::vector<SparseRow> rows(texts.size());
  std::vector<float> answers;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    addValues(texts[i].meanings, meanings, 0, rows[i]);
    addValues(texts[i].runs, runs, meanings.size(), rows[i]);
    answers.insert(answers.end(), texts[i].answers.begin(), texts[i].answers.begin() + kTargetCount);
  }
  std::vector<double> penalties = penaltiesOf(meanings);
  penalties.resize(meanings.size() + runs.size(), kRunPenalty);
  return descendRidge(rows, penalties, answers, kTargetCount);
}

}  // namespace

WordVoice fitWordVoice(const Vocabulary& vocabulary, const TextEncoder& encoder,
                       const std::vector<InspirationRecord>& records) {
  std::vector<Left> texts;
  texts.reserve(records.size());
  for (const InspirationRecord& record : records) texts.push_back(leave(vocabulary, encoder, record));
  WordVoice words;
  words.meanings.features = nameColumns(texts, &Left::meanings, kLeastMeaning);
  words.runs.features = nameColumns(texts, &Left::runs, kLeastRun);
  words.meanings.tags = encoder.tags();
  words.meanings.tagCounts.assign(encoder.tags().size(), 0);
  const auto targets = fitTargets(texts, words.meanings.features, words.runs.features);
  const std::size_t tagCount = encoder.tags().size(), rows = words.meanings.features.size();
  const auto tags = fitTags(texts, words.meanings.features, tagCount);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto target = targets.begin() + static_cast<std::ptrdiff_t>(row * kTargetCount);
    const auto tag = tags.begin() + static_cast<std::ptrdiff_t>(row * tagCount);
    words.meanings.weights.insert(words.meanings.weights.end(), target, target + kTargetCount);
    words.meanings.weights.insert(words.meanings.weights.end(), tag, tag + static_cast<std::ptrdiff_t>(tagCount));
  }
  words.runs.weights.assign(targets.begin() + static_cast<std::ptrdiff_t>(rows * kTargetCount), targets.end());
  return words;
}

}  // namespace amuse::inspire
