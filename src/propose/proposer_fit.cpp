#include "propose/proposer_fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

#include "base/random.h"
#include "propose/keyword_text.h"
#include "propose/mood_estimate.h"
#include "propose/term_vectors.h"

namespace amuse::propose {
namespace {

using theory::RelativeChord;

// Rarer chords of real songs are often reading errors; they fall back to the plain chord of their class.
constexpr int kRareChordCount = 4;
// A longer section is cut, so that one song does not weigh as ten.
constexpr std::size_t kLongestPiece = 24;
constexpr std::size_t kPieceLength = 16;

struct PlainSong {
  Style style;
  theory::Mode mode;
  std::vector<RelativeChord> chords;
  std::vector<bool> phraseStarts;
};

class FileMaker {
 public:
  explicit FileMaker(const TrainingData& data) : data_(data) {}

  Result<std::string> make() {
    if (data_.records.empty()) return fail(ErrorCode::InvalidArgument, "no records to make a proposer from");
    collectChords();
    collectTerms();
    writeRecords();
    writeSections();
    if (chords_.size() > file::kChordMask || termIds_.size() > 0xffff || tokens_.size() > 0xffffffffu) {
      return fail(ErrorCode::InvalidArgument, "more chords or terms than the proposer's file holds");
    }
    return bytes();
  }

 private:
  void collectChords() {
    std::map<RelativeChord, int> real;
    for (const auto& record : data_.records) {
      for (const auto& progression : record.progressions) {
        for (const auto& chord : progression) chords_.try_emplace(chord, 0);
      }
    }
    for (const auto& section : data_.sections) {
      for (const auto& chord : section.chords) ++real[chord];
    }
    // A single tone, as some songs have it, is a power chord to a player.
    for (const auto& [chord, count] : real) {
      const bool keep = count >= kRareChordCount && chord.quality.tones.size() > 1;
      chords_.try_emplace(keep ? chord : plain(chord), 0);
    }
    int id = 0;
    for (auto& [chord, number] : chords_) number = id++;
  }

  static RelativeChord plain(const RelativeChord& chord) {
    return {.root = chord.root, .quality = theory::plainQuality(chord.quality.chordClass), .bass = 0};
  }

  std::uint16_t tokenOf(const RelativeChord& chord) const {
    const auto found = chords_.find(chord);
    return static_cast<std::uint16_t>(found != chords_.end() ? found->second : chords_.at(plain(chord)));
  }

  void collectTerms() {
    for (const auto& record : data_.records) {
      TermSet set;
      for (const auto& word : record.keywords) set.push_back(normaliseKeyword(word));
      for (const auto& genre : record.genres) set.push_back(normaliseKeyword(genre));
      for (const auto& term : set) termIds_.try_emplace(term, 0);
      termSets_.push_back(std::move(set));
    }
    for (const auto& given : data_.termSets) {
      TermSet set;
      for (const auto& word : given) set.push_back(normaliseKeyword(word));
      for (const auto& term : set) termIds_.try_emplace(term, 0);
      termSets_.push_back(std::move(set));
    }
    int id = 0;
    for (auto& [term, number] : termIds_) number = id++;
    terms_.resize(termIds_.size());
    for (const auto& [term, number] : termIds_) {
      auto& row = terms_[static_cast<std::size_t>(number)];
      row.textStart = static_cast<std::uint32_t>(termText_.size());
      row.textBytes = static_cast<std::uint16_t>(term.size());
      termText_ += term;
    }
    std::vector<std::vector<int>> sets;
    for (const auto& set : termSets_) {
      std::set<int> ids;
      for (const auto& term : set) ids.insert(termIds_.at(term));
      sets.emplace_back(ids.begin(), ids.end());
    }
    const auto vectors = termVectors(sets, static_cast<int>(termIds_.size()), file::kVectorSize);
    for (const float x : vectors) vectors_.push_back(static_cast<std::int8_t>(std::lround(x * 127)));
  }

  void addTerms(const std::vector<std::string>& words) {
    for (const auto& word : words) {
      const int id = termIds_.at(normaliseKeyword(word));
      recordTerms_.push_back(static_cast<std::uint16_t>(id));
      auto& count = terms_[static_cast<std::size_t>(id)].inRecords;
      if (count < 0xffff) ++count;
    }
  }

  void writeRecords() {
    for (const auto& record : data_.records) {
      file::RecordRow row{};
      row.mode = static_cast<std::uint8_t>(record.mode);
      row.keywordCount = static_cast<std::uint8_t>(record.keywords.size());
      row.genreCount = static_cast<std::uint8_t>(record.genres.size());
      storeAffect(record.affect, row.affect);
      row.termStart = static_cast<std::uint32_t>(recordTerms_.size());
      addTerms(record.keywords);
      addTerms(record.genres);
      row.progressionStart = static_cast<std::uint32_t>(progressions_.size());
      for (const auto& progression : record.progressions) {
        std::vector<bool> starts(progression.size());
        for (std::size_t i = 0; i < starts.size(); ++i) starts[i] = i == 0 || (i % 4 == 0 && starts.size() % 4 == 0);
        addProgression(progression, starts, true, record.affect);
      }
      row.progressionCount = static_cast<std::uint32_t>(progressions_.size()) - row.progressionStart;
      records_.push_back(row);
    }
  }

