#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/files.h"
#include "lm/ngram_model.h"
#include "paper_lstm.h"

namespace amuse::train {

namespace {

constexpr int kCandidates = 30, kChords = 8, kPaperRounds = 7, kOurRounds = 41;

/// No two alike, no shared beginnings: nothing that a cache of prefixes could profit from.
std::vector<std::vector<theory::RelativeChord>> candidates() {
  std::vector<std::vector<theory::RelativeChord>> all(kCandidates);
  for (int i = 0; i < kCandidates; ++i)
    for (int j = 0; j < kChords; ++j)
      all[static_cast<std::size_t>(i)].push_back(lm::chordOf((i * 37 + j * 53 + i * j % 7 * 16) % lm::kNoChordSymbol));
  return all;
}

template <typename Work>
std::vector<double> timesMs(int rounds, Work&& work) {
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times;
}

double median(const std::vector<double>& sorted) { return sorted[sorted.size() / 2]; }

/// One sequence, one chord at a time, the state carried on: what the paper's method asks of its model.
double stepSequence(PaperLstm& model, const FlatVocabulary& vocabulary,
                    const std::vector<theory::RelativeChord>& chords) {
  auto state =
      std::make_tuple(torch::zeros({2, 1, PaperLstmImpl::kUnits}), torch::zeros({2, 1, PaperLstmImpl::kUnits}));
  double sum = 0;
  std::int64_t token = FlatVocabulary::kStart;
  for (std::size_t t = 0; t <= chords.size(); ++t) {
    const auto p = torch::log_softmax(model->forward(torch::full({1, 1}, token, torch::kInt64), state), -1);
    token = t < chords.size() ? vocabulary.tokenOf(chords[t]) : FlatVocabulary::kEnd;
    sum += p[0][0][token].item<double>();
  }
  return sum;
}

}  // namespace

Result<void> timePaperLstm(const TrainOptions& options) {
  const auto prior = lm::openModel("models/prior-open.ngram"), proposer = lm::openModel("models/q-builtin.ngram");
  if (!prior) return tl::unexpected(prior.error());
  if (!proposer) return tl::unexpected(proposer.error());
  const torch::NoGradGuard noGradients;
  at::set_num_threads(1);
  const auto all = candidates();
  std::vector<lm::ScoreRequest> requests;
  for (const auto& chords : all) requests.push_back({{}, chords});
  double heard = 0;  // so that nothing is optimised away

  const auto ours = timesMs(kOurRounds, [&] {
    heard += (*prior)->score({}, requests).back().end + (*proposer)->score({}, requests).back().end;
  });
  const FlatVocabulary vocabulary(all);
  PaperLstm p, q;
  p->eval();
  q->eval();
  const auto paper = timesMs(kPaperRounds, [&] {
    for (const auto& chords : all) heard += stepSequence(p, vocabulary, chords) + stepSequence(q, vocabulary, chords);
  });
  const std::string text = fmt::format(
      "{} candidates of {} chords and the end under P and Q, one thread, median (least) of {} and {} rounds\n"
      "Amuse ({}, {}): {:.2f} ms ({:.2f})\n"
      "the paper's 2 x 512 LSTM in libtorch {}, stepped sequence by sequence: {:.1f} ms ({:.1f})\n"
      "Amuse is {:.0f} times as fast{}\n",
      kCandidates, kChords, kOurRounds, kPaperRounds, (*prior)->name(), (*proposer)->name(), median(ours), ours.front(),
      TORCH_VERSION, median(paper), paper.front(), median(paper) / median(ours), heard < 0 ? "" : "?");
  std::printf("%s", text.c_str());
  return writeFile(options.out / "paper_speed.txt", text);
}

}  // namespace amuse::train
