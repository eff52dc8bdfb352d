#include "inspire/internal/word_voice.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

#include "base/byte_reader.h"
#include "base/files.h"
#include "inspire/internal/features.h"

namespace amuse::inspire {
namespace {

void addKind(const std::set<std::string>& names, std::vector<Feature>& features) {
  const double share = 1 / std::sqrt(std::max(1.0, static_cast<double>(names.size())));
  for (const std::string& name : names) features.push_back({name, share});
}

template <typename Values>
void addTo(Values& sum, const Targets& more, std::size_t first) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<float>(more[first + i]);
}

}  // namespace

std::vector<Feature> runsOf(const Reading& reading) {
  std::set<std::string> words, pairs;
  for (std::size_t i = 0; i < reading.tokens.size(); ++i) {
    words.insert("w:" + reading.tokens[i].word);
    if (i > 0) pairs.insert("b:" + reading.tokens[i - 1].word + ' ' + reading.tokens[i].word);
  }
  std::vector<Feature> features;
  addKind(words, features);
  addKind(pairs, features);
  return features;
}

void addWords(const WordVoice& words, const std::vector<Feature>& meanings, const Reading& reading,
              EncoderVoice& voice) {
  if (voice.pieces.empty()) return;
  const Prediction meant = words.meanings.predict(meanings);
  const Prediction run = words.runs.predict(runsOf(reading));
  for (const Prediction* part : {&meant, &run}) {
    addTo(voice.affect, part->targets, 0);
    addTo(voice.tempo, part->targets, 4);
    addTo(voice.modes, part->targets, 6);
  }
  for (std::size_t i = 0; i < std::min(voice.tags.size(), meant.tags.size()); ++i) voice.tags[i] += meant.tags[i];
}

Result<WordVoice> openWordVoice(const std::filesystem::path& path, const std::vector<std::string>& tags) {
  const auto bytes = readFile(path);
  return bytes ? parseWordVoice(*bytes, tags) : tl::unexpected(bytes.error());
}

Result<WordVoice> parseWordVoice(std::string_view bytes, const std::vector<std::string>& tags) {
  const auto broken = [] {
    return fail(ErrorCode::Parse, "models/word_voice.bin is broken or of another encoder; make it with ./dev train");
  };
  ByteReader in(std::as_bytes(std::span(bytes)));
  const std::string_view first = in.text(in.number<std::uint32_t>());
  if (in.hasFailed()) return broken();
  auto meanings = parseReaderModel(first), runs = parseReaderModel(bytes.substr(in.offset()));
  if (!meanings || !runs || meanings->tags != tags || !runs->tags.empty()) return broken();
  return WordVoice{std::move(*meanings), std::move(*runs)};
}

std::string writeWordVoice(const WordVoice& words) {
  const std::string meanings = writeReaderModel(words.meanings);
  const auto size = static_cast<std::uint32_t>(meanings.size());
  std::string bytes(reinterpret_cast<const char*>(&size), sizeof size);
  return bytes + meanings + writeReaderModel(words.runs);
}

}  // namespace amuse::inspire
