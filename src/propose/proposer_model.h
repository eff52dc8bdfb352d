#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/files.h"
#include "propose/internal/proposer_file.h"
#include "theory/chord_symbol.h"
#include "theory/mode.h"

/// The built-in proposer's knowledge: keyword sets with their progressions, and pieces of real songs.
namespace amuse::propose {

/// Real songs are kept apart by style, since what is plain in one is odd in another.
enum class Style { Rock, Pop, Jazz, Vocal };
inline constexpr int kStyleCount = 4;

/// How rich one chord sounds: power chord 0, triad 1, sus, add and sixth 2, seventh 3, ninth and beyond 4.
[[nodiscard]] double colourOf(const theory::RelativeChord& chord) noexcept;

/// Chord number in the model's table.
using ChordId = int;

/// What is asked of a chord again and again, worked out once when the model is opened.
struct ChordFacts {
  theory::RelativeChord chord;
  int triad = 0;      ///< root * 7 + triad class, 0..83.
  double colour = 1;  ///< As colourOf.
};
inline constexpr int kTriadBuckets = 12 * theory::kTriadClassCount;
/// The number of a chord's root and triad class.
[[nodiscard]] int triadBucketOf(const theory::RelativeChord& chord) noexcept;

/// A read-only view of one file, memory-mapped. Immutable and thread-safe; cheap to move.
class ProposerModel final {
 public:
  /// Maps and checks the whole file. Errors: Unavailable (missing, truncated, of another version, or damaged), saying
  /// which. About a millisecond a megabyte at most.
  [[nodiscard]] static Result<ProposerModel> open(const std::filesystem::path& path);
  /// The same from bytes in memory, which are copied; for tests and for fitting.
  [[nodiscard]] static Result<ProposerModel> fromBytes(std::string_view bytes);

  /// "builtin-1 (3fa2c019)": changes when the content does.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] std::span<const ChordFacts> chords() const noexcept { return chords_; }
  /// The symbol of each of chords() at `sevenths` level, as lm::symbolOf.
  [[nodiscard]] std::span<const std::uint16_t> symbols() const noexcept { return symbols_; }
  /// The chords of one triad bucket, 0..83.
  [[nodiscard]] std::span<const ChordId> chordsOfTriad(int triad) const noexcept {
    return triads_[static_cast<std::size_t>(triad)];
  }
  [[nodiscard]] std::optional<ChordId> findChord(const theory::RelativeChord& chord) const noexcept;

  [[nodiscard]] std::span<const file::TermRow> terms() const noexcept { return terms_; }
  [[nodiscard]] std::string_view termText(int term) const noexcept;
  /// Unit length x 127 before rounding; all zero for a term met only once.
  [[nodiscard]] std::span<const std::int8_t> termVector(int term) const noexcept;
  /// The terms that stand in records.
  [[nodiscard]] std::span<const int> recordTerms() const noexcept { return usedTerms_; }
  /// Of a record's term: as initialsOf.
  [[nodiscard]] std::uint32_t termInitials(int term) const noexcept {
    return initials_[static_cast<std::size_t>(term)];
  }
  /// By normalised text.
  [[nodiscard]] std::optional<int> findTerm(std::string_view text) const noexcept;

  [[nodiscard]] std::span<const file::RecordRow> records() const noexcept { return records_; }
  [[nodiscard]] std::span<const std::uint16_t> keywordsOf(const file::RecordRow& record) const noexcept;
  [[nodiscard]] std::span<const std::uint16_t> genresOf(const file::RecordRow& record) const noexcept;
  [[nodiscard]] std::span<const file::ProgressionRow> progressions() const noexcept { return progressions_; }
  [[nodiscard]] std::span<const file::GroupRow> groups() const noexcept { return groups_; }
  /// Chord numbers, with file::kPhraseStart set where a phrase begins.
  [[nodiscard]] std::span<const std::uint16_t> tokensOf(const file::ProgressionRow& row) const noexcept;

 private:
  using Storage = std::variant<std::shared_ptr<const MappedFile>, std::shared_ptr<const std::vector<std::uint64_t>>>;
  ProposerModel() = default;
  [[nodiscard]] static Result<ProposerModel> make(Storage storage, std::span<const std::byte> bytes);
  [[nodiscard]] Result<void> check() const;
  void listTerms();
  void readChords(std::span<const file::ChordRow> rows);

  Storage storage_;
  std::string name_;
  std::vector<ChordFacts> chords_;
  std::vector<std::uint16_t> symbols_;
  std::array<std::vector<ChordId>, kTriadBuckets> triads_;
  std::vector<int> usedTerms_;
  std::vector<std::uint32_t> initials_;
  std::span<const file::TermRow> terms_;
  std::span<const char> termText_;
  std::span<const std::int8_t> termVectors_;
  std::span<const file::RecordRow> records_;
  std::span<const std::uint16_t> recordTerms_;
  std::span<const file::ProgressionRow> progressions_;
  std::span<const file::GroupRow> groups_;
  std::span<const std::uint16_t> tokens_;
};

}  // namespace amuse::propose
