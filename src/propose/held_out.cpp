#include "propose/held_out.h"

#include <algorithm>

#include "base/random.h"
#include "propose/keyword_text.h"

namespace amuse::propose {
namespace {

int foldOfText(std::vector<std::string> normalised) {
  std::sort(normalised.begin(), normalised.end());
  std::string joined;
  for (const auto& word : normalised) joined += word + ',';
  return static_cast<int>(stableHash(joined) % kSetFolds);
}

}  // namespace

int foldOfSet(std::span<const std::string> keywords) {
  std::vector<std::string> words;
  for (const auto& word : keywords) words.push_back(normaliseKeyword(word));
  return foldOfText(std::move(words));
}

bool isHeldOutSet(std::span<const std::string> keywords) { return foldOfSet(keywords) == kHeldOutFold; }

std::vector<char> recordsOfFold(const ProposerModel& model, int fold) {
  std::vector<char> chosen;
  for (const auto& record : model.records()) {
    std::vector<std::string> words;
    for (const auto term : model.keywordsOf(record)) words.emplace_back(model.termText(term));
    chosen.push_back(foldOfText(std::move(words)) == fold ? 1 : 0);
  }
  return chosen;
}

std::vector<char> heldOutRecords(const ProposerModel& model) { return recordsOfFold(model, kHeldOutFold); }

}  // namespace amuse::propose
