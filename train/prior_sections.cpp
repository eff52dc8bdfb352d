#include "prior_sections.h"

#include <algorithm>
#include <cstdlib>

#include "fit_sets.h"
#include "lm/net_conditions.h"

namespace amuse::train {

namespace {

constexpr std::size_t kLongestTrained = 256;

double beatsOf(const std::string& meter) {
  const int beats = std::atoi(meter.c_str());
  return beats > 0 && beats <= 16 ? beats : 4;
}

std::vector<int> conditionGroups() {
  std::vector<int> groups;
  for (const auto& name : lm::conditionNames())
    groups.push_back(name.kind == "genre" ? 0 : name.kind == "section" ? 1 : 2);
  return groups;
}

NetSection toNetSection(const corpus::Section& section, double weight) {
  const std::size_t count = std::min(section.chords.size(), kLongestTrained);
  NetSection out;
  out.chords.assign(section.chords.begin(), section.chords.begin() + static_cast<std::ptrdiff_t>(count));
  out.mode = section.mode;
  out.weight = weight;
  out.song = songNumber(section.source, section.song);
  out.endKnown = count == section.chords.size();
  lm::ConditionVector dense{};
  for (const auto& genre : section.genres) lm::addGenre(dense, genre);
  lm::addSection(dense, section.name);
  if (section.decade) lm::addDecade(dense, *section.decade);
  out.dense.assign(dense.begin(), dense.end());
  out.groups = conditionGroups();
  for (std::size_t i = 0; i < count; ++i) out.beats.push_back(section.beats[i].value_or(0));
  out.beatsPerBar = beatsOf(section.meter);
  out.source = section.source;
  return out;
}

}  // namespace

std::vector<NetSection> makePriorSections(const std::vector<corpus::Section>& sections,
                                          const std::vector<corpus::LicenseClass>& classes, corpus::Split split) {
  const auto set = makePriorSet(sections, classes);
  std::vector<NetSection> out;
  for (const auto& section : sections) {
    const bool wanted = std::find(classes.begin(), classes.end(), section.license) != classes.end();
    if (!wanted || section.isTemplate || section.split != split) continue;
    if (split != corpus::Split::Train && !isMeasured(section.chords.size())) continue;
    const auto source = set.sources.find(section.source);
    out.push_back(toNetSection(section, source == set.sources.end() ? 1 : source->second.weight));
  }
  return out;
}

}  // namespace amuse::train
