#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/language_models.h"
#include "base/random.h"
#include "base/result.h"
#include "corpus/read_corpus.h"
#include "evaluate/llm_report.h"
#include "evaluate/real_music.h"
#include "evaluate/suggestion_measures.h"
#include "lm/chord_model.h"
#include "propose/llm_proposer.h"
#include "sample/sampler.h"
#include "sample/streamed.h"

/// What the reports on a language model's proposals share: Q fitted on some of the authored records, and what is drawn
/// for the others. Internal to `evaluate`.
namespace amuse::evaluate {

/// Raw proposals are drawn so often beside what passed: one draw of them moves a distance by a hundredth.
inline constexpr std::size_t kRawDraws = 8;

struct Sample {
  std::vector<Progression> progressions;
  std::vector<theory::Mode> modes;  ///< Parallel to them.

  void add(Progression progression, theory::Mode mode) {
    progressions.push_back(std::move(progression));
    modes.push_back(mode);
  }
};

/// Progressions that passed and, several times, as many raw ones, set by set.
struct Drawn {
  Sample passed;
  std::array<Sample, kRawDraws> raw;
  int accepted = 0, judged = 0;

  /// Adds as many of a set's raw proposals as have passed; any of them are as good as any others.
  void addRaw(const std::vector<Progression>& candidates, theory::Mode mode, Random random);
};
[[nodiscard]] LlmRow rowOf(std::string name, const Drawn& drawn, const RealMusic& music);

/// What both reports begin with.
struct LlmGround {
  std::shared_ptr<const llm::Client> client;  ///< Of the configured proposer.
  RealMusic music;
  std::vector<corpus::ProposalRecord> records;
  std::unique_ptr<lm::ChordModel> prior;
};
/// @param data  The data folder. Errors: the client's; Unavailable (no data).
[[nodiscard]] Result<LlmGround> openGround(app::LanguageModels& models, const std::filesystem::path& data);

/// One way of dividing the records. Q has seen those of its first two uses; `answers` are to the others.
struct LlmRotation {
  std::string generalBytes, ownBytes;  ///< Borrowed by `q`.
  std::unique_ptr<lm::ChordModel> q;
  double generalBits = 0, mixedBits = 0;               ///< app::SampledModel's.
  std::vector<corpus::ProposalRecord> asked, answers;  ///< What the model said for the calibration, and for the cards.
};
/// Asks the model and fits. Errors: the client's; app::fitSampledModel's.
[[nodiscard]] Result<std::unique_ptr<LlmRotation>> makeRotation(const propose::LlmProposer& proposer,
                                                                const std::vector<corpus::ProposalRecord>& records,
                                                                int rotation, std::uint32_t seed);

[[nodiscard]] sample::Request requestFor(const corpus::ProposalRecord& record, double surprise, std::uint32_t seed);
/// Everything that passes of one answer of the model for each record.
[[nodiscard]] Result<void> drawAccepted(const sample::Models& with, const std::vector<corpus::ProposalRecord>& answers,
                                        double surprise, std::uint32_t seed, Drawn& drawn);
/// The cards that a songwriter would see for a record.
[[nodiscard]] Result<sample::StreamedAnswer> drawShown(const sample::Models& with, const corpus::ProposalRecord& answer,
                                                       std::uint32_t seed, const std::vector<Drawn*>& drawn);
/// 0 or 1, by the record's keywords.
[[nodiscard]] std::size_t halfOf(const corpus::ProposalRecord& record);

}  // namespace amuse::evaluate
