#include "propose/held_out.h"

#include <algorithm>

#include "base/random.h"
#include "propose/keyword_text.h"

namespace amuse::propose {
namespace {

constexpr std::uint64_t kFolds = 8;

bool isHeldOutText(std::vector<std::string> normalised) {
  std::sort(normalised.begin(), normalised.end());
  std::string joined;
  for (const auto& word : normalised) joined += word + ',';
  return stableHash(joined) % kFolds == 0;
}

}  // namespace

bool isHeldOutSet(std::span<const std::string> keywords) {
  std::vector<std::string> words;
  for (const auto& word : keywords) words.push_back(normaliseKeyword(word));
  return isHeldOutText(std::move(words));
}

std::vector<char> heldOutRecords(const ProposerModel& model) {
  std::vector<char> heldOut;
  for (const auto& record : model.records()) {
    std::vector<std::string> words;
    for (const auto term : model.keywordsOf(record)) words.emplace_back(model.termText(term));
    heldOut.push_back(isHeldOutText(std::move(words)) ? 1 : 0);
  }
  return heldOut;
}

}  // namespace amuse::propose
