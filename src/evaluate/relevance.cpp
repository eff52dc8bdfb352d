#include "evaluate/relevance.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>

#include "base/random.h"
#include "base/text.h"
#include "evaluate/genre_groups.h"

namespace amuse::evaluate {
namespace {

constexpr std::size_t kOpening = 4;
constexpr int kProposals = 30;
constexpr double kSmoothing = 0.5, kClearAffect = 0.2;

/// Symbols as they are, steps behind them, numbers of tones behind those.
std::vector<int> featuresOf(std::span<const theory::RelativeChord> chords) {
  constexpr int kSteps = 1000, kTones = 100000, kClasses = theory::kChordClassCount;
  std::vector<int> features;
  for (std::size_t i = 0; i < chords.size(); ++i) {
    const int symbol = lm::symbolOf(chords[i]);
    features.push_back(symbol);
    features.push_back(kTones + chords[i].quality.tones.size());
    if (i == 0) continue;
    const int before = lm::symbolOf(chords[i - 1]);
    const int move = (chords[i].root - chords[i - 1].root + 12) % 12;
    features.push_back(kSteps + (move * (kClasses + 1) + before % kClasses) * (kClasses + 1) + symbol % kClasses);
  }
  return features;
}

/// A kind of label; an empty label means: says nothing of this kind.
struct Task {
  std::string name;
  std::function<std::string(const corpus::Section&)> ofSong;
  std::function<std::string(const corpus::ProposalRecord&)> ofRecord;
  std::function<std::string(const inspire::InspirationRecord&)> ofAsked;
};

std::string signOf(double value) { return value >= kClearAffect ? "high" : value <= -kClearAffect ? "low" : ""; }

std::string groupOrNothing(std::span<const std::string> genres) {
  const auto group = genreGroup(genres);
  return group == "other" ? "" : std::string(group);
}

std::vector<Task> tasks() {
  const auto noSong = [](const corpus::Section&) { return std::string(); };
  const auto mode = [](const auto& from) { return std::string(theory::toText(from.mode)); };
  const auto genre = [](const auto& from) { return groupOrNothing(from.genres); };
  return {{"mode", mode, mode, mode},
          {"genre", genre, genre, genre},
          {"valence", noSong, [](const auto& r) { return signOf(r.valence); },
           [](const auto& r) { return signOf(r.affect.valence); }},
          {"arousal", noSong, [](const auto& r) { return signOf(r.arousal); },
           [](const auto& r) { return signOf(r.affect.arousal); }},
          {"tension", noSong, [](const auto& r) { return signOf(r.tension); },
           [](const auto& r) { return signOf(r.affect.tension); }},
          {"complexity", noSong, [](const auto& r) { return signOf(r.complexity); },
           [](const auto& r) { return signOf(r.affect.complexity); }}};
}

/// Recovered shares by label; each guess with a weight.
class Recovered {
 public:
  void add(const std::string& label, bool right, double weight) {
    auto& [hit, all] = byLabel_[label];
    hit += right ? weight : 0;
    all += weight;
  }
  /// Mean over labels: a label that is asked often counts no more than another.
  [[nodiscard]] double mean() const {
    double sum = 0;
    int labels = 0;
    for (const auto& [label, share] : byLabel_)
      if (share.second > 0) sum += share.first / share.second, ++labels;
    return labels == 0 ? 0 : sum / labels;
  }
  [[nodiscard]] std::size_t labels() const noexcept { return byLabel_.size(); }

