#pragma once

#include <cstdint>

/// The bytes of a built-in proposer's file: a header, a table of parts, then the parts, each 8-byte aligned,
/// little-endian. docs/proposer.md describes it for readers who do not read C++.
namespace amuse::propose::file {

inline constexpr char kMagic[8] = {'A', 'M', 'U', 'S', 'E', 'P', 'R', 'O'};
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::uint64_t kMaxBytes = 64u << 20;
inline constexpr int kVectorSize = 32;                 ///< Numbers in one term's vector.
inline constexpr std::uint16_t kMostChords = 64;       ///< In one progression.
inline constexpr std::uint16_t kPhraseStart = 0x8000;  ///< Set on a token that begins a phrase.
inline constexpr std::uint16_t kChordMask = 0x7fff;

/// The parts, in the order in which they stand in the file.
enum class Part : std::uint32_t {
  Chords,
  Terms,
  TermText,
  TermVectors,
  Records,
  RecordTerms,
  Progressions,
  Groups,
  Tokens
};
inline constexpr std::uint32_t kPartCount = 9;

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t partCount;
  std::uint64_t fileBytes;
  std::uint64_t contentHash;  ///< Of every byte after the header.
};
struct PartEntry {
  std::uint64_t offset;  ///< From the start of the file.
  std::uint64_t count;   ///< Rows.
};

/// One exact chord relative to the tonic. Rows are sorted, so that a chord is found by bisection.
struct ChordRow {
  std::uint8_t root, chordClass;
  std::uint16_t tones;
  std::uint8_t bass, unused[3];
};
/// A keyword or genre, lower case; rows are sorted by text.
struct TermRow {
  std::uint32_t textStart;
  std::uint16_t textBytes;
  std::uint16_t inRecords;  ///< In how many records it stands; terms with none only lend their vector.
};
/// One keyword set: terms [termStart, + keywordCount) are keywords, the next genreCount genres.
struct RecordRow {
  std::uint8_t mode, keywordCount, genreCount, unused;
  std::int8_t affect[4];  ///< valence, arousal, tension, complexity x 100.
  std::uint32_t termStart, progressionStart, progressionCount;
};
struct ProgressionRow {
  std::uint32_t tokenStart;
  std::uint16_t length;
  std::uint8_t colour;    ///< Mean richness of its chords, 0 (power chords) .. 4 (ninths and beyond), x 32.
  std::uint8_t whole;     ///< 1 when it is a loop as written, 0 when it is a piece of a song.
  std::int8_t affect[4];  ///< Of real songs: estimated from the chords.
};
/// Real songs of one mode and style, in an order shuffled when the file was made.
struct GroupRow {
  std::uint8_t mode, style, unused[2];
  std::uint32_t progressionStart, progressionCount;
};
static_assert(sizeof(Header) == 32 && sizeof(PartEntry) == 16 && sizeof(ChordRow) == 8 && sizeof(TermRow) == 8 &&
              sizeof(RecordRow) == 20 && sizeof(ProgressionRow) == 12 && sizeof(GroupRow) == 12);

/// Hash of bytes read eight at a time (the tail padded with zeros): a megabyte takes a fraction of a millisecond.
[[nodiscard]] std::uint64_t contentHash(const void* bytes, std::size_t size) noexcept;

}  // namespace amuse::propose::file
