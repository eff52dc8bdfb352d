#include "lm/chord_net.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.h"
#include "lm/internal/kernel_variants.h"
#include "theory/chord_symbol.h"

namespace {

using namespace amuse;
using namespace amuse::lm;

constexpr std::size_t kHidden = 48, kDense = 5, kChannels = 3;
constexpr std::size_t kOutputs = kSymbolCount + kChannels + kDurationClasses;

std::vector<float> randomFloats(Random& random, std::size_t n, double spread) {
  std::vector<float> values(n);
  for (float& v : values) v = static_cast<float>(random.uniform(-spread, spread));
  return values;
}

ChordNetWeights randomWeights() {
  Random random(7);
  const auto floats = [&](std::size_t n) { return randomFloats(random, n, 0.3); };
  return {kHidden,
          kDense,
          kChannels,
          floats(kNetRowCount * 3 * kHidden),
          floats(kDense * 3 * kHidden),
          floats(3 * kHidden),
          floats(kHidden * 3 * kHidden),
          floats(3 * kHidden),
          floats(kHidden * kOutputs),
          floats(kOutputs)};
}

/// A net in a file in memory.
struct NetInMemory {
  explicit NetInMemory(const ChordNetWeights& weights) {
    ModelFileWriter writer;
    writeNet(writer, "n0", weights);
    const std::string bytes = writer.bytes();
    words.resize((bytes.size() + 7) / 8);
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(words.data()));
    file.emplace(*ModelFile::view(std::as_bytes(std::span(words)).first(bytes.size()), "net"));
  }
  [[nodiscard]] ChordNetView view() const { return *ChordNetView::find(*file, "n0"); }
  std::vector<std::uint64_t> words;
  std::optional<ModelFile> file;
};

/// The same in double precision, straight from the definition of the unit.
class PlainNet {
 public:
  explicit PlainNet(const ChordNetWeights& weights) : w_(weights), state_(kHidden) {}

  std::vector<double> step(const NetRows& rows, std::span<const float> dense) {
    const std::size_t gates = 3 * kHidden;
    std::vector<double> in(w_.inputBias.begin(), w_.inputBias.end());
    std::vector<double> again(w_.recurrentBias.begin(), w_.recurrentBias.end());
    for (std::size_t i = 0; i < gates; ++i) {
      for (std::size_t r = 0; r < rows.count; ++r) in[i] += static_cast<double>(w_.rows[rows.rows[r] * gates + i]);
      for (std::size_t d = 0; d < dense.size(); ++d)
        in[i] += static_cast<double>(dense[d]) * static_cast<double>(w_.conditions[d * gates + i]);
      for (std::size_t k = 0; k < kHidden; ++k)
        again[i] += state_[k] * static_cast<double>(w_.recurrent[k * gates + i]);
    }
    const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
    for (std::size_t k = 0; k < kHidden; ++k) {
      const double r = sigmoid(in[k] + again[k]), z = sigmoid(in[kHidden + k] + again[kHidden + k]);
      state_[k] = (1 - z) * std::tanh(in[2 * kHidden + k] + r * again[2 * kHidden + k]) + z * state_[k];
    }
    std::vector<double> out(w_.outputBias.begin(), w_.outputBias.end());
    for (std::size_t o = 0; o < kOutputs; ++o)
      for (std::size_t k = 0; k < kHidden; ++k) out[o] += state_[k] * static_cast<double>(w_.output[k * kOutputs + o]);
    return out;
  }

 private:
  const ChordNetWeights& w_;
  std::vector<double> state_;
};

std::vector<theory::RelativeChord> symbolsIn(std::initializer_list<const char*> symbols) {
  std::vector<theory::RelativeChord> chords;
  for (const char* symbol : symbols) chords.push_back(theory::toRelative(*theory::parseAnyChord(symbol), 0));
  return chords;
}

std::vector<NetRows> stepsOf(theory::Mode mode, const std::vector<theory::RelativeChord>& chords) {
  NetHistory history(mode);
  std::vector<NetRows> steps(chords.size() + 1);
  for (std::size_t t = 0; t <= chords.size(); ++t) {
    history.rows(steps[t]);
    if (t < chords.size()) history.push(chords[t]);
  }
  return steps;
}

TEST_CASE("a network's steps agree with the definition in double precision") {
  const ChordNetWeights weights = randomWeights();
  const NetInMemory net(weights);
  ChordNetBatch batch(net.view(), 2);
  PlainNet plain(weights);
  const std::vector<float> dense{1, 0, 0.5f, -1, 0.25f};
  batch.condition(1, dense);
  batch.restart(1);
  const std::size_t which = 1;
  for (const NetRows& rows : stepsOf(theory::Mode::Dor, symbolsIn({"C", "Fmaj9/A", "N.C.", "G7", "C", "Fmaj9/A"}))) {
    batch.step({&which, 1}, {&rows, 1});
    const auto expected = plain.step(rows, dense);
    for (std::size_t o = 0; o < kOutputs; ++o)
      REQUIRE(static_cast<double>(batch.output(1)[o]) == doctest::Approx(expected[o]).epsilon(1e-5));
  }
}

