#include "word_affect_fit.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/random.h"

namespace amuse::train {
namespace {

using Row = std::vector<std::pair<int, float>>;
constexpr int kSparse = 1 << 18;  ///< Hashed features; the dense ones follow.
constexpr int kDense = 16, kAll = kSparse + kDense;

class Features {
 public:
  Features(const WordNet& wordNet, const std::vector<KnownWord>& known) : net_(wordNet) {
    for (const KnownWord& word : known)
      if (word.known[1]) known_.emplace(word.word, &word);
  }

  Row of(const std::string& word) const {
    Sums sums;
    if (const auto it = net_.senses.find(word); it != net_.senses.end())
      for (const Sense& sense : it->second) addSense(word, sense, sums);
    const std::string marked = "<" + word + ">";
    for (std::size_t n = 3; n <= 5; ++n)
      for (std::size_t i = 0; i + n <= marked.size(); ++i) sums.add("c" + marked.substr(i, n), 0.25);
    return rowOf(sums);
  }

 private:
  struct Sums {
    std::unordered_map<int, double> sparse;
    std::array<double, 12> near{};
    std::array<double, 3> mass{0.5, 0.5, 0.5};
    void add(const std::string& name, double value) { sparse[static_cast<int>(stableHash(name) % kSparse)] += value; }
  };

  void see(const std::string& self, const std::string& other, std::size_t slot, double share, Sums& sums) const {
    const auto it = other == self ? known_.end() : known_.find(other);
    if (it == known_.end()) return;
    const KnownWord& word = *it->second;
    double most = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      sums.near[slot * 4 + i] += share * word.weight * word.affect[i];
      most = std::max(most, std::abs(word.affect[i]));
    }
    sums.mass[slot] += share * word.weight * (0.3 + most);
  }

  void addSense(const std::string& self, const Sense& sense, Sums& sums) const {
    const Synset& synset = net_.synsets[static_cast<std::size_t>(sense.synset)];
    const double q = sense.weight;
    sums.add("x" + std::to_string(synset.domain), q);
    for (const std::string& word : synset.words)
      if (word != self) sums.add("s" + word, q), see(self, word, 0, q, sums);
    for (const auto& [relation, index] : synset.pointers)
      if (relation != '!') addRelated(self, relation, index, q, sums);
    for (const std::string& word : synset.gloss) sums.add("g" + word, q), see(self, word, 1, q, sums);
  }

  void addRelated(const std::string& self, char relation, int index, double q, Sums& sums) const {
    const Synset& other = net_.synsets[static_cast<std::size_t>(index)];
    for (std::size_t i = 0; i < std::min<std::size_t>(4, other.words.size()); ++i)
      if (other.words[i] != self) sums.add("s" + other.words[i], 0.6 * q), see(self, other.words[i], 0, 0.6 * q, sums);
    if (relation == '@') {
      sums.add("h" + std::to_string(index), q);
      for (const auto& [next, above] : other.pointers)
        if (next == '@') sums.add("h" + std::to_string(above), 0.6 * q);
    }
    if (relation != '&' && relation != '+') return;
    for (const std::string& word : other.gloss) see(self, word, 2, 0.5 * q, sums), sums.add("g" + word, 0.3 * q);
  }

  static Row rowOf(const Sums& sums) {
    Row row;
    double norm = 1e-9;
    for (const auto& [index, value] : sums.sparse) norm += std::min(value, 4.0);
    for (const auto& [index, value] : sums.sparse)
      row.emplace_back(index, static_cast<float>(std::sqrt(3 * std::min(value, 4.0) / norm)));
    std::sort(row.begin(), row.end());
    for (int i = 0; i < 12; ++i)
      row.emplace_back(kSparse + i, static_cast<float>(2 * sums.near[static_cast<std::size_t>(i)] /
                                                       sums.mass[static_cast<std::size_t>(i) / 4]));
    for (int i = 0; i < 3; ++i)
      row.emplace_back(kSparse + 12 + i, static_cast<float>(0.2 * sums.mass[static_cast<std::size_t>(i)]));
    row.emplace_back(kSparse + 15, 1.0F);
    return row;
  }

