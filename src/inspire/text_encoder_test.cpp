#include "inspire/text_encoder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>

#include "base/files.h"
#include "base/random.h"
#include "base/text.h"
#include "inspire/internal/integer_product.h"
#include "inspire/internal/lexicon.h"
#include "inspire/text_encoder_file.h"

using namespace amuse;
using namespace amuse::inspire;

namespace {

const std::filesystem::path kRoot = AMUSE_SOURCE_DIR;

std::vector<std::string> wordsCut(const PieceTable& table, std::string_view text) {
  std::vector<std::string> words;
  for (const TextPiece& piece : table.cut(text))
    words.emplace_back(text.substr(piece.startByte, piece.endByte - piece.startByte));
  return words;
}

/// A few pieces, so that every cut can be reckoned by hand.
PieceTable smallTable() {
  PieceTable table;
  table.add("", 0);
  for (const auto& [piece, score] : {std::pair<std::string_view, float>{"\xe2\x96\x81rain", -4},
                                     {"\xe2\x96\x81", -6},
                                     {"rain", -5},
                                     {"r", -7},
                                     {"a", -7},
                                     {"i", -7},
                                     {"n", -7},
                                     {"ing", -3},
                                     {"\xe2\x96\x81'", -5},
                                     {"'", -5},
                                     {"s", -4}})
    table.add(piece, score);
  return table;
}

EncoderParameters randomEncoder(std::size_t layers) {
  Random random(7);
  const auto numbers = [&](std::size_t count) {
    std::vector<float> values(count);
    for (float& value : values) value = static_cast<float>(random.uniform() - 0.5) / 4;
    return values;
  };
  const auto matrix = [&](std::size_t rows, std::size_t columns) {
    return EncoderMatrix{numbers(rows * columns), numbers(rows)};
  };
  EncoderParameters p;
  p.pieces = {"", "\xe2\x96\x81rain", "\xe2\x96\x81", "r", "a", "i", "n"};
  p.logProbabilities = {0, -3, -5, -6, -6, -6, -6};
  p.frequencies = {1, 0.5F, 0.2F, 0.1F, 0.05F, 0.02F, 0.01F, 0.005F};
  p.embedding = numbers(p.pieces.size() * 16);
  for (std::size_t i = 0; i < layers; ++i) {
    const std::size_t from = i == 0 ? 16 : 32;
    p.layers.push_back({{numbers(from), numbers(from)},
                        {numbers(32), numbers(32)},
                        matrix(3 * from, from),
                        matrix(32, from),
                        from == 32 ? EncoderMatrix{} : matrix(32, from),
                        matrix(48, 32),
                        matrix(32, 48)});
  }
  p.tags = {"g:folk", "k:rainy"};
  p.summary = matrix(32, 32);
  p.scaling = {numbers(128), numbers(128)};
  p.answers = matrix(15 + p.tags.size(), 128);
  return p;
}

TextEncoder shippedEncoder() { return TextEncoder::open(kRoot / "models/text_encoder.bin").value(); }

}  // namespace

TEST_CASE("text is cut into its likeliest pieces, each with its bytes") {
  const PieceTable table = smallTable();
  CHECK(wordsCut(table, "raining rain") == std::vector<std::string>{"rain", "ing", "rain"});
  CHECK(wordsCut(table, "  rain\n\train ") == std::vector<std::string>{"rain", "rain"});
  CHECK(wordsCut(table, "rain\xe2\x80\x99s") == std::vector<std::string>{"rain", "\xe2\x80\x99", "s"});
  const auto foreign = table.cut("rain \xeb\xb9\x84\xea\xb0\x80");
  CHECK(foreign.back().id == 0);
  CHECK(foreign.back().endByte == 11);
}

