#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "app/language_models.h"
#include "base/result.h"
#include "evaluate/llm_report.h"
#include "sample/trust.h"

/// `amuse evaluate llm --choose`: how hard a language model's proposals are filtered, chosen on one half of the keyword
/// sets and judged on the other, both ways round.
namespace amuse::evaluate {

/// What is shown with one setting, beside raw proposals; acceptance is that of the usual surprise, 0.5.
struct LlmTrustRow {
  sample::ProposerTrust trust;
  std::array<LlmRow, 2> ofHalf;
};
struct LlmTrustReport {
  std::vector<LlmTrustRow> rows;
  std::array<std::size_t, 2> chosen{};  ///< By either half: chooseOn(rows, half).
  LlmRow heldOut;                       ///< Cards of all sets, each drawn with the setting that the other half chose.
};

inline constexpr double kLeastChosenAcceptance = 0.20, kMostChosenSelfBleu = 0.26;
/// Of the settings under which the half accepts at least 20 % and its cards' Self-BLEU is at most 0.26, the one that
/// lowers the divergence of its cards most; the first where none does.
[[nodiscard]] std::size_t chooseOn(const std::vector<LlmTrustRow>& rows, std::size_t half) noexcept;

/// As evaluateLlm, eighteen times over: powers 0.4 and 0.6 by three weights of P's residual by three spreads. Powers
/// above 0.6 are not tried, for the natural pairs fall under them (`evaluate pairs --choose --proposer llm`).
/// Errors: as evaluateLlm.
[[nodiscard]] Result<LlmTrustReport> chooseLlmTrust(app::LanguageModels& models, const std::filesystem::path& data,
                                                    std::uint32_t seed);
[[nodiscard]] std::string toText(const LlmTrustReport& report);

}  // namespace amuse::evaluate
