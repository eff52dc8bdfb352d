#include "evaluate/llm_trust.h"

#include <fmt/format.h>

#include "app/calibrate_samples.h"
#include "evaluate/llm_rotation.h"

namespace amuse::evaluate {
namespace {

constexpr double kUsualSurprise = 0.5;

std::vector<sample::ProposerTrust> triedTrusts() {
  std::vector<sample::ProposerTrust> tried;
  for (const double power : {0.4, 0.6})
    for (const double residual : {0.3, 0.6, 0.9})
      for (const double spread : {1.4, 1.8, 2.2}) tried.push_back({sample::kProposerDoubt, power, residual, spread});
  return tried;
}

/// The cards of either half under one setting, and what it accepts.
Result<std::array<Drawn, 2>> drawHalves(const propose::LlmProposer& proposer, const lm::ChordModel& prior,
                                        const std::vector<std::unique_ptr<LlmRotation>>& rotations,
                                        const sample::ProposerTrust& trust, std::uint32_t seed) {
  std::array<Drawn, 2> drawn, accepted;
  for (const auto& rotation : rotations) {
    const auto spread = app::calibrateOnSamples(prior, *rotation->q, rotation->asked, trust);
    if (!spread) return tl::unexpected(spread.error());
    const sample::Models with{prior, *rotation->q, proposer, *spread};
    for (std::size_t r = 0; r < rotation->answers.size(); ++r) {
      const auto& answer = rotation->answers[r];
      const std::size_t half = halfOf(answer);
      const auto recordSeed = seed + static_cast<std::uint32_t>(r);
      if (const auto shown = drawShown(with, answer, recordSeed, {&drawn[half]}); !shown)
        return tl::unexpected(shown.error());
      if (auto done = drawAccepted(with, {answer}, kUsualSurprise, recordSeed, accepted[half]); !done)
        return tl::unexpected(done.error());
    }
  }
  for (std::size_t half = 0; half < 2; ++half) {
    drawn[half].accepted = accepted[half].accepted;
    drawn[half].judged = accepted[half].judged;
  }
  return drawn;
}

void append(const Sample& more, Sample& to) {
  to.progressions.insert(to.progressions.end(), more.progressions.begin(), more.progressions.end());
  to.modes.insert(to.modes.end(), more.modes.begin(), more.modes.end());
}

/// Both halves' cards as one.
Drawn together(const Drawn& first, const Drawn& second) {
  Drawn both = first;
  append(second.passed, both.passed);
  for (std::size_t i = 0; i < kRawDraws; ++i) append(second.raw[i], both.raw[i]);
  both.accepted += second.accepted;
  both.judged += second.judged;
  return both;
}

}  // namespace

std::size_t chooseOn(const std::vector<LlmTrustRow>& rows, std::size_t half) noexcept {
  std::size_t best = rows.size();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const LlmRow& row = rows[i].ofHalf[half];
    if (row.acceptance < kLeastChosenAcceptance || row.selfBleu > kMostChosenSelfBleu) continue;
    if (best == rows.size() ||
        row.distances[0].divergenceChange() < rows[best].ofHalf[half].distances[0].divergenceChange())
      best = i;
  }
  return best == rows.size() ? 0 : best;
}

Result<LlmTrustReport> chooseLlmTrust(app::LanguageModels& models, const std::filesystem::path& data,
                                      std::uint32_t seed) {
  const auto ground = openGround(models, data);
  if (!ground) return tl::unexpected(ground.error());
  const auto& [client, music, records, prior] = *ground;
  const propose::LlmProposer proposer(client, models.proposePrompt());
  std::vector<std::unique_ptr<LlmRotation>> rotations;
  for (int i = 0; i < kRotations; ++i) {
    auto rotation = makeRotation(proposer, records, i, seed);
    if (!rotation) return tl::unexpected(rotation.error());
    rotations.push_back(*std::move(rotation));
  }
  LlmTrustReport report;
  std::vector<std::array<Drawn, 2>> drawn;
  for (const auto& trust : triedTrusts()) {
    LlmTrustRow row{trust, {}};
    auto cards = drawHalves(proposer, *prior, rotations, trust, seed);
    if (!cards) return tl::unexpected(cards.error());
    drawn.push_back(*std::move(cards));
    for (std::size_t half = 0; half < 2; ++half)
      row.ofHalf[half] = rowOf(fmt::format("half {}", half + 1), drawn.back()[half], music);
    report.rows.push_back(std::move(row));
  }
  for (std::size_t half = 0; half < 2; ++half) report.chosen[half] = chooseOn(report.rows, half);
  report.heldOut = rowOf("held out", together(drawn[report.chosen[1]][0], drawn[report.chosen[0]][1]), music);
  return report;
}

std::string toText(const LlmTrustReport& report) {
  std::string text = fmt::format("{:<32} {:>20} {:>20} {:>18}\n", "power, P's residual, spread", "divergence of cards",
                                 "accepted", "Self-BLEU of 30");
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const auto& [trust, halves] = report.rows[i];
    std::string remarks;
    for (std::size_t half = 0; half < 2; ++half)
      if (report.chosen[half] == i) remarks += fmt::format("  chosen by half {}", half + 1);
    if (trust == sample::kLanguageModelTrust) remarks += "  shipped";
    text += fmt::format("{:<32} {:>9.1f}% {:>8.1f}% {:>9.1f}% {:>8.1f}% {:>9.3f} {:>8.3f}{}\n",
                        fmt::format("{:.1f}  {:.1f}  {:.1f}", trust.power, trust.priorResidual, trust.fullExponentSd),
                        100 * halves[0].distances[0].divergenceChange(),
                        100 * halves[1].distances[0].divergenceChange(), 100 * halves[0].acceptance,
                        100 * halves[1].acceptance, halves[0].selfBleu, halves[1].selfBleu, remarks);
  }
  const LlmRow& row = report.heldOut;
  text += fmt::format(
      "\nheld out, each half with the setting of the other, {} cards: divergence {:.1f}% (modes as in songs {:.1f}%), "
      "accepted {:.1f}%, Self-BLEU {:.3f}\n",
      row.progressions, 100 * row.distances[0].divergenceChange(), 100 * row.distances[1].divergenceChange(),
      100 * row.acceptance, row.selfBleu);
  return text;
}

}  // namespace amuse::evaluate