  void writeSections() {
    const MoodEstimate mood = fitMoodEstimate(data_.records);
    std::map<std::pair<theory::Mode, Style>, std::vector<PlainSong>> groups;
    for (const auto& section : data_.sections) {
      for (auto& piece : piecesOf(section)) groups[{piece.mode, piece.style}].push_back(std::move(piece));
    }
    Random random(11);
    for (auto& [key, pieces] : groups) {
      for (std::size_t i = pieces.size(); i > 1; --i) std::swap(pieces[i - 1], pieces[random.below(i)]);
      file::GroupRow row{};
      row.mode = static_cast<std::uint8_t>(key.first);
      row.style = static_cast<std::uint8_t>(key.second);
      row.progressionStart = static_cast<std::uint32_t>(progressions_.size());
      row.progressionCount = static_cast<std::uint32_t>(pieces.size());
      for (const auto& piece : pieces) {
        addProgression(piece.chords, piece.phraseStarts, false, mood(moodFeatures(piece.chords, piece.mode)));
      }
      groups_.push_back(row);
    }
  }

  // Neighbouring pieces share one chord, so that no movement is lost at the cut.
  static std::vector<PlainSong> piecesOf(const TrainingSection& section) {
    std::vector<PlainSong> pieces;
    const std::size_t size = section.chords.size();
    for (std::size_t from = 0; from + 1 < size;) {
      const std::size_t to = size - from <= kLongestPiece ? size : from + kPieceLength;
      PlainSong piece{section.style, section.mode, {}, {}};
      for (std::size_t i = from; i < to; ++i) {
        piece.chords.push_back(section.chords[i]);
        piece.phraseStarts.push_back(i < section.phraseStarts.size() && section.phraseStarts[i]);
      }
      pieces.push_back(std::move(piece));
      if (to == size) break;
      from = to - 1;
    }
    return pieces;
  }

  static void storeAffect(const brief::Affect& affect, std::int8_t (&out)[4]) {
    const double values[4] = {affect.valence, affect.arousal, affect.tension, affect.complexity};
    for (int i = 0; i < 4; ++i) out[i] = static_cast<std::int8_t>(std::lround(std::clamp(values[i], -1.0, 1.0) * 100));
  }

  void addProgression(std::span<const RelativeChord> chords, const std::vector<bool>& starts, bool whole,
                      const brief::Affect& affect) {
    file::ProgressionRow row{};
    row.tokenStart = static_cast<std::uint32_t>(tokens_.size());
    row.length = static_cast<std::uint16_t>(chords.size());
    double colour = 0;
    for (std::size_t i = 0; i < chords.size(); ++i) {
      const bool start = i < starts.size() && starts[i];
      tokens_.push_back(static_cast<std::uint16_t>(tokenOf(chords[i]) | (start ? file::kPhraseStart : 0)));
      colour += colourOf(chords[i]);
    }
    row.colour = static_cast<std::uint8_t>(std::lround(colour / static_cast<double>(chords.size()) * 32));
    row.whole = whole;
    storeAffect(affect, row.affect);
    progressions_.push_back(row);
  }

  template <typename Row>
  void appendPart(std::string& out, file::Part part, const std::vector<Row>& rows) {
    appendBytes(out, part, rows.data(), rows.size(), sizeof(Row));
  }
  void appendBytes(std::string& out, file::Part part, const void* data, std::size_t count, std::size_t rowBytes) {
    out.resize((out.size() + 7) / 8 * 8);
    const file::PartEntry entry{.offset = out.size(), .count = count};
    std::memcpy(out.data() + sizeof(file::Header) + static_cast<std::size_t>(part) * sizeof entry, &entry,
                sizeof entry);
    out.append(static_cast<const char*>(data), count * rowBytes);
  }

  std::string bytes() {
    std::vector<file::ChordRow> chordRows;
    for (const auto& [chord, number] : chords_) {
      chordRows.push_back({.root = static_cast<std::uint8_t>(chord.root),
                           .chordClass = static_cast<std::uint8_t>(chord.quality.chordClass),
                           .tones = chord.quality.tones.bits(),
                           .bass = static_cast<std::uint8_t>(chord.bass),
                           .unused = {}});
    }
    std::string out(sizeof(file::Header) + file::kPartCount * sizeof(file::PartEntry), '\0');
    appendPart(out, file::Part::Chords, chordRows);
    appendPart(out, file::Part::Terms, terms_);
    appendBytes(out, file::Part::TermText, termText_.data(), termText_.size(), 1);
    appendPart(out, file::Part::TermVectors, vectors_);
    appendPart(out, file::Part::Records, records_);
    appendPart(out, file::Part::RecordTerms, recordTerms_);
    appendPart(out, file::Part::Progressions, progressions_);
    appendPart(out, file::Part::Groups, groups_);
    appendPart(out, file::Part::Tokens, tokens_);
    file::Header header{};
    std::memcpy(header.magic, file::kMagic, sizeof header.magic);
    header.version = file::kVersion;
    header.partCount = file::kPartCount;
    header.fileBytes = out.size();
    header.contentHash = file::contentHash(out.data() + sizeof header, out.size() - sizeof header);
    std::memcpy(out.data(), &header, sizeof header);
    return out;
  }

  const TrainingData& data_;
  std::map<RelativeChord, int> chords_;
  std::map<std::string, int> termIds_;
  std::vector<TermSet> termSets_;
  std::vector<file::TermRow> terms_;
  std::string termText_;
  std::vector<std::int8_t> vectors_;
  std::vector<file::RecordRow> records_;
  std::vector<std::uint16_t> recordTerms_;
  std::vector<file::ProgressionRow> progressions_;
  std::vector<file::GroupRow> groups_;
  std::vector<std::uint16_t> tokens_;
};

}  // namespace

Result<std::string> makeProposerFile(const TrainingData& data) { return FileMaker(data).make(); }

}  // namespace amuse::propose
