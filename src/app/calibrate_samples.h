#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "corpus/read_corpus.h"
#include "lm/chord_model.h"
#include "lm/ngram_fit.h"
#include "sample/calibration.h"

/// Getting to know a proposer from samples of what it wrote, without gradients and in seconds: its Q is the general Q
/// (models/q-llm) mixed with Kneser-Ney counts of the samples. For any language model; `amuse calibrate --from`.
namespace amuse::app {

/// A proposer's Q and how it was found.
struct SampledModel {
  std::string ownBytes;                                ///< The n-gram model of the samples alone, as a file.
  double share = 0;                                    ///< Of it in the mixture; what the held-out records liked best.
  double generalBits = 0, ownBits = 0, mixedBits = 0;  ///< Bits a chord (exact) on the held-out records.
  std::size_t records = 0, progressions = 0;
};

/// Q of language models in general, with which every sampled Q is mixed. Errors: Unavailable.
[[nodiscard]] Result<std::unique_ptr<lm::ChordModel>> openGeneralModel(const std::filesystem::path& home);

/// What a count model learns from records: each progression a section, each record a song of its own.
/// @param isTaken  Whether the record with this index is among them.
[[nodiscard]] std::vector<lm::TrainingSection> sectionsOf(std::span<const corpus::ProposalRecord> records,
                                                          const std::function<bool(std::size_t)>& isTaken);

/// Counts three quarters of the records, tunes the share on the others (by record, never by line), then counts all.
/// `general` is borrowed. Errors: InvalidArgument (fewer than 16 records, or too few progressions).
[[nodiscard]] Result<SampledModel> fitSampledModel(const lm::ChordModel& general,
                                                   std::span<const corpus::ProposalRecord> records);

/// log r on the samples: each progression as a loop and as a close, at a section's start and with its first half as
/// context, so that all four cases are met; compared as `trust` says. Errors: InvalidArgument (too few samples).
[[nodiscard]] Result<sample::Calibration> calibrateOnSamples(
    const lm::ChordModel& prior, const lm::ChordModel& q, std::span<const corpus::ProposalRecord> records,
    const sample::ProposerTrust& trust = sample::kLanguageModelTrust);

/// A Q kept in a folder by `amuse calibrate --from`: the general model of `home` mixed with the folder's own.
/// Errors: Unavailable, Parse.
[[nodiscard]] Result<std::unique_ptr<lm::ChordModel>> openSampledModel(const std::filesystem::path& home,
                                                                       const std::filesystem::path& folder);
/// Writes what openSampledModel reads, q.ngram and q.tsv, and log r on the records against each prior of `home`
/// (calibration-open.tsv, calibration-research.tsv). Errors: Unavailable; calibrateOnSamples'.
[[nodiscard]] Result<void> writeSampledCalibration(const std::filesystem::path& home,
                                                   const std::filesystem::path& folder, const SampledModel& model,
                                                   std::span<const corpus::ProposalRecord> records);

}  // namespace amuse::app
