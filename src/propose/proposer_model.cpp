#include "propose/proposer_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "lm/chord_model.h"
#include "base/random.h"
#include "propose/keyword_text.h"

namespace amuse::propose {
namespace file {

std::uint64_t contentHash(const void* bytes, std::size_t size) noexcept {
  const auto* at = static_cast<const unsigned char*>(bytes);
  std::uint64_t hash = size;
  for (; size >= 8; at += 8, size -= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  std::uint64_t tail = 0;
  std::memcpy(&tail, at, size);
  return mixBits(hash ^ tail);
}

}  // namespace file

namespace {

tl::unexpected<Error> damaged(std::string_view what) {
  return fail(ErrorCode::Unavailable,
              fmt::format("the built-in proposer's model is damaged ({}); restore models/proposer-open.bin", what));
}

template <typename Row>
bool viewPart(std::span<const std::byte> bytes, file::Part part, std::span<const Row>& out) {
  file::PartEntry entry{};
  std::memcpy(&entry, bytes.data() + sizeof(file::Header) + static_cast<std::size_t>(part) * sizeof entry,
              sizeof entry);
  if (entry.offset % 8 != 0 || entry.offset > bytes.size()) return false;
  if (entry.count > (bytes.size() - entry.offset) / sizeof(Row)) return false;
  out = {reinterpret_cast<const Row*>(bytes.data() + entry.offset), static_cast<std::size_t>(entry.count)};
  return true;
}

Result<file::Header> readHeader(std::span<const std::byte> bytes) {
  file::Header header{};
  if (bytes.size() < sizeof header + file::kPartCount * sizeof(file::PartEntry)) return damaged("too short");
  if (bytes.size() > file::kMaxBytes) return damaged("too long");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, file::kMagic, sizeof file::kMagic) != 0) return damaged("not a proposer file");
  if (header.version != file::kVersion || header.partCount != file::kPartCount) {
    return fail(
        ErrorCode::Unavailable,
        fmt::format("the built-in proposer's model has format {}, this program reads {}; install the model that "
                    "came with it",
                    header.version, file::kVersion));
  }
  if (header.fileBytes != bytes.size()) return damaged("its length is wrong");
  const auto content = bytes.subspan(sizeof header);
  if (file::contentHash(content.data(), content.size()) != header.contentHash) return damaged("its checksum is wrong");
  return header;
}

bool lies(std::uint64_t start, std::uint64_t count, std::size_t size) { return start > size || count > size - start; }

}  // namespace

double colourOf(const theory::RelativeChord& chord) noexcept {
  using theory::ChordClass;
  const int tones = chord.quality.tones.size();
  switch (chord.quality.chordClass) {
    case ChordClass::Five: return tones <= 2 ? 0.0 : 2.0;
    case ChordClass::Maj:
    case ChordClass::Min:
    case ChordClass::Dim:
    case ChordClass::Aug: return tones <= 3 ? 1.0 : 2.0;
    case ChordClass::Sus2:
    case ChordClass::Sus4: return 2.0;
    case ChordClass::Maj6:
    case ChordClass::Min6: return tones <= 4 ? 2.0 : 4.0;
    default: return tones <= 4 ? 3.0 : 4.0;
  }
}

int triadBucketOf(const theory::RelativeChord& chord) noexcept {
  return chord.root * theory::kTriadClassCount + static_cast<int>(theory::triadOf(chord.quality.chordClass));
}

Result<ProposerModel> ProposerModel::open(const std::filesystem::path& path) {
  auto mapped = MappedFile::open(path);
  if (!mapped) return tl::unexpected(mapped.error());
  auto shared = std::make_shared<const MappedFile>(std::move(*mapped));
  const auto bytes = shared->bytes();
  return make(std::move(shared), bytes);
}

Result<ProposerModel> ProposerModel::fromBytes(std::string_view bytes) {
  auto words = std::make_shared<std::vector<std::uint64_t>>((bytes.size() + 7) / 8);
  if (!bytes.empty()) std::memcpy(words->data(), bytes.data(), bytes.size());
  const std::span view(reinterpret_cast<const std::byte*>(words->data()), bytes.size());
  return make(std::shared_ptr<const std::vector<std::uint64_t>>(std::move(words)), view);
}

Result<ProposerModel> ProposerModel::make(Storage storage, std::span<const std::byte> bytes) {
  const auto header = readHeader(bytes);
  if (!header) return tl::unexpected(header.error());
  ProposerModel model;
  model.storage_ = std::move(storage);
  std::span<const file::ChordRow> chords;
  const bool whole = viewPart(bytes, file::Part::Chords, chords) && viewPart(bytes, file::Part::Terms, model.terms_) &&
                     viewPart(bytes, file::Part::TermText, model.termText_) &&
                     viewPart(bytes, file::Part::TermVectors, model.termVectors_) &&
                     viewPart(bytes, file::Part::Records, model.records_) &&
                     viewPart(bytes, file::Part::RecordTerms, model.recordTerms_) &&
                     viewPart(bytes, file::Part::Progressions, model.progressions_) &&
                     viewPart(bytes, file::Part::Groups, model.groups_) &&
                     viewPart(bytes, file::Part::Tokens, model.tokens_);
  if (!whole) return damaged("a part lies outside it");
  model.readChords(chords);
  if (auto checked = model.check(); !checked) return tl::unexpected(checked.error());
  model.listTerms();
  model.name_ = fmt::format("builtin-{} ({:08x})", file::kVersion, header->contentHash >> 32);
  return model;
}