 private:
  std::map<std::string, std::pair<double, double>> byLabel_;
};

/// An eighth of the keyword sets, decided by their words.
bool isForLearning(const corpus::ProposalRecord& record) { return stableHash(join(record.keywords, ",")) % 8 == 0; }

ChordClassifier learn(const Task& task, const std::vector<corpus::Section>& songs,
                      const std::vector<corpus::ProposalRecord>& records) {
  ChordClassifier classifier;
  for (const auto& song : songs) {
    if (song.isTemplate || song.license != corpus::LicenseClass::Open || song.chords.size() < kOpening) continue;
    if (const auto label = task.ofSong(song); !label.empty())
      classifier.learn(label, std::span(song.chords).first(kOpening));
  }
  for (const auto& record : records)
    if (const auto label = task.ofRecord(record); !label.empty() && isForLearning(record))
      for (const auto& progression : record.progressions) classifier.learn(label, progression);
  return classifier;
}

double writtenRecovered(const Task& task, const ChordClassifier& classifier,
                        const std::vector<corpus::ProposalRecord>& records) {
  Recovered written;
  for (const auto& record : records) {
    const auto label = task.ofRecord(record);
    if (label.empty() || isForLearning(record) || !classifier.knows(label)) continue;
    for (const auto& progression : record.progressions)
      written.add(label, classifier.classify(progression) == label, 1);
  }
  return written.mean();
}

}  // namespace

void ChordClassifier::learn(const std::string& label, std::span<const theory::RelativeChord> chords) {
  Counts& counts = counts_[label];
  for (const int feature : featuresOf(chords)) {
    ++counts.features[feature];
    ++counts.total;
    ++known_[feature];
  }
}

std::string ChordClassifier::classify(std::span<const theory::RelativeChord> chords) const {
  const auto features = featuresOf(chords);
  const double kinds = kSmoothing * static_cast<double>(known_.size() + 1);
  std::string best;
  double highest = -1e300;
  for (const auto& [label, counts] : counts_) {
    double sum = 0;
    for (const int feature : features) {
      const auto found = counts.features.find(feature);
      sum += std::log(((found == counts.features.end() ? 0 : found->second) + kSmoothing) / (counts.total + kinds));
    }
    if (sum > highest) highest = sum, best = label;
  }
  return best;
}

Result<std::vector<RelevanceRow>> measureRelevance(const app::Engine& engine, const std::vector<corpus::Section>& songs,
                                                   const std::vector<corpus::ProposalRecord>& records,
                                                   const std::vector<inspire::InspirationRecord>& asked,
                                                   double surprise, std::uint32_t seed) {
  std::vector<JudgedSet> drawn;
  for (const auto& request : asked) {
    auto set = judgeSet(engine, {request.keywords, request.mode, ""}, 4, kProposals, surprise, seed);
    if (!set) return tl::unexpected(set.error());
    drawn.push_back(*std::move(set));
  }
  std::vector<RelevanceRow> rows;
  for (const Task& task : tasks()) {
    const ChordClassifier classifier = learn(task, songs, records);
    RelevanceRow row{task.name, 0, 0, 0, writtenRecovered(task, classifier, records), 0, 0};
    Recovered proposed, accepted;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      const auto label = task.ofAsked(asked[i]);
      if (label.empty() || !classifier.knows(label)) continue;
      ++row.requests;
      for (const auto& draft : drawn[i].drafts) {
        const bool right = classifier.classify(draft.chords) == label;
        proposed.add(label, right, 1);
        accepted.add(label, right, draft.acceptance);
      }
    }
    row.labels = proposed.labels();
    row.chance = classifier.labels() == 0 ? 0 : 1 / static_cast<double>(classifier.labels());
    row.proposed = proposed.mean();
    row.accepted = accepted.mean();
    rows.push_back(row);
  }
  return rows;
}

std::string toText(const std::vector<RelevanceRow>& rows) {
  std::string out = fmt::format("{:<12}{:>9}{:>8}{:>9}{:>10}{:>10}{:>10}\n", "recovered", "requests", "labels",
                                "chance", "authored", "proposed", "accepted");
  for (const auto& row : rows)
    out += fmt::format("{:<12}{:>9}{:>8}{:>8.1f}%{:>9.1f}%{:>9.1f}%{:>9.1f}%\n", row.task, row.requests, row.labels,
                       100 * row.chance, 100 * row.written, 100 * row.proposed, 100 * row.accepted);
  return out;
}

}  // namespace amuse::evaluate
