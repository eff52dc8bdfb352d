#include "evaluate/llm_report.h"

#include <array>

#include <fmt/format.h>

#include "app/calibrate_samples.h"
#include "evaluate/llm_rotation.h"

namespace amuse::evaluate {
namespace {

constexpr std::array kSurprises{0.0, 0.5, 0.8};

/// What was drawn in all rotations: at each setting of surprise, and the shown, of all sets and of either half.
struct AllDrawn {
  std::array<Drawn, kSurprises.size()> accepted;
  Drawn shown;
  std::array<Drawn, 2> shownOfHalf;
};

/// Calibrates, and draws for the records that are left.
Result<void> measureRotation(const propose::LlmProposer& proposer, const lm::ChordModel& prior,
                             const LlmRotation& rotation, std::uint32_t seed, LlmReport& report, AllDrawn& drawn) {
  const auto spread = app::calibrateOnSamples(prior, *rotation.q, rotation.asked);
  if (!spread) return tl::unexpected(spread.error());
  const sample::Models with{prior, *rotation.q, proposer, *spread};
  for (std::size_t i = 0; i < kSurprises.size(); ++i)
    if (auto done = drawAccepted(with, rotation.answers, kSurprises[i], seed, drawn.accepted[i]); !done) return done;
  for (std::size_t r = 0; r < rotation.answers.size(); ++r) {
    const auto& answer = rotation.answers[r];
    const auto shown = drawShown(with, answer, seed + static_cast<std::uint32_t>(r),
                                 {&drawn.shown, &drawn.shownOfHalf[halfOf(answer)]});
    if (!shown) return tl::unexpected(shown.error());
    report.proposed += shown->stats.proposed;
    report.malformed += shown->stats.malformed;
    report.filled += shown->stats.filled;
  }
  return {};
}

}  // namespace

Result<LlmReport> evaluateLlm(app::LanguageModels& models, const std::filesystem::path& data, std::uint32_t seed) {
  const auto ground = openGround(models, data);
  if (!ground) return tl::unexpected(ground.error());
  const auto& [client, music, records, prior] = *ground;
  LlmReport report;
  report.model = client->provider().model;
  const propose::LlmProposer proposer(client, models.proposePrompt());
  AllDrawn drawn;
  for (int i = 0; i < kRotations; ++i) {
    const auto rotation = makeRotation(proposer, records, i, seed);
    if (!rotation) return tl::unexpected(rotation.error());
    report.suggestionRecords += (*rotation)->answers.size();
    report.generalBits += (*rotation)->generalBits / kRotations;
    report.mixedBits += (*rotation)->mixedBits / kRotations;
    if (const auto done = measureRotation(proposer, *prior, **rotation, seed, report, drawn); !done)
      return tl::unexpected(done.error());
  }
  for (std::size_t i = 0; i < kSurprises.size(); ++i)
    report.rows.push_back(rowOf(fmt::format("accepted, surprise {:.1f}", kSurprises[i]), drawn.accepted[i], music));
  report.rows.push_back(rowOf("shown, four a set", drawn.shown, music));
  for (std::size_t half = 0; half < drawn.shownOfHalf.size(); ++half)
    report.rows.push_back(rowOf(fmt::format("shown, half {} of the sets", half + 1), drawn.shownOfHalf[half], music));
  return report;
}

std::string toText(const LlmReport& report) {
  std::string text = fmt::format(
      "{}: suggested for {} records, in four rotations: half of the records for the general Q, a quarter to "
      "calibrate\n",
      report.model, report.suggestionRecords);
  text += fmt::format("bits a chord, held out: general Q {:.3f}, calibrated {:.3f}\n", report.generalBits,
                      report.mixedBits);
  text += fmt::format("shown: {} proposed, {} unreadable, {} filled up from the refused\n", report.proposed,
                      report.malformed, report.filled);
  for (const bool likeSongs : {false, true}) {
    text += fmt::format("\n{:<26} {:>8} {:>9} {:>22} {:>8} {:>12} {:>18}\n",
                        likeSongs ? "modes as in songs" : "modes as asked", "number", "accepted",
                        "distance: raw, passed", "change", "divergence", "Self-BLEU of 30");
    for (const auto& row : report.rows) {
      const auto& distances = row.distances[likeSongs ? 1 : 0];
      const auto& [raw, passed] = distances;
      const double ratio = raw > 0 ? passed / raw : 1;
      text += fmt::format("{:<26} {:>8} {:>9} {:>12.4f} {:>9.4f} {:>7.1f}% {:>11.1f}% {:>10.3f} {:>7.3f}\n", row.name,
                          row.progressions, row.acceptance > 0 ? fmt::format("{:.1f}%", 100 * row.acceptance) : "", raw,
                          passed, 100 * (ratio - 1), 100 * distances.divergenceChange(), row.rawSelfBleu, row.selfBleu);
    }
  }
  return text;
}

}  // namespace amuse::evaluate