TEST_CASE("whole-number products are exact for every size") {
  Random random(3);
  for (const auto& [rows, depth, count] : {std::array<std::size_t, 3>{3, 16, 1}, {5, 48, 4}, {8, 256, 7}}) {
    std::vector<std::int8_t> weights(rows * depth);
    std::vector<std::int16_t> in(count * depth);
    for (auto& value : weights) value = static_cast<std::int8_t>(static_cast<int>(random.below(255)) - 127);
    for (auto& value : in)
      value = static_cast<std::int16_t>(static_cast<int>(random.below(2 * kActivationLimit + 1)) - kActivationLimit);
    std::vector<std::int32_t> out(rows * count);
    multiplyRows(weights.data(), rows, depth, in.data(), count, out.data());
    for (std::size_t t = 0; t < count; ++t)
      for (std::size_t r = 0; r < rows; ++r) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < depth; ++i) sum += weights[r * depth + i] * in[t * depth + i];
        CHECK(out[t * rows + r] == sum);
      }
  }
}

TEST_CASE("an encoder is written and read, and hears the same each time") {
  const std::string bytes = toBytes(randomEncoder(2));
  const auto encoder = TextEncoder::parse(std::as_bytes(std::span(bytes)));
  REQUIRE(encoder.has_value());
  CHECK(encoder->tags() == std::vector<std::string>{"g:folk", "k:rainy"});
  CHECK(encoder->findTag("k:rainy") == 1);
  CHECK_FALSE(encoder->findTag("k:sunny").has_value());
  const EncoderVoice once = encoder->hear("rain rain"), again = encoder->hear("rain rain");
  CHECK(once.affect == again.affect);
  CHECK(once.tags == again.tags);
  CHECK(once.pieces.size() == 2);
  CHECK(encoder->hear("").pieces.empty());
  CHECK(encoder->hear("").affect == std::array<float, 4>{});
  const std::vector<std::size_t> tags{0, 1};
  CHECK(encoder->wordsBehind(once, tags).at(1).size() == 2);
}

TEST_CASE("a long text is heard in groups, and its shares are one whole") {
  const std::string bytes = toBytes(randomEncoder(1));
  const auto encoder = TextEncoder::parse(std::as_bytes(std::span(bytes)));
  REQUIRE(encoder.has_value());
  std::string text;
  for (int i = 0; i < 5000; ++i) text += i % 20 == 19 ? "rain. " : "rain ";
  const EncoderVoice voice = encoder->hear(text);
  CHECK(voice.pieces.size() <= 16 * kMaxEncoderPieces);
  CHECK(voice.pieces.back().endByte >= text.size() - 2);
  double sum = 0;
  for (const float share : voice.shares) sum += share;
  CHECK(sum == doctest::Approx(1).epsilon(1e-3));
}

TEST_CASE("a damaged encoder is refused, wherever it is cut") {
  const std::string bytes = toBytes(randomEncoder(1));
  for (std::size_t size = 0; size < bytes.size(); size += 97)
    CHECK_FALSE(TextEncoder::parse(std::as_bytes(std::span(bytes).first(size))).has_value());
  const std::string longer = bytes + "more";
  CHECK_FALSE(TextEncoder::parse(std::as_bytes(std::span(longer))).has_value());
}

TEST_CASE("the shipped layers give in whole numbers what their package gives in floats") {
  const auto table = readFile(kRoot / "tests/golden/inspire/text_encoder.tsv");
  REQUIRE(table.has_value());
  const TextEncoder encoder = shippedEncoder();
  std::size_t rows = 0;
  for (const auto& row : tableRows(*table)) {
    CAPTURE(row[0]);
    const auto features = encoder.features(encoder.hear(row[0]));
    const std::size_t width = features.size() / 4;
    double wrong = 0, size = 0;
    for (std::size_t block = 0; block < 4; ++block) {
      const auto words = splitWords(row[1 + block]);
      REQUIRE(words.size() == 12);
      for (std::size_t i = 0; i < words.size(); ++i) {
        const double wanted = findNumber(words[i]).value(), off = features[block * width + i] - wanted;
        wrong += off * off;
        size += wanted * wanted;
      }
    }
    // Weights to 1/127 of their row's largest number leave an error of some hundredths.
    CHECK(std::sqrt(wrong / size) < 0.05);
    ++rows;
  }
  CHECK(rows == 10);
}
