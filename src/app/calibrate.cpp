#include "app/calibrate.h"

#include <array>

#include "sample/ratio.h"

namespace amuse::app {
namespace {

constexpr std::array<int, 6> kLengths{4, 4, 8, 2, 6, 3};
constexpr int kDrawsAQuery = 8;

/// The query of one round: mode, length, ending and context cycle at different speeds, so that all meet.
propose::Query makeQuery(const brief::Brief& brief, std::size_t round,
                         const std::vector<theory::RelativeChord>& before) {
  propose::Query query;
  query.brief = brief;
  // Half of the queries in the inspiration's own mode, half through all nine, rare ones included.
  query.mode = round % 2 == 0 ? brief.mode : theory::kModes[round / 2 % theory::kModeCount];
  query.slots.resize(static_cast<std::size_t>(kLengths[round / 3 % kLengths.size()]));
  query.ending = round / 5 % 2 == 0 ? propose::Ending::Loop : propose::Ending::Close;
  if (round / 7 % 2 == 1) query.before = before;
  query.phraseStarts = {0};
  return query;
}

void addSamples(const CalibrateInput& input, const propose::Query& query,
                const std::vector<propose::Candidate>& candidates, std::vector<sample::CalibrationSample>& samples) {
  std::vector<sample::Stretch> stretches;
  for (const auto& candidate : candidates)
    for (auto& stretch : sample::stretchesOf(query, candidate)) stretches.push_back(std::move(stretch));
  const auto ratios = sample::compare(input.prior, input.proposerModel, {query.mode, {}, {}, {}}, stretches);
  for (std::size_t i = 0; i < ratios.size(); ++i)
    if (ratios[i].chordCount > 0)
      samples.push_back(
          {{stretches[i].withEnd, stretches[i].afterContext}, query.mode, ratios[i].chordCount, ratios[i].logR()});
}

}  // namespace

Result<sample::Calibration> calibrate(const CalibrateInput& input) {
  if (input.texts.empty())
    return fail(ErrorCode::InvalidArgument, "calibration needs inspirations to draw keywords from");
  std::vector<sample::CalibrationSample> samples;
  std::vector<theory::RelativeChord> before;
  const auto wanted = static_cast<std::size_t>(input.samples);
  for (std::size_t round = 0; samples.size() < wanted && round < 4 * wanted; ++round) {
    const auto brief = inspire::inspireText(input.reader, input.texts[round % input.texts.size()]);
    if (!brief) return tl::unexpected(brief.error());
    const propose::Query query = makeQuery(*brief, round, before);
    const auto drawn = input.proposer.propose(query, kDrawsAQuery, input.seed, static_cast<int>(round));
    if (!drawn) return tl::unexpected(drawn.error());
    if (drawn->candidates.empty()) continue;
    addSamples(input, query, drawn->candidates, samples);
    // What was drawn last stands before the next: contexts as songwriters would have them.
    before = drawn->candidates.front().chords;
  }
  return sample::Calibration::fit(samples);
}

}  // namespace amuse::app