void ProposerModel::listTerms() {
  initials_.resize(terms_.size());
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    if (terms_[i].inRecords == 0) continue;
    usedTerms_.push_back(static_cast<int>(i));
    initials_[i] = initialsOf(termText(static_cast<int>(i)));
  }
}

void ProposerModel::readChords(std::span<const file::ChordRow> rows) {
  chords_.reserve(rows.size());
  for (const auto& row : rows) {
    ChordFacts facts;
    facts.chord.root = row.root % 12;
    facts.chord.quality.tones = theory::PitchClassSet(row.tones);
    facts.chord.quality.chordClass = static_cast<theory::ChordClass>(row.chordClass % theory::kChordClassCount);
    facts.chord.bass = row.bass % 12;
    facts.triad = triadBucketOf(facts.chord);
    facts.colour = colourOf(facts.chord);
    triads_[static_cast<std::size_t>(facts.triad)].push_back(static_cast<ChordId>(chords_.size()));
    symbols_.push_back(static_cast<std::uint16_t>(lm::symbolOf(facts.chord)));
    chords_.push_back(facts);
  }
}

// The checksum finds accidents; these bounds also keep a crafted file from being read outside itself.
Result<void> ProposerModel::check() const {
  if (chords_.empty() || chords_.size() > file::kChordMask) return damaged("its chords");
  if (records_.empty() || progressions_.empty()) return damaged("no progressions");
  if (termVectors_.size() != terms_.size() * file::kVectorSize || terms_.size() > 0xffff)
    return damaged("term vectors");
  for (const auto& term : terms_) {
    if (lies(term.textStart, term.textBytes, termText_.size())) return damaged("term text");
  }
  for (const auto& record : records_) {
    if (record.mode >= theory::kModeCount) return damaged("a mode");
    if (lies(record.termStart, record.keywordCount + record.genreCount, recordTerms_.size()))
      return damaged("record terms");
    if (lies(record.progressionStart, record.progressionCount, progressions_.size())) return damaged("a record");
  }
  for (const auto term : recordTerms_) {
    if (term >= terms_.size()) return damaged("a term");
  }
  for (const auto& group : groups_) {
    if (group.mode >= theory::kModeCount || group.style >= kStyleCount) return damaged("a group");
    if (group.progressionCount == 0) return damaged("an empty group");
    if (lies(group.progressionStart, group.progressionCount, progressions_.size())) return damaged("a group's songs");
  }
  for (const auto& row : progressions_) {
    if (row.length == 0 || row.length > file::kMostChords || lies(row.tokenStart, row.length, tokens_.size()))
      return damaged("a progression");
  }
  for (const auto token : tokens_) {
    if ((token & file::kChordMask) >= chords_.size()) return damaged("a chord number");
  }
  return {};
}

std::optional<ChordId> ProposerModel::findChord(const theory::RelativeChord& chord) const noexcept {
  const auto found = std::lower_bound(chords_.begin(), chords_.end(), chord,
                                      [](const ChordFacts& facts, const auto& wanted) { return facts.chord < wanted; });
  if (found == chords_.end() || found->chord != chord) return std::nullopt;
  return static_cast<ChordId>(found - chords_.begin());
}

std::string_view ProposerModel::termText(int term) const noexcept {
  const auto& row = terms_[static_cast<std::size_t>(term)];
  return {termText_.data() + row.textStart, row.textBytes};
}

std::span<const std::int8_t> ProposerModel::termVector(int term) const noexcept {
  return termVectors_.subspan(static_cast<std::size_t>(term) * file::kVectorSize, file::kVectorSize);
}

std::optional<int> ProposerModel::findTerm(std::string_view text) const noexcept {
  const auto found =
      std::lower_bound(terms_.begin(), terms_.end(), text, [this](const file::TermRow& row, auto wanted) {
        return std::string_view(termText_.data() + row.textStart, row.textBytes) < wanted;
      });
  if (found == terms_.end()) return std::nullopt;
  const int term = static_cast<int>(found - terms_.begin());
  return termText(term) == text ? std::optional(term) : std::nullopt;
}

std::span<const std::uint16_t> ProposerModel::keywordsOf(const file::RecordRow& record) const noexcept {
  return recordTerms_.subspan(record.termStart, record.keywordCount);
}

std::span<const std::uint16_t> ProposerModel::genresOf(const file::RecordRow& record) const noexcept {
  return recordTerms_.subspan(record.termStart + record.keywordCount, record.genreCount);
}

std::span<const std::uint16_t> ProposerModel::tokensOf(const file::ProgressionRow& row) const noexcept {
  return tokens_.subspan(row.tokenStart, row.length);
}

}  // namespace amuse::propose
