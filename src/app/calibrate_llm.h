#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/calibrate_samples.h"
#include "app/language_models.h"
#include "corpus/read_corpus.h"

/// Getting to know a language model that proposes chords: asked for samples, as the paper did, and measured.
namespace amuse::app {

/// One question of a calibration: a pair of keywords in a mode.
struct SampleQuestion {
  std::vector<std::string> keywords;
  theory::Mode mode = theory::Mode::Maj;
  int bars = 4;
  bool operator==(const SampleQuestion&) const = default;
};
inline constexpr int kSamplesAQuestion = 20, kFewestLlmSamples = 320;

/// As many questions as `samples` need: pairs of the authored keywords, half of them in major and minor, half in all
/// nine modes; four bars, every fifth eight. The same seed gives the same questions.
/// Errors: InvalidArgument (fewer than two keywords, too few samples).
[[nodiscard]] Result<std::vector<SampleQuestion>> sampleQuestions(const std::vector<std::string>& keywords, int samples,
                                                                  std::uint32_t seed);

/// What came of a calibration.
struct LlmCalibration {
  SampledModel model;
  CalibrationFacts facts;
  int malformed = 0;
};

/// Told after each question how many samples there are.
using SampleProgress = std::function<void(int samples)>;

/// Asks the configured proposer, fits Q and log r against both priors and writes them, with the samples, to its
/// calibration folder. Waits and retries far longer than a suggestion does. Errors: NotFound (no proposer is
/// configured); the client's, when a question fails for good (what was asked before is kept in samples.jsonl and not
/// asked again by the next call with the same model, prompt and seed); InvalidArgument (too few samples can be read).
/// Cost: `samples` / 20 requests.
[[nodiscard]] Result<LlmCalibration> calibrateLanguageModel(LanguageModels& models, int samples, std::uint32_t seed,
                                                            const SampleProgress& progress);

/// log r of language models in general against a prior: a twin of q-llm that has not seen every tenth of our authored
/// records, on those. Errors: Unavailable, InvalidArgument.
[[nodiscard]] Result<sample::Calibration> calibrateGeneral(const std::filesystem::path& home, PriorSet prior);

/// Records as lines of data/llm/proposals_*.jsonl, tonic C.
[[nodiscard]] std::string toJsonLine(const corpus::ProposalRecord& record);

}  // namespace amuse::app
