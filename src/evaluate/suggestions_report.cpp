#include "evaluate/suggestions_report.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/suggest.h"
#include "base/random.h"
#include "corpus/read_corpus.h"

namespace amuse::evaluate {
namespace {

constexpr int kSetSize = 30;
constexpr std::size_t kOpeningChords = 4;

/// Suggestions of one request, relative to the tonic, with what the filter did.
struct Drawn {
  std::vector<Progression> progressions;
  sample::Stats stats;
  theory::Mode mode = theory::Mode::Maj;
};

Result<Drawn> draw(const app::Engine& engine, const std::string& text, const std::string& mode, int count,
                   const SuggestionsInput& input, std::uint32_t seed) {
  app::SuggestInput asked;
  asked.text = text;
  asked.mode = mode;
  asked.count = count;
  asked.surprise = input.surprise;
  asked.seed = seed;
  const auto answer = app::suggest(engine, asked, SystemClock{});
  if (!answer) return tl::unexpected(answer.error());
  Drawn drawn{{}, answer->stats, answer->plan.key.mode};
  for (const auto& suggestion : answer->suggestions) {
    Progression progression;
    for (const auto& chord : suggestion.chords)
      progression.push_back(theory::toRelative(chord, answer->plan.key.tonic.pitchClass()));
    drawn.progressions.push_back(std::move(progression));
  }
  return drawn;
}

/// Real music to hold against: all open training sections, and the openings of valid.
struct RealMusic {
  BigramCounts sections;
  std::vector<Progression> openings;
  std::vector<theory::Mode> openingModes;
};

Result<RealMusic> readRealMusic(const std::filesystem::path& data) {
  const auto sections = corpus::readCorpus(data / "chords" / "corpus.jsonl.gz");
  if (!sections) return tl::unexpected(sections.error());
  RealMusic music;
  for (const auto& section : *sections) {
    if (section.isTemplate || section.license != corpus::LicenseClass::Open) continue;
    if (section.split == corpus::Split::Train) music.sections.add(section.chords);
    if (section.split != corpus::Split::Valid || section.chords.size() < kOpeningChords) continue;
    music.openings.emplace_back(section.chords.begin(), section.chords.begin() + kOpeningChords);
    music.openingModes.push_back(section.mode);
  }
  return music;
}

void addAcceptance(std::map<std::string, AcceptanceRow>& rows, const std::string& name, double rate) {
  AcceptanceRow& row = rows[name];
  row.name = name;
  row.mean += rate;
  row.least = std::min(row.least, rate);
  ++row.requests;
}

DistanceRow distanceRow(std::string name, const std::vector<Progression>& progressions, const BigramCounts& real) {
  BigramCounts counts;
  for (const auto& progression : progressions) counts.add(progression);
  return {std::move(name), progressions.size(), counts.distinct(), counts.distanceTo(real)};
}

double selfBleuOfOpenings(const RealMusic& music, int sets, Random random) {
  double sum = 0;
  for (int set = 0; set < sets; ++set) {
    std::vector<Progression> some;
    for (int i = 0; i < kSetSize; ++i) some.push_back(music.openings[random.below(music.openings.size())]);
    sum += selfBleu(some);
  }
  return sum / sets;
}

/// Sets of 30 for Self-BLEU and the acceptance rates.
Result<void> measureSets(const app::Engine& engine, const SuggestionsInput& input,
                         const std::vector<std::string>& texts, SuggestionsReport& report) {
  std::map<std::string, AcceptanceRow> rows;
  for (int set = 0; set < input.sets; ++set) {
    const auto seed = input.seed + static_cast<std::uint32_t>(set);
    const auto drawn = draw(engine, texts[static_cast<std::size_t>(set) % texts.size()], "auto", kSetSize, input, seed);
    if (!drawn) return tl::unexpected(drawn.error());
    report.asked += kSetSize;
    report.returned += static_cast<int>(drawn->progressions.size());
    report.filled += drawn->stats.filled;
    report.selfBleu += selfBleu(drawn->progressions) / input.sets;
    addAcceptance(rows, "all", drawn->stats.acceptanceRate());
    addAcceptance(rows, std::string(theory::toText(drawn->mode)), drawn->stats.acceptanceRate());
  }
  for (auto& [name, row] : rows) {
    row.mean /= row.requests;
    report.acceptance.push_back(row);
  }
  return {};
}

Result<std::vector<Progression>> drawMany(const app::Engine& engine, const SuggestionsInput& input,
                                          const std::vector<std::string>& texts,
                                          const std::vector<theory::Mode>* modes) {
  std::vector<Progression> all;
  Random random(input.seed);
  for (std::uint32_t round = 0; all.size() < static_cast<std::size_t>(input.suggestions); ++round) {
    const std::string mode = modes ? std::string(theory::toText((*modes)[random.below(modes->size())])) : "auto";
    const auto drawn = draw(engine, texts[round % texts.size()], mode, 4, input, input.seed + 1000 + round);
    if (!drawn) return tl::unexpected(drawn.error());
    all.insert(all.end(), drawn->progressions.begin(), drawn->progressions.end());
  }
  return all;
}

}  // namespace

Result<SuggestionsReport> evaluateSuggestions(const app::Engine& engine, const SuggestionsInput& input,
                                              const std::vector<std::string>& texts) {
  if (texts.empty()) return fail(ErrorCode::InvalidArgument, "no inspirations to ask with");
  auto music = readRealMusic(input.data);
  if (!music) return tl::unexpected(music.error());
  if (music->openings.empty()) return fail(ErrorCode::Unavailable, "the corpus holds no open-licence openings");

  SuggestionsReport report;
  if (const auto measured = measureSets(engine, input, texts, report); !measured)
    return tl::unexpected(measured.error());
  report.selfBleuOpenings = selfBleuOfOpenings(*music, input.sets, Random(input.seed));

  // As many real openings as suggestions, drawn with replacement only where valid has too few.
  std::vector<Progression> openings;
  Random random(input.seed);
  while (openings.size() < static_cast<std::size_t>(input.suggestions))
    openings.push_back(music->openings[random.below(music->openings.size())]);
  report.distances.push_back(distanceRow("real openings (valid)", openings, music->sections));
  const auto likeSongs = drawMany(engine, input, texts, &music->openingModes);
  if (!likeSongs) return tl::unexpected(likeSongs.error());
  report.distances.push_back(distanceRow("suggestions, modes as in songs", *likeSongs, music->sections));
  const auto asAsked = drawMany(engine, input, texts, nullptr);
  if (!asAsked) return tl::unexpected(asAsked.error());
  report.distances.push_back(distanceRow("suggestions, modes as inspired", *asAsked, music->sections));
  return report;
}

std::string toText(const SuggestionsReport& report) {
  std::string text =
      fmt::format("returned {} of {} asked, {} filled up\n", report.returned, report.asked, report.filled);
  text += fmt::format("Self-BLEU of {}: {:.3f} (real openings {:.3f})\n\n", kSetSize, report.selfBleu,
                      report.selfBleuOpenings);
  text += fmt::format("{:<8} {:>8} {:>10} {:>10}\n", "mode", "requests", "accepted", "least");
  for (const auto& row : report.acceptance)
    text += fmt::format("{:<8} {:>8} {:>9.1f}% {:>9.1f}%\n", row.name, row.requests, 100 * row.mean, 100 * row.least);
  text += fmt::format("\n{:<34} {:>8} {:>17} {:>9} {:>6}\n", "bigrams against real sections", "number",
                      "distinct bigrams", "distance", "ratio");
  for (const auto& row : report.distances)
    text += fmt::format("{:<34} {:>8} {:>17} {:>9.4f} {:>6.3f}\n", row.name, row.progressions, row.distinctBigrams,
                        row.distance, row.distance / report.distances.front().distance);
  return text;
}

}  // namespace amuse::evaluate
