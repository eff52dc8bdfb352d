#include "theory/internal/quality_table.h"

#include <algorithm>

#include "base/assert.h"
#include "base/text.h"

namespace amuse::theory::internal {
namespace {

struct Word {
  std::string_view text;
  std::size_t row = 0;
};

struct QualityTable {
  std::vector<QualityRow> rows;
  std::vector<Word> words;  ///< Sorted by text: every stem and synonym.
  std::size_t longestWord = 0;
};

Interval mustParseInterval(std::string_view text) {
  const auto interval = parseInterval(text);
  AMUSE_ASSERT(interval.has_value());
  return *interval;
}

QualityRow makeQualityRow(const std::vector<std::string_view>& cells) {
  AMUSE_ASSERT(cells.size() == 7);
  QualityRow row;
  row.name = cells[0] == "\"\"" ? std::string_view() : cells[0];
  row.stem = cells[1] == "=" ? row.name : cells[1];
  row.hasStem = cells[1] != "-";
  if (cells[2] != "-") row.synonyms = splitWords(cells[2]);
  PitchClassSet tones;
  for (const auto degree : splitWords(cells[3])) {
    row.degrees.push_back(mustParseInterval(degree));
    tones = tones.with(row.degrees.back().semitones());
  }
  const auto chordClass = findChordClass(cells[4]);
  AMUSE_ASSERT(chordClass.has_value());
  row.quality = {tones, *chordClass};
  row.harte = cells[5];
  return row;
}

QualityTable makeQualityTable() {
  QualityTable table;
  for (const auto& cells : tableRows(qualityTableText())) table.rows.push_back(makeQualityRow(cells));
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (table.rows[i].hasStem) table.words.push_back({table.rows[i].stem, i});
    for (const auto synonym : table.rows[i].synonyms) table.words.push_back({synonym, i});
  }
  std::sort(table.words.begin(), table.words.end(), [](const Word& a, const Word& b) { return a.text < b.text; });
  for (const auto& word : table.words) table.longestWord = std::max(table.longestWord, word.text.size());
  return table;
}

const QualityTable& qualityTable() {
  static const QualityTable table = makeQualityTable();
  return table;
}

const Word* findWord(std::string_view text) {
  const auto& words = qualityTable().words;
  const auto found = std::lower_bound(words.begin(), words.end(), text,
                                      [](const Word& word, std::string_view t) { return word.text < t; });
  return found != words.end() && found->text == text ? &*found : nullptr;
}

/// Two places where the longest word is not what is meant: the o of "omit" is no diminished sign, and the plus of
/// "C7+9" belongs to the nine.
bool isSplitWrongly(std::string_view word, std::string_view after) noexcept {
  if (word == "o" && after.starts_with("mit")) return true;
  return word.size() > 1 && word.ends_with('+') && !after.empty() && after[0] >= '0' && after[0] <= '9';
}

}  // namespace

bool QualityRow::hasDegree(int number) const noexcept {
  return std::any_of(degrees.begin(), degrees.end(), [&](const Interval& i) { return i.degree == number; });
}

PitchClassSet QualityRow::tonesOfDegree(int number) const noexcept {
  PitchClassSet tones;
  for (const auto& interval : degrees) {
    if (interval.degree == number) tones = tones.with(interval.semitones());
  }
  return tones;
}

std::span<const QualityRow> qualityRows() { return qualityTable().rows; }

const QualityRow& takeQualityRow(TextCursor& in) {
  const std::string_view rest = in.rest();
  for (std::size_t length = std::min(rest.size(), qualityTable().longestWord); length > 0; --length) {
    const Word* word = findWord(rest.substr(0, length));
    if (word == nullptr || isSplitWrongly(word->text, rest.substr(length))) continue;
    in.moveTo(in.offset() + length);
    return qualityTable().rows[word->row];
  }
  return qualityTable().rows.front();
}

ChordClass afterAlteredFifth(const QualityRow& row, int alteration) noexcept {
  const ChordClass chordClass = row.quality.chordClass;
  if (alteration > 0) return chordClass == ChordClass::Maj ? ChordClass::Aug : chordClass;
  switch (chordClass) {
    case ChordClass::Min: return ChordClass::Dim;
    case ChordClass::Min6: return ChordClass::Dim7;
    case ChordClass::Min7: return row.hasDegree(9) ? chordClass : ChordClass::HalfDim7;
    default: return chordClass;
  }
}

const QualityRow* findRow(const Quality& quality) {
  for (const auto& row : qualityTable().rows) {
    if (row.quality == quality) return &row;
  }
  return nullptr;
}

}  // namespace amuse::theory::internal
