#include "corpus/read_corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "base/files.h"
#include "base/json_reader.h"
#include "base/text.h"
#include "corpus/gunzip.h"

namespace amuse::corpus {

namespace {

/// Half a million chords, four thousand spellings: each is parsed once.
class SymbolReader {
 public:
  Result<theory::ChordSymbol> operator()(const std::string& text) {
    const auto known = cache_.find(text);
    if (known != cache_.end()) return known->second;
    return cache_.emplace(text, theory::parseAnyChord(text)).first->second;
  }

 private:
  std::unordered_map<std::string, Result<theory::ChordSymbol>> cache_;
};

template <typename T, std::size_t N>
T readName(const JsonReader& value, const std::array<T, N>& choices) {
  const std::string text = value.text(64);
  for (const T choice : choices)
    if (toText(choice) == text) return choice;
  value.refuse("is not a known name");
  return choices[0];
}

std::string optionalText(const JsonReader& record, std::string_view key) {
  const auto member = record.find(key);
  return member ? member->text(256) : std::string();
}

std::vector<std::string> texts(const JsonReader& list) {
  std::vector<std::string> values;
  for (const JsonReader& item : list.items(256)) values.push_back(item.text(256));
  return values;
}

void readChords(const JsonReader& list, int tonic, const CorpusLimits& limits, SymbolReader& symbols,
                Section& section) {
  for (const JsonReader& item : list.items(limits.chords)) {
    const auto pair = item.items(2);
    if (pair.size() != 2) return item.refuse("must be [symbol, beats]");
    const auto symbol = item.take(symbols(pair[0].text(theory::kMaxChordSymbolBytes)));
    section.chords.push_back(theory::toRelative(symbol, tonic));
    const bool timed = !pair[1].value().is_null();
    section.beats.push_back(timed ? std::optional(pair[1].number(0, 1e6)) : std::nullopt);
  }
}

Section readSection(const JsonReader& record, const CorpusLimits& limits, SymbolReader& symbols) {
  Section section;
  section.id = record.at("id").text(256);
  section.source = record.at("source").text(64);
  section.song = record.at("song").text(64);
  section.license = readName(record.at("license_class"), std::array{LicenseClass::Open, LicenseClass::NonCommercial,
                                                                    LicenseClass::ShareAlike, LicenseClass::Unknown});
  section.split = readName(record.at("split"), std::array{Split::Train, Split::Valid, Split::Test});
  const JsonReader key = record.at("key");
  section.mode = key.at("mode").take(theory::parseMode(key.at("mode").text(16)));
  section.keyIsEstimated = optionalText(record, "key_source") == "estimated";
  readChords(record.at("chords"), key.at("tonic").smallInteger(0, 11), limits, symbols, section);
  section.name = optionalText(record, "section");
  section.genres = texts(record.at("genre"));
  section.moods = texts(record.at("mood"));
  if (const auto decade = record.find("decade")) section.decade = decade->smallInteger(1000, 3000);
  section.meter = optionalText(record, "meter");
  section.repeats = record.at("n").smallInteger(1, 100000);
  section.isTemplate = optionalText(record, "kind") == "template";
  return section;
}

/// Parses each line and hands it on; the first problem stops and names its line.
template <typename Read>
Result<void> eachLine(std::string_view jsonLines, std::size_t limitBytes, Read&& read) {
  std::size_t lineNumber = 0;
  while (!jsonLines.empty()) {
    ++lineNumber;
    const std::size_t end = std::min(jsonLines.find('\n'), jsonLines.size());
    const std::string_view line = jsonLines.substr(0, end);
    jsonLines.remove_prefix(std::min(end + 1, jsonLines.size()));
    if (trim(line).empty()) continue;
    const auto json = parseJsonText(line, limitBytes);
    if (!json) return fail(json.error().code, fmt::format("line {}: {}", lineNumber, json.error().message));
    std::optional<Error> problem;
    read(JsonReader(*json, problem), lineNumber);
    if (problem) return fail(problem->code, fmt::format("line {}: {}", lineNumber, problem->message));
  }
  return {};
}

Result<std::vector<theory::RelativeChord>> readProgression(std::string_view line, int tonic, SymbolReader& symbols) {
  std::vector<theory::RelativeChord> chords;
  for (const std::string_view word : splitWords(line)) {
    const auto symbol = symbols(std::string(word));
    if (!symbol) return tl::unexpected(symbol.error());
    chords.push_back(theory::toRelative(*symbol, tonic));
  }
  if (chords.empty()) return fail(ErrorCode::Parse, "no chords");
  return chords;
}

ProposalRecord readProposal(const JsonReader& record, SymbolReader& symbols) {
  ProposalRecord proposal;
  proposal.keywords = texts(record.at("keywords"));
  proposal.genres = texts(record.at("genres"));
  proposal.mode = record.at("mode").take(theory::parseMode(record.at("mode").text(16)));
  proposal.bars = record.at("bars").smallInteger(1, 64);
  proposal.valence = record.at("valence").number(-1, 1);
  proposal.arousal = record.at("arousal").number(-1, 1);
  proposal.tension = record.at("tension").number(-1, 1);
  proposal.complexity = record.at("complexity").number(-1, 1);
  const std::string keyName = record.at("key").text(8);
  const auto tonic = theory::parseSpelling(keyName);
  if (!tonic) record.at("key").refuse("is not a note name");
  for (const JsonReader& item : record.at("progressions").items(1000)) {
    auto chords = readProgression(item.text(4096), tonic ? tonic->pitchClass() : 0, symbols);
    if (chords)
      proposal.progressions.push_back(*std::move(chords));
    else
      ++proposal.malformed;
  }
  return proposal;
}

}  // namespace

Result<std::vector<Section>> parseCorpus(std::string_view jsonLines, const CorpusLimits& limits) {
  std::vector<Section> sections;
  SymbolReader symbols;
  const auto read = eachLine(jsonLines, limits.lineBytes, [&](const JsonReader& record, std::size_t) {
    sections.push_back(readSection(record, limits, symbols));
  });
  if (!read) return tl::unexpected(read.error());
  return sections;
}

Result<std::vector<Section>> readCorpus(const std::filesystem::path& path, const CorpusLimits& limits) {
  const auto packed = readFile(path, limits.packedBytes);
  if (!packed) return tl::unexpected(packed.error());
  const auto text = gunzip(*packed, limits.unpackedBytes);
  if (!text) return fail(text.error().code, path.filename().string() + ": " + text.error().message);
  return parseCorpus(*text, limits);
}

Result<std::vector<ProposalRecord>> parseProposals(std::string_view jsonLines, std::string_view fileName) {
  std::vector<ProposalRecord> records;
  SymbolReader symbols;
  const auto read = eachLine(jsonLines, 1u << 20, [&](const JsonReader& record, std::size_t lineNumber) {
    records.push_back(readProposal(record, symbols));
    records.back().id = fmt::format("{}:{}", fileName, lineNumber);
  });
  if (!read) return tl::unexpected(read.error());
  return records;
}

Result<std::vector<ProposalRecord>> readProposals(const std::filesystem::path& folder) {
  constexpr std::string_view kPrefix = "proposals_", kSuffix = ".jsonl";
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(kPrefix) && name.ends_with(kSuffix)) files.push_back(entry.path());
  }
  if (files.empty()) return fail(ErrorCode::Unavailable, "no proposals_*.jsonl in " + folder.string());
  std::sort(files.begin(), files.end());
  std::vector<ProposalRecord> all;
  for (const auto& file : files) {
    const auto text = readFile(file);
    if (!text) return tl::unexpected(text.error());
    auto records = parseProposals(*text, file.stem().string().substr(kPrefix.size()));
    if (!records) return fail(records.error().code, file.filename().string() + ": " + records.error().message);
    std::move(records->begin(), records->end(), std::back_inserter(all));
  }
  return all;
}

std::vector<theory::RelativeChord> joinEqualNeighbours(std::span<const theory::RelativeChord> chords) {
  std::vector<theory::RelativeChord> joined(chords.begin(), chords.end());
  joined.erase(std::unique(joined.begin(), joined.end()), joined.end());
  return joined;
}

std::map<std::string, double> sourceWeights(const std::map<std::string, double>& chords, double largestShare) {
  std::map<std::string, double> weights;
  for (const auto& [source, count] : chords) weights[source] = 1;
  if (static_cast<double>(chords.size()) * largestShare <= 1) {
    for (const auto& [source, count] : chords) weights[source] = count > 0 ? 1 / count : 1;
    return weights;
  }
  // Cutting one source raises the others' shares, so repeat until none is over; shares only move towards the bound.
  for (int round = 0; round < 200; ++round) {
    double total = 0;
    for (const auto& [source, count] : chords) total += weights[source] * count;
    for (const auto& [source, count] : chords) {
      const double own = weights[source] * count;
      if (own > largestShare * total) weights[source] = largestShare / (1 - largestShare) * (total - own) / count;
    }
  }
  return weights;
}

}  // namespace amuse::corpus
