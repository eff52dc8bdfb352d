#include "inspire/internal/voices.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "inspire/internal/ridge.h"

namespace amuse::inspire {
namespace {

/// Weight of the mixing weights' squares beside one text's error; chosen in cross-validation on the training texts.
constexpr double kVoiceRidge = 3;

bool needsTranslation(const Reading& reading) {
  if (!reading.language.empty()) return true;
  const auto other =
      std::count_if(reading.tokens.begin(), reading.tokens.end(), [](const Token& t) { return !t.latin; });
  return 2 * other > static_cast<std::ptrdiff_t>(reading.tokens.size());
}

/// How sure the tables are of a match, where the encoder hears only words.
double plainness(const Vocabulary& vocabulary, const Match& match) {
  if (match.negated || (!match.keywords.empty() && match.keywords.front() == "ironic")) return 1;
  if (match.entry < 0) return 0;
  const std::string& pos = vocabulary.entries[static_cast<std::size_t>(match.entry)].pos;
  if (pos == "idiom") return 1;
  const auto& moods = vocabulary.plainMoods;
  if (std::find(moods.begin(), moods.end(), match.entry) != moods.end()) return 0.5;
  return pos == "genre" || pos == "instrument" ? 0.3 : 0;
}

/// Which tokens say something new: not a word just said, and not a sentence said before. A chorus is heard once.
std::vector<bool> newTokens(const std::vector<Token>& tokens) {
  std::vector<bool> isNew(tokens.size(), true);
  std::set<std::string> sentences;
  for (std::size_t first = 0; first < tokens.size();) {
    std::size_t end = first;
    std::string words;
    for (; end < tokens.size() && tokens[end].sentence == tokens[first].sentence; ++end) {
      words += tokens[end].word + ' ';
      if (end > first && tokens[end].word == tokens[end - 1].word) isNew[end] = false;
    }
    if (!sentences.insert(words).second)
      for (std::size_t i = first; i < end; ++i) isNew[i] = false;
    first = end;
  }
  return isNew;
}

HeardText withoutRepeats(const std::vector<Token>& tokens, std::string_view text) {
  const auto isNew = newTokens(tokens);
  if (std::find(isNew.begin(), isNew.end(), false) == isNew.end()) return {std::string(text), true};
  HeardText heard{"", false};
  std::size_t at = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (isNew[i]) heard.text += text.substr(at, tokens[i].endByte - at);
    at = std::max(at, tokens[i].endByte);
  }
  heard.text += text.substr(at);
  return heard;
}

}  // namespace

HeardText heardText(const Vocabulary& vocabulary, const Reading& reading, std::string_view text) {
  if (!needsTranslation(reading)) return withoutRepeats(reading.tokens, text);
  HeardText heard{"", false};
  for (const Match& match : reading.matches) {
    if (match.entry < 0) continue;
    if (!heard.text.empty()) heard.text += ", ";
    if (match.negated) heard.text += "not ";
    heard.text += vocabulary.entries[static_cast<std::size_t>(match.entry)].text;
  }
  return heard;
}

double wordsDecide(const Vocabulary& vocabulary, const Reading& reading) {
  if (reading.masked) return 1;
  double decided = 0, all = 1e-9;
  for (const Match& match : reading.matches) {
    decided += plainness(vocabulary, match) * strengthOf(match);
    all += strengthOf(match);
  }
  return std::min(1.0, 1.5 * decided / all);
}

std::vector<double> voiceInputs(const Targets& words, const EncoderVoice& voice, const Reading& reading) {
  std::vector<double> inputs{1};
  inputs.insert(inputs.end(), words.begin(), words.end());
  inputs.insert(inputs.end(), voice.affect.begin(), voice.affect.end());
  inputs.insert(inputs.end(), voice.tempo.begin(), voice.tempo.end());
  inputs.insert(inputs.end(), voice.modes.begin(), voice.modes.end());
  // One or two words are what the tables know best, long texts what the encoder does.
  const double brief = reading.tokens.size() <= 2 ? 1 : 0;
  const double said = std::log1p(static_cast<double>(reading.matches.size())) / 2;
  for (std::size_t i = 0; i < 4; ++i) {
    inputs.push_back(brief * words[i]);
    inputs.push_back(brief * voice.affect[i]);
    inputs.push_back(said * words[i]);
  }
  return inputs;
}

std::vector<float> fitVoices(const std::vector<VoiceExample>& examples) {
  std::vector<SparseRow> rows;
  for (const VoiceExample& example : examples) {
    SparseRow row;
    row.weight = std::max(0.05, 1 - example.wordsDecide);
    for (std::uint32_t i = 0; i < example.inputs.size(); ++i)
      row.values.emplace_back(i, static_cast<float>(example.inputs[i]));
    for (std::uint32_t t = 0; t < kTargetCount; ++t)
      row.targets.emplace_back(t, static_cast<float>(example.targets[t]));
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return {};
  std::vector<double> penalties(examples.front().inputs.size(), kVoiceRidge);
  penalties[0] = 0.01;
  return solveRidge(rows, penalties, kTargetCount);
}

Targets mixVoices(const ReaderModel& model, const Vocabulary& vocabulary, const Targets& words,
                  const EncoderVoice& voice, const Reading& reading) {
  if (voice.pieces.empty()) return words;
  const auto inputs = voiceInputs(words, voice, reading);
  if (model.voices.size() != inputs.size() * kTargetCount) return words;
  const double decided = wordsDecide(vocabulary, reading);
  Targets mixed{};
  for (std::size_t t = 0; t < kTargetCount; ++t) {
    for (std::size_t i = 0; i < inputs.size(); ++i) mixed[t] += inputs[i] * model.voices[i * kTargetCount + t];
    mixed[t] = decided * words[t] + (1 - decided) * mixed[t];
  }
  return mixed;
}

}  // namespace amuse::inspire
