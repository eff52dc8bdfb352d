#include "evaluate/best_and_worst.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "evaluate/keyword_sets.h"
#include "theory/key.h"

namespace amuse::evaluate {
namespace {

constexpr int kDrawn = 60;
constexpr std::size_t kListed = 5;

std::vector<AskedSet> shownSets() {
  using theory::Mode;
  return {{{"jazz", "smoky", "late night"}, Mode::Maj, "jazz"},
          {{"bossa nova", "beach", "gentle"}, Mode::Maj, "bossa"},
          {{"soul", "warm", "love"}, Mode::Maj, "soul"},
          {{"sunny", "indie pop", "carefree"}, Mode::Maj, "pop"},
          {{"folk", "campfire", "homesick"}, Mode::Maj, "folk"},
          {{"melancholy", "rain", "piano"}, Mode::Min, "pop"},
          {{"epic", "film score", "battle"}, Mode::Min, "film"},
          {{"dark", "techno", "hypnotic"}, Mode::Min, "electronic"},
          {{"blues", "gritty"}, Mode::Mix, "blues"},
          {{"funk", "groove", "cool"}, Mode::Dor, "soul"}};
}

double logRatioOf(const sample::Draft& draft) { return (draft.logP - draft.logQ) / std::max(draft.chordCount, 1); }

std::string draftLine(const sample::Draft& draft, theory::Mode mode) {
  const theory::Key key{{}, mode};
  std::vector<std::string> words;
  for (const auto& chord : draft.chords) words.push_back(theory::toText(theory::toSymbol(chord, key)));
  return fmt::format("  {:>+6.2f} {:>6.2f} {:>5.0f}%  {}\n", logRatioOf(draft),
                     draft.logP / std::max(draft.chordCount, 1), 100 * draft.acceptance, join(words, "  "));
}

}  // namespace

Result<std::string> bestAndWorst(const app::Engine& engine, double surprise, std::uint32_t seed) {
  std::string out = "  ln P/Q and ln P a chord, acceptance, chords in C\n";
  for (const auto& set : shownSets()) {
    auto judged = judgeSet(engine, set, 4, kDrawn, surprise, seed);
    if (!judged) return tl::unexpected(judged.error());
    auto& drafts = judged->drafts;
    std::stable_sort(drafts.begin(), drafts.end(),
                     [](const auto& a, const auto& b) { return logRatioOf(a) > logRatioOf(b); });
    out += fmt::format("{} ({})\n", join(set.keywords, ", "), theory::toText(set.mode));
    const std::size_t listed = std::min(kListed, drafts.size() / 2);
    for (std::size_t i = 0; i < listed; ++i) out += draftLine(drafts[i], set.mode);
    out += "     ...\n";
    for (std::size_t i = drafts.size() - listed; i < drafts.size(); ++i) out += draftLine(drafts[i], set.mode);
  }
  return out;
}

}  // namespace amuse::evaluate
