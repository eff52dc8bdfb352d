#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "corpus/section.h"

/// Reads the shared data: songs (corpus.jsonl.gz) and the LLM-written proposals.
namespace amuse::corpus {

/// Bounds on what is read: 64 MB packed, 1 GB unpacked, 4 MB a line, 16384 chords a section.
struct CorpusLimits {
  std::size_t packedBytes = 64u << 20, unpackedBytes = 1u << 30, lineBytes = 4u << 20, chords = 16384;
};

/// Every record of a gzip-packed JSON-lines file. Errors: Unavailable (no such file), TooLarge, Parse naming the line.
[[nodiscard]] Result<std::vector<Section>> readCorpus(const std::filesystem::path& path,
                                                      const CorpusLimits& limits = {});
/// The same from unpacked text.
[[nodiscard]] Result<std::vector<Section>> parseCorpus(std::string_view jsonLines, const CorpusLimits& limits = {});

/// One keyword set with the progressions proposed for it.
struct ProposalRecord {
  std::string id;  ///< File name and line: "pop_rock:12".
  std::vector<std::string> keywords, genres;
  theory::Mode mode = theory::Mode::Maj;
  int bars = 4;
  double valence = 0, arousal = 0, tension = 0, complexity = 0;  ///< Each in [-1, 1].
  std::vector<std::vector<theory::RelativeChord>> progressions;
  std::size_t malformed = 0;  ///< Progressions left out because a symbol does not parse.
};

/// All proposals_*.jsonl of a folder, in the order of the file names. Errors as readCorpus.
[[nodiscard]] Result<std::vector<ProposalRecord>> readProposals(const std::filesystem::path& folder);
[[nodiscard]] Result<std::vector<ProposalRecord>> parseProposals(std::string_view jsonLines, std::string_view fileName);

/// Equal neighbours joined into one held chord.
[[nodiscard]] std::vector<theory::RelativeChord> joinEqualNeighbours(std::span<const theory::RelativeChord> chords);

/// A weight for each source such that none has more than `largestShare` of the chords' total weight; 1 for those
/// that need none. `chords`: source -> number of chords. With fewer than 1/largestShare sources all count the same.
[[nodiscard]] std::map<std::string, double> sourceWeights(const std::map<std::string, double>& chords,
                                                          double largestShare = 1.0 / 3);

}  // namespace amuse::corpus
