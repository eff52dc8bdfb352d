#include "text_examples.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "inspire/reader_fit.h"

namespace amuse::train {
namespace {

std::set<std::string> tagNames(const std::vector<std::string>& keywords, const std::vector<std::string>& moods,
                               const std::vector<std::string>& genres) {
  std::set<std::string> names;
  for (const auto* list : {&keywords, &moods})
    for (const std::string& word : *list) names.insert("k:" + word);
  for (const std::string& genre : genres) names.insert("g:" + genre);
  return names;
}

class Maker {
 public:
  explicit Maker(TextExamples& out) : out_(out) {}

  void chooseTags(const std::vector<inspire::InspirationRecord>& records) {
    std::map<std::string, int> counts;
    for (const auto& record : records)
      for (const std::string& name : tagNames(record.keywords, record.moods, record.genres)) ++counts[name];
    for (const auto& [name, count] : counts) {
      if (count < kLeastTagCount) continue;
      numbers_.emplace(name, static_cast<std::int64_t>(out_.tags.size()));
      out_.tags.push_back(name);
    }
  }

  [[nodiscard]] TextExample make(const inspire::InspirationRecord& record) const {
    TextExample example = plain(record.text, record.affect, tagNames(record.keywords, record.moods, record.genres));
    for (std::size_t i = 0; i < theory::kModeCount; ++i)
      if (theory::kModes[i] == record.mode) example.mode = static_cast<std::int64_t>(i);
    const double low = record.tempoBpm[0], high = record.tempoBpm[1];
    example.tempo = {static_cast<float>(std::log2((low + high) / 200)), static_cast<float>(std::log2(high / low))};
    example.wanted = record.keywords;
    example.wanted.insert(example.wanted.end(), record.moods.begin(), record.moods.end());
    return example;
  }

  [[nodiscard]] TextExample make(const inspire::AuthoredPhrase& row) const {
    return plain(row.text, row.affect, tagNames(row.keywords, {}, row.genres));
  }

 private:
  [[nodiscard]] TextExample plain(const std::string& text, const brief::Affect& affect,
                                  const std::set<std::string>& names) const {
    TextExample example;
    example.text = text;
    example.affect = {static_cast<float>(affect.valence), static_cast<float>(affect.arousal),
                      static_cast<float>(affect.tension), static_cast<float>(affect.complexity)};
    for (const std::string& name : names)
      if (const auto it = numbers_.find(name); it != numbers_.end()) example.tags.push_back(it->second);
    return example;
  }

  TextExamples& out_;
  std::map<std::string, std::int64_t> numbers_;
};

}  // namespace

Result<TextExamples> loadTextExamples(const std::filesystem::path& folder) {
  const auto more = inspire::loadMoreInspirations(folder / "inspirations_more.tsv");
  if (!more) return tl::unexpected(more.error());
  const auto records = inspire::loadInspirations(folder / "inspirations.jsonl");
  if (!records) return tl::unexpected(records.error());
  const auto phrases = inspire::authoredPhrases(folder);
  if (!phrases) return tl::unexpected(phrases.error());
  TextExamples out;
  Maker maker(out);
  maker.chooseTags(*more);
  for (const auto& record : *more) out.texts.push_back(maker.make(record));
  for (const auto& phrase : *phrases) out.words.push_back(maker.make(phrase));
  for (const auto& record : *records)
    if (!inspire::isHeldOut(record.text)) out.watched.push_back(maker.make(record));
  return out;
}

}  // namespace amuse::train
