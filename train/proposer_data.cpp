#include "proposer_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/text.h"

namespace amuse::train {
namespace {

using propose::Style;

bool namesJazz(const std::vector<std::string>& genres) {
  return std::any_of(genres.begin(), genres.end(), [](const std::string& genre) {
    return genre.find("jazz") != std::string::npos || genre.find("bop") != std::string::npos || genre == "swing" ||
           genre == "big band";
  });
}

Style styleOf(const corpus::Section& section) {
  if (section.source == "pop909" || section.source == "rwc-pop") return Style::Pop;
  if (section.source == "chord-melody") return Style::Jazz;
  if (section.source == "openewld") return namesJazz(section.genres) ? Style::Jazz : Style::Vocal;
  return Style::Rock;
}

// A phrase begins on every fourth bar line where the durations are known, else with the section alone.
std::vector<bool> phraseStarts(const corpus::Section& section) {
  std::vector<bool> starts(section.chords.size());
  if (!starts.empty()) starts[0] = true;
  const double bar = section.meter == "3/4" ? 3 : section.meter == "4/4" ? 4 : 0;
  double at = 0;
  for (std::size_t i = 0; i < section.chords.size(); ++i) {
    if (bar <= 0 || !section.beats[i]) break;
    starts[i] = std::abs(std::remainder(at, 4 * bar)) < 1e-6;
    at += *section.beats[i];
  }
  return starts;
}

propose::TrainingSection songOf(const corpus::Section& section) {
  propose::TrainingSection song{.style = styleOf(section), .mode = section.mode, .chords = {}, .phraseStarts = {}};
  const auto starts = phraseStarts(section);
  for (std::size_t i = 0; i < section.chords.size(); ++i) {
    if (section.chords[i].isNoChord()) continue;
    song.chords.push_back(section.chords[i]);
    song.phraseStarts.push_back(starts[i]);
  }
  return song;
}

Result<void> readInspirationTerms(const std::filesystem::path& path, std::vector<propose::TermSet>& sets) {
  const auto text = readFile(path);
  if (!text) return tl::unexpected(text.error());
  for (const auto line : split(*text, '\n')) {
    if (trim(line).empty()) continue;
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) return fail(ErrorCode::Parse, fmt::format("{}: a line is not a JSON object", path.string()));
    propose::TermSet set;
    for (const char* field : {"keywords", "genres", "moods"}) {
      for (const auto& word : json.value(field, std::vector<std::string>{})) set.push_back(word);
    }
    sets.push_back(std::move(set));
  }
  return {};
}

Result<void> readLexiconTerms(const std::filesystem::path& path, std::vector<propose::TermSet>& sets) {
  const auto text = readFile(path);
  if (!text) return tl::unexpected(text.error());
  constexpr std::size_t kWord = 0, kKeywords = 7, kGenres = 8;
  for (const auto& row : tableRows(*text)) {
    if (row.size() <= kKeywords) continue;
    propose::TermSet set{std::string(row[kWord])};
    for (const std::size_t column : {kKeywords, kGenres}) {
      if (column >= row.size()) continue;
      for (const auto word : split(row[column], ',')) {
        if (!trim(word).empty()) set.emplace_back(trim(word));
      }
    }
    sets.push_back(std::move(set));
  }
  return {};
}

}  // namespace

Result<propose::TrainingData> readProposerData(const std::filesystem::path& dataFolder) {
  propose::TrainingData data;
  const auto proposals = corpus::readProposals(dataFolder / "llm");
  if (!proposals) return tl::unexpected(proposals.error());
  for (const auto& record : *proposals) {
    data.records.push_back({.keywords = record.keywords,
                            .genres = record.genres,
                            .affect = {.valence = record.valence,
                                       .arousal = record.arousal,
                                       .tension = record.tension,
                                       .complexity = record.complexity},
                            .mode = record.mode,
                            .progressions = record.progressions});
  }
  const auto sections = corpus::readCorpus(dataFolder / "chords" / "corpus.jsonl.gz");
  if (!sections) return tl::unexpected(sections.error());
  for (const auto& section : *sections) {
    if (section.license != corpus::LicenseClass::Open || section.split != corpus::Split::Train || section.isTemplate)
      continue;
    data.sections.push_back(songOf(section));
  }
  if (auto read = readInspirationTerms(dataFolder / "llm" / "inspirations.jsonl", data.termSets); !read) {
    return tl::unexpected(read.error());
  }
  if (auto read = readLexiconTerms(dataFolder / "llm" / "lexicon.tsv", data.termSets); !read) {
    return tl::unexpected(read.error());
  }
  return data;
}

brief::Brief briefOf(const propose::TrainingRecord& record) {
  brief::Brief brief;
  for (const auto& word : record.keywords) brief.keywords.push_back({.word = word, .weight = 1, .evidence = {}});
  for (const auto& genre : record.genres) brief.genres.push_back({genre, 1});
  brief.affect = record.affect;
  brief.mode = record.mode;
  return brief;
}

}  // namespace amuse::train
