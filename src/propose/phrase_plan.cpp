#include "propose/phrase_plan.h"

#include <algorithm>
#include <array>

namespace amuse::propose {
namespace {

struct FormRow {
  std::size_t phrases;
  std::string_view form;
  double weight;
};
// The song forms in common use: AABA and its variation, verse pairs (ABAC, ABAB'), bar form (AAB).
// Source: Covach, "Form in Rock Music", in Stein (ed.), Engaging Music, 2005.
constexpr FormRow kForms[] = {
    {1, "A", 1},          {2, "AA'", 5},          {2, "AB", 5},        {3, "AA'B", 4},    {3, "ABA'", 4},
    {3, "AAB", 2},        {4, "AABA'", 3},        {4, "AA'BA'", 3},    {4, "ABAC", 3},    {4, "ABAB'", 2},
    {5, "AA'BA'C", 1},    {5, "ABACA'", 1},       {6, "AA'BB'AA'", 1}, {6, "ABABCB'", 1}, {7, "AA'BA'CBA'", 1},
    {8, "ABAB'CDAB'", 1}, {8, "AA'BA'CC'BA'", 1},
};

std::vector<int> phraseLengths(int bars) {
  if (bars <= 8) return {bars};
  const int unit = bars >= 24 && bars % 8 == 0 ? 8 : 4;
  std::vector<int> lengths(static_cast<std::size_t>(bars / unit), unit);
  const int rest = bars % unit;
  // One or two bars too many lengthen the last phrase, as a tag does; three make a phrase of their own.
  if (rest == 3) {
    lengths.push_back(rest);
  } else {
    lengths.back() += rest;
  }
  return lengths;
}

}  // namespace

std::string chooseForm(std::size_t phrases, Random& random) {
  std::vector<double> weights;
  for (const auto& row : kForms) weights.push_back(row.phrases == phrases ? row.weight : 0);
  if (std::any_of(weights.begin(), weights.end(), [](double w) { return w > 0; })) {
    return std::string(kForms[random.weighted(weights)].form);
  }
  std::string form;
  for (std::size_t i = 0; i < phrases; ++i) form += "ABAC"[i % 4];
  return form;
}

std::vector<FormPart> readForm(std::string_view form) {
  std::vector<FormPart> parts;
  for (const char c : form) {
    if (c == '\'') {
      if (parts.empty()) return {};
      parts.back().varied = true;
    } else if (c >= 'A' && c <= 'Z') {
      parts.push_back({c, false});
    } else {
      return {};
    }
  }
  return parts;
}

PhrasePlan planPhrases(int bars, Random& random) {
  const auto lengths = phraseLengths(std::clamp(bars, 1, 32));
  const auto parts = readForm(chooseForm(lengths.size(), random));
  PhrasePlan plan;
  int bar = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    plan.push_back({bar, lengths[i], parts[i].letter, parts[i].varied});
    bar += lengths[i];
  }
  return plan;
}

std::string formOf(const PhrasePlan& plan) {
  std::string form;
  for (const auto& phrase : plan) {
    form += phrase.letter;
    if (phrase.varied) form += '\'';
  }
  return form;
}

}  // namespace amuse::propose
