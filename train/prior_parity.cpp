#include "prior_parity.h"

#include <fmt/format.h>

#include "base/files.h"
#include "fit_sets.h"
#include "lm/net_conditions.h"
#include "net_reference.h"

namespace amuse::train {

namespace {

constexpr std::size_t kSequences = 1000;

/// The chords in C; empty when one does not survive being written.
std::string chordText(const corpus::Section& section) {
  std::string text;
  for (const auto& chord : section.chords) {
    const std::string symbol = theory::toText(theory::toSymbol(chord, theory::Key{{}, section.mode}));
    const auto back = theory::parseAnyChord(symbol);
    if (!back || theory::toRelative(*back, 0) != chord) return {};
    text += (text.empty() ? "" : " ") + symbol;
  }
  return text;
}

lm::Conditions conditionsOf(const corpus::Section& section, bool known) {
  lm::Conditions conditions;
  conditions.mode = section.mode;
  if (!known) return conditions;
  if (!section.genres.empty()) conditions.genre = section.genres.front();
  conditions.section = section.name;
  conditions.decade = section.decade;
  return conditions;
}

}  // namespace

Result<void> writeParity(const std::vector<corpus::Section>& corpus, const lm::NgramFit& fit,
                         const std::vector<TrainedNet>& nets, const std::filesystem::path& path) {
  std::vector<lm::ChordNetWeights> weights;
  weights.reserve(nets.size());
  for (const TrainedNet& net : nets) weights.push_back(net.weights);
  std::string out = "mode\tgenre\tsection\tdecade\tchords\tlogP\n";
  std::size_t written = 0;
  std::vector<float> channels;
  for (const auto& section : corpus) {
    const bool wanted = section.license == corpus::LicenseClass::Open && section.split == corpus::Split::Valid &&
                        !section.isTemplate && isMeasured(section.chords.size());
    const std::string text = wanted ? chordText(section) : "";
    if (text.empty()) continue;
    const auto conditions = conditionsOf(section, written % 2 == 1);
    NetSection net;
    net.chords = section.chords;
    net.mode = section.mode;
    const auto dense = lm::conditionVector(conditions);
    net.dense.assign(dense.begin(), dense.end());
    fit.channels(section.chords, section.mode, std::nullopt, channels);
    out += fmt::format("{}\t{}\t{}\t{}\t{}\t{:.6f}\n", theory::toText(section.mode), conditions.genre,
                       conditions.section, conditions.decade ? std::to_string(*conditions.decade) : "", text,
                       scoreWithTorch(weights, net, channels));
    if (++written == kSequences) break;
  }
  return writeFile(path, out);
}

}  // namespace amuse::train