  const WordNet& net_;
  std::unordered_map<std::string, const KnownWord*> known_;
};

double dot(const Row& row, const std::vector<double>& w) {
  double sum = 0;
  for (const auto& [index, value] : row) sum += value * w[static_cast<std::size_t>(index)];
  return sum;
}

/// Weighted ridge by conjugate gradients on the normal equations.
std::vector<double> solve(const std::vector<const Row*>& rows, const std::vector<double>& y,
                          const std::vector<double>& weight, double ridge) {
  std::vector<double> w(kAll, 0), r(kAll, 0), product(kAll);
  const auto addRow = [](const Row& row, double scale, std::vector<double>& into) {
    for (const auto& [index, value] : row) into[static_cast<std::size_t>(index)] += scale * value;
  };
  for (std::size_t i = 0; i < rows.size(); ++i) addRow(*rows[i], weight[i] * y[i], r);
  std::vector<double> p = r;
  const auto inner = [](const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
  };
  double rr = inner(r, r);
  const double enough = rr * 1e-8;
  for (int step = 0; step < 80 && rr > enough; ++step) {
    for (std::size_t i = 0; i < p.size(); ++i) product[i] = ridge * p[i];
    for (std::size_t i = 0; i < rows.size(); ++i) addRow(*rows[i], weight[i] * dot(*rows[i], p), product);
    const double alpha = rr / inner(p, product);
    for (std::size_t i = 0; i < w.size(); ++i) w[i] += alpha * p[i], r[i] -= alpha * product[i];
    const double next = inner(r, r);
    for (std::size_t i = 0; i < p.size(); ++i) p[i] = r[i] + next / rr * p[i];
    rr = next;
  }
  return w;
}

double pearson(const std::vector<double>& a, const std::vector<double>& b) {
  const double n = static_cast<double>(a.size());
  double ma = 0, mb = 0, ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) ma += a[i] / n, mb += b[i] / n;
  for (std::size_t i = 0; i < a.size(); ++i)
    ab += (a[i] - ma) * (b[i] - mb), aa += (a[i] - ma) * (a[i] - ma), bb += (b[i] - mb) * (b[i] - mb);
  return ab / std::sqrt(std::max(aa * bb, 1e-12));
}

constexpr double kRidge = 2;

std::vector<double> fitOne(const std::vector<KnownWord>& known, const std::vector<Row>& rows, std::size_t coordinate,
                           int leftOut) {
  std::vector<const Row*> used;
  std::vector<double> y, weight;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const bool out = leftOut >= 0 && static_cast<int>(stableHash(known[i].word, 9) % 5) == leftOut;
    if (out || !known[i].known[coordinate]) continue;
    used.push_back(&rows[i]);
    y.push_back(known[i].affect[coordinate]);
    weight.push_back(known[i].known[1] ? 1 : 0.5);
  }
  return solve(used, y, weight, kRidge);
}

double crossValidate(const std::vector<KnownWord>& known, const std::vector<Row>& rows, std::size_t coordinate) {
  std::vector<double> given, wanted;
  for (int fold = 0; fold < 5; ++fold) {
    const auto w = fitOne(known, rows, coordinate, fold);
    for (std::size_t i = 0; i < known.size(); ++i)
      if (known[i].known[1] && static_cast<int>(stableHash(known[i].word, 9) % 5) == fold)
        given.push_back(dot(rows[i], w)), wanted.push_back(known[i].affect[coordinate]);
  }
  return pearson(given, wanted);
}

}  // namespace

WordAffectFit fitWordAffects(const WordNet& wordNet, const std::vector<KnownWord>& known) {
  const Features features(wordNet, known);
  std::vector<Row> rows;
  for (const KnownWord& word : known) rows.push_back(features.of(word.word));
  WordAffectFit fit;
  std::array<std::vector<double>, 4> weights;
  for (std::size_t i = 0; i < 4; ++i) {
    fit.correlation[i] = crossValidate(known, rows, i);
    weights[i] = fitOne(known, rows, i, -1);
  }
  std::vector<std::string> lemmas;
  for (const auto& [word, senses] : wordNet.senses)
    if (word.size() > 2 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      lemmas.push_back(word);
  std::sort(lemmas.begin(), lemmas.end());
  for (const std::string& word : lemmas) {
    const Row row = features.of(word);
    fit.words.push_back(
        {word, {dot(row, weights[0]), dot(row, weights[1]), dot(row, weights[2]), dot(row, weights[3])}});
  }
  return fit;
}

}  // namespace amuse::train