TEST_CASE("a sequence's numbers are the same alone, in company and after a copied prefix") {
  const NetInMemory net(randomWeights());
  const auto steps = stepsOf(theory::Mode::Maj, symbolsIn({"C", "Am", "F", "G", "Em7", "A7", "Dm7", "G7"}));
  ChordNetBatch alone(net.view(), 1), company(net.view(), 13);
  alone.restart(0);
  company.restart(0);
  const std::size_t zero = 0;
  std::vector<std::size_t> all;
  for (std::size_t s = 0; s < 13; ++s) all.push_back(s);
  for (std::size_t t = 0; t < steps.size(); ++t) {
    alone.step({&zero, 1}, {&steps[t], 1});
    if (t < 3) {
      company.step({&zero, 1}, {&steps[t], 1}, false);
      for (std::size_t s = 1; t == 2 && s < 13; ++s) company.copy(0, s);
      continue;
    }
    company.step(all, std::vector<NetRows>(13, steps[t]));
    for (std::size_t s = 0; s < 13; ++s)
      REQUIRE(std::equal(alone.output(0).begin(), alone.output(0).end(), company.output(s).begin()));
  }
}

TEST_CASE("the kernels of every processor agree") {
  using namespace internal;
  const NetKernels* all[3];
  const std::size_t count = supportedKernels(all);
  Random random(3);
  constexpr std::size_t kRows = 23, kDepth = 40, kColumns = 48;
  const auto x = randomFloats(random, kRows * kDepth, 1), packed = randomFloats(random, kDepth * kColumns, 1);
  const auto bias = randomFloats(random, kColumns, 1), state = randomFloats(random, kRows * kColumns, 30);
  std::vector<float> first, firstState, firstSum;
  for (std::size_t k = 0; k < count; ++k) {
    CAPTURE(all[k]->name);
    std::vector<float> y(kRows * kColumns), moved = bias;
    std::vector<const float*> from;
    std::vector<float*> to;
    for (std::size_t r = 0; r < kRows; ++r) from.push_back(&x[r * kDepth]), to.push_back(&y[r * kColumns]);
    all[k]->multiply(from.data(), to.data(), kRows, packed.data(), bias.data(), kDepth, kColumns);
    all[k]->advance(state.data(), state.data() + kColumns, moved.data(), 16);
    std::vector<float> sum = bias;
    all[k]->addRows(from.data(), 3, sum.data(), 32);
    all[k]->addWeighted(packed.data(), x.data(), 9, sum.data(), 37);
    all[k]->addScaled(x.data() + 7, 0.3f, sum.data(), kColumns - 5);
    if (firstSum.empty()) firstSum = sum;
    for (std::size_t i = 0; i < sum.size(); ++i) REQUIRE(sum[i] == doctest::Approx(firstSum[i]).epsilon(1e-5));
    std::vector<float> logs{1e-12f, 1e-6f, 0.001f, 0.1f, 0.5f, 0.70710f, 0.7072f, 0.9f, 3, 1e5f};
    const auto numbers = logs;
    all[k]->logarithms(logs.data(), logs.size());
    for (std::size_t i = 0; i < logs.size(); ++i)
      CHECK(static_cast<double>(logs[i]) == doctest::Approx(std::log(static_cast<double>(numbers[i]))).epsilon(1e-6));
    all[k]->exponentials(logs.data(), logs.size());
    for (std::size_t i = 0; i < logs.size(); ++i) CHECK(logs[i] == doctest::Approx(numbers[i]).epsilon(2e-6));
    std::vector<float> p(193, -3.0f);
    p[5] = 2, p[192] = 4;
    all[k]->softmax(p.data(), p.size());
    const double total = std::exp(2.0) + std::exp(4.0) + 191 * std::exp(-3.0);
    CHECK(static_cast<double>(p[5]) == doctest::Approx(std::exp(2.0) / total).epsilon(1e-5));
    CHECK(static_cast<double>(p[192]) == doctest::Approx(std::exp(4.0) / total).epsilon(1e-5));
    CHECK(static_cast<double>(p[0]) == doctest::Approx(std::exp(-3.0) / total).epsilon(1e-5));
    if (first.empty()) first = y, firstState = moved;
    for (std::size_t i = 0; i < y.size(); ++i) REQUIRE(y[i] == doctest::Approx(first[i]).epsilon(1e-5));
    for (std::size_t i = 0; i < moved.size(); ++i) REQUIRE(moved[i] == doctest::Approx(firstState[i]).epsilon(1e-5));
  }
}

TEST_CASE("a section and the same chords read in the relative mode show a network the same but for the mode") {
  const auto major = stepsOf(theory::Mode::Maj, symbolsIn({"C", "Am", "F", "G"}));
  NetHistory minor(theory::Mode::Min);
  for (const char* symbol : {"C", "Am", "F", "G"}) minor.push(theory::toRelative(*theory::parseAnyChord(symbol), 9));
  NetRows rows;
  minor.rows(rows);
  std::size_t different = 0;
  REQUIRE(rows.count == major.back().count);
  for (std::size_t i = 0; i < rows.count; ++i) different += rows.rows[i] == major.back().rows[i] ? 0 : 1;
  CHECK(different == 2);  // The mode, and the last chord's degree.
}

TEST_CASE("a network's arrays survive the file") {
  const ChordNetWeights weights = randomWeights(), back = readNet(NetInMemory(weights).view());
  CHECK(back.rows == weights.rows);
  CHECK(back.recurrent == weights.recurrent);
  CHECK(back.output == weights.output);
  CHECK(back.outputBias == weights.outputBias);
}

TEST_CASE("a damaged network is not taken") {
  ChordNetWeights weights = randomWeights();
  weights.recurrent[5] = NAN;
  CHECK_FALSE(ChordNetView::find(*NetInMemory(weights).file, "n0"));
  weights = randomWeights();
  weights.rows.pop_back();
  CHECK_FALSE(ChordNetView::find(*NetInMemory(weights).file, "n0"));
  CHECK_FALSE(ChordNetView::find(*NetInMemory(randomWeights()).file, "n1"));
}

}  // namespace
