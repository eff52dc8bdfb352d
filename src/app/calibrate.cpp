#include "app/calibrate.h"

#include <algorithm>
#include <array>

#include "lm/ngram_fit.h"
#include "sample/ratio.h"

namespace amuse::app {
namespace {

constexpr std::array<int, 6> kLengths{4, 4, 8, 2, 6, 3};
constexpr int kDrawsAQuery = 16;

/// The query of one round: mode, length, ending and context cycle at different speeds, so that all meet.
propose::Query makeQuery(const brief::Brief& brief, std::size_t round,
                         const std::vector<theory::RelativeChord>& before) {
  propose::Query query;
  query.brief = brief;
  query.mode = round % 2 == 0 ? brief.mode : theory::kModes[round / 2 % theory::kModeCount];
  query.slots.resize(static_cast<std::size_t>(kLengths[round / 3 % kLengths.size()]));
  query.ending = round / 5 % 2 == 0 ? propose::Ending::Loop : propose::Ending::Close;
  if (round / 7 % 2 == 1) query.before = before;
  query.phraseStarts = {0};
  return query;
}

/// What Q learns from one proposal: the chords it joins, and the end where the ending counts.
lm::TrainingSection toTraining(const DrawnProposals& drawn, const propose::Candidate& candidate) {
  lm::TrainingSection section;
  section.chords = candidate.chords;
  section.chords.erase(std::unique(section.chords.begin(), section.chords.end()), section.chords.end());
  section.mode = drawn.query.mode;
  section.song = static_cast<std::uint32_t>(drawn.text);
  section.startKnown = drawn.query.before.empty();
  section.endKnown = drawn.query.ending == propose::Ending::Close;
  return section;
}

}  // namespace

Result<void> drawProposals(const ProposalSource& source, const std::function<void(const DrawnProposals&)>& visit) {
  if (source.texts.empty())
    return fail(ErrorCode::InvalidArgument, "calibration needs inspirations to draw keywords from");
  std::vector<theory::RelativeChord> before;
  const auto rounds = static_cast<std::size_t>(source.samples / kDrawsAQuery);
  for (std::size_t round = 0; round < rounds; ++round) {
    DrawnProposals drawn;
    drawn.text = round % source.texts.size();
    const auto brief = inspire::inspireText(source.reader, source.texts[drawn.text]);
    if (!brief) return tl::unexpected(brief.error());
    drawn.query = makeQuery(*brief, round, before);
    auto proposals = source.proposer.propose(drawn.query, kDrawsAQuery, source.seed, static_cast<int>(round));
    if (!proposals) return tl::unexpected(proposals.error());
    drawn.candidates = std::move(proposals->candidates);
    if (drawn.candidates.empty()) continue;
    // What was drawn last stands before the next: contexts as songwriters would have them.
    before = drawn.candidates.front().chords;
    visit(drawn);
  }
  return {};
}

Result<std::string> fitProposerModel(const ProposalSource& source, const std::string& name) {
  std::vector<lm::TrainingSection> sections;
  const auto drawn = drawProposals(source, [&](const DrawnProposals& some) {
    for (const auto& candidate : some.candidates) sections.push_back(toTraining(some, candidate));
  });
  if (!drawn) return tl::unexpected(drawn.error());
  lm::NgramFitOptions options;
  options.name = name;
  options.seed = source.seed;
  return lm::fitNgramModel(sections, options);
}

Result<std::vector<sample::Calibration>> calibrate(const ProposalSource& source,
                                                   std::span<const lm::ChordModel* const> priors,
                                                   const lm::ChordModel& proposerModel) {
  std::vector<std::vector<sample::CalibrationSample>> samples(priors.size());
  const auto drawn = drawProposals(source, [&](const DrawnProposals& some) {
    std::vector<sample::Stretch> stretches;
    for (const auto& candidate : some.candidates)
      for (auto& stretch : sample::stretchesOf(some.query, candidate)) stretches.push_back(std::move(stretch));
    for (std::size_t prior = 0; prior < priors.size(); ++prior) {
      const auto ratios = sample::compare(*priors[prior], proposerModel, {some.query.mode, {}, {}, {}}, stretches);
      for (std::size_t i = 0; i < ratios.size(); ++i)
        if (ratios[i].chordCount > 0)
          samples[prior].push_back({{stretches[i].withEnd, stretches[i].afterContext},
                                    some.query.mode,
                                    ratios[i].chordCount,
                                    ratios[i].logR()});
    }
  });
  if (!drawn) return tl::unexpected(drawn.error());
  std::vector<sample::Calibration> calibrations;
  for (const auto& own : samples) {
    auto calibration = sample::Calibration::fit(own);
    if (!calibration) return tl::unexpected(calibration.error());
    calibrations.push_back(*std::move(calibration));
  }
  return calibrations;
}

}  // namespace amuse::app
