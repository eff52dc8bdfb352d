#include "evaluate/suggestions_report.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/suggest.h"
#include "base/random.h"
#include "corpus/read_corpus.h"
#include "evaluate/plot.h"
#include "evaluate/real_music.h"
#include "inspire/inspirations.h"

namespace amuse::evaluate {
namespace {

constexpr int kSetSize = 30;

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
    some.reserve(kSetSize);
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

Result<std::vector<inspire::InspirationRecord>> heldOutInspirations(const std::filesystem::path& authored) {
  auto records = inspire::loadInspirations(authored / "inspirations.jsonl");
  if (!records) return records;
  std::erase_if(*records, [](const auto& record) { return !inspire::isHeldOut(record.text); });
  if (records->empty()) return fail(ErrorCode::InvalidArgument, "no inspirations to ask with");
  return records;
}

std::vector<std::string> textsOf(const std::vector<inspire::InspirationRecord>& records) {
  std::vector<std::string> texts;
  texts.reserve(records.size());
  for (const auto& record : records) texts.push_back(record.text);
  return texts;
}

Result<void> measureAuthored(const app::Engine& engine, const SuggestionsInput& input,
                             const std::vector<corpus::Section>& songs,
                             const std::vector<inspire::InspirationRecord>& asked, SuggestionsReport& report) {
  const auto records = corpus::readProposals(input.authored);
  if (!records) return tl::unexpected(records.error());
  const auto all = askedSets(*records);
  std::vector<AskedSet> sets;
  for (std::size_t i = 0; i < all.size(); i += std::max<std::size_t>(input.everySet, 1)) sets.push_back(all[i]);
  auto judged = measureKeywordSets(engine, sets, input.proposals, input.surprise, input.seed);
  if (!judged) return tl::unexpected(judged.error());
  report.keywordSets = *std::move(judged);
  auto relevance = measureRelevance(engine, songs, *records, asked, input.surprise, input.seed);
  if (!relevance) return tl::unexpected(relevance.error());
  report.relevance = *std::move(relevance);
  return {};
}

}  // namespace

Result<SuggestionsReport> evaluateSuggestions(const app::Engine& engine, const SuggestionsInput& input) {
  const auto sections = corpus::readCorpus(input.data / "chords" / "corpus.jsonl.gz");
  if (!sections) return tl::unexpected(sections.error());
  const auto asked = heldOutInspirations(input.authored);
  if (!asked) return tl::unexpected(asked.error());
  const auto texts = textsOf(*asked);
  const RealMusic music = realMusicOf(*sections);
  if (music.openings.empty()) return fail(ErrorCode::Unavailable, "the corpus holds no open-licence openings");

  SuggestionsReport report;
  if (const auto measured = measureSets(engine, input, texts, report); !measured)
    return tl::unexpected(measured.error());
  report.selfBleuOpenings = selfBleuOfOpenings(music, input.sets, Random(input.seed));

  // As many real openings as suggestions, drawn with replacement only where valid has too few.
  std::vector<Progression> openings;
  Random random(input.seed);
  while (openings.size() < static_cast<std::size_t>(input.suggestions))
    openings.push_back(music.openings[random.below(music.openings.size())]);
  report.distances.push_back(distanceRow("real openings (valid)", openings, music.sections));
  const auto likeSongs = drawMany(engine, input, texts, &music.openingModes);
  if (!likeSongs) return tl::unexpected(likeSongs.error());
  report.distances.push_back(distanceRow("suggestions, modes as in songs", *likeSongs, music.sections));
  const auto asAsked = drawMany(engine, input, texts, nullptr);
  if (!asAsked) return tl::unexpected(asAsked.error());
  report.distances.push_back(distanceRow("suggestions, modes as inspired", *asAsked, music.sections));
  if (const auto measured = measureAuthored(engine, input, *sections, *asked, report); !measured)
    return tl::unexpected(measured.error());
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
  return text + "\n" + toText(report.keywordSets) + "\n" + toText(report.relevance);
}

std::map<std::string, std::string> plotsOf(const SuggestionsReport& report) {
  BarChart genres{"Accepted at the default surprise, by genre", "%", {}, {{"accepted", {}}}, {{"20 %", 20.0}}};
  BarChart modes{"Accepted at the default surprise, by mode", "%", {}, {{"accepted", {}}}, {{"20 %", 20.0}}};
  const auto fill = [](const std::vector<SetRow>& rows, BarChart& chart) {
    for (const auto& row : rows) {
      chart.groups.push_back(row.name);
      chart.bars.front().values.push_back(100 * row.acceptance);
    }
  };
  fill(report.keywordSets.byGenre, genres);
  fill(report.keywordSets.byMode, modes);
  BarChart recovered{"What a classifier recovers from the chords alone",
                     "% (mean over labels)",
                     {},
                     {{"chance", {}}, {"authored", {}}, {"proposed", {}}, {"accepted", {}}},
                     {}};
  for (const auto& row : report.relevance) {
    recovered.groups.push_back(row.task);
    for (std::size_t b = 0; const double value : {row.chance, row.written, row.proposed, row.accepted})
      recovered.bars[b++].values.push_back(100 * value);
  }
  return {{"acceptance-by-genre.svg", toSvg(genres)},
          {"acceptance-by-mode.svg", toSvg(modes)},
          {"relevance.svg", toSvg(recovered)}};
}

}  // namespace amuse::evaluate
