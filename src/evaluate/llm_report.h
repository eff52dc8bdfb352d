#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/language_models.h"
#include "base/result.h"

/// `amuse evaluate llm`: what the filter makes of a language model's proposals, beside the raw ones.
namespace amuse::evaluate {

/// Which of our authored records are for what; no record has two uses.
enum class RecordUse { General, Calibration, Suggestions };
/// By the record's keywords: half for the general Q, a quarter to calibrate with, a quarter to suggest for.
/// @param rotation  0 to kRotations - 1: over all of them each record is suggested for once.
[[nodiscard]] RecordUse useOf(const std::vector<std::string>& keywords, int rotation);
inline constexpr int kRotations = 4;

/// What came of one setting of the filter, beside as many raw proposals for the same keywords.
struct LlmRow {
  std::string name;              ///< "accepted, surprise 0.5", "shown".
  std::size_t progressions = 0;  ///< And as many raw ones.
  struct Distances {
    double raw = 0, passed = 0;
    /// What the divergence, the distance's square, is multiplied with less 1: negative is nearer.
    [[nodiscard]] double divergenceChange() const noexcept { return raw > 0 ? passed * passed / (raw * raw) - 1 : 0; }
  };
  /// To real music, see DistanceRow: as the records ask; weighed, so that modes are as
  /// frequent as in songs.
  std::array<Distances, 2> distances;
  double rawSelfBleu = 0, selfBleu = 0;  ///< Of 30 for neighbouring keyword sets.
  double acceptance = 0;                 ///< Of what was judged; 0 for the shown.
};

struct LlmReport {
  std::string model;
  std::size_t suggestionRecords = 0;            ///< Over all rotations.
  int proposed = 0, malformed = 0, filled = 0;  ///< Of the shown.
  double generalBits = 0, mixedBits = 0;  ///< A chord of the calibration's held-out records; means of the rotations.
  std::vector<LlmRow> rows;
};

/// In each of four rotations asks the configured proposer with the keywords of our authored records: first those for
/// the calibration, then the others, of whose proposals the accepted ones count, at three settings of `surprise`, and
/// four shown suggestions each; under a general Q fitted on the rest. A server that answers with the records themselves
/// (bench/llm_replay) makes it a measure of the method alone.
/// @param data  The data folder (chords/corpus.jsonl.gz). Errors: the client's; Unavailable (no data).
[[nodiscard]] Result<LlmReport> evaluateLlm(app::LanguageModels& models, const std::filesystem::path& data,
                                            std::uint32_t seed);
[[nodiscard]] std::string toText(const LlmReport& report);

}  // namespace amuse::evaluate
