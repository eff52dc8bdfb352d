#include <array>

#include "base/assert.h"
#include "theory/internal/lead_sheet.h"
#include "theory/internal/quality_table.h"

namespace amuse::theory::internal {
namespace {

/// How a chord is built on a row: which tones are written as alterations ("b9"), as additions ("add9"), as omissions.
struct Plan {
  const QualityRow* row = nullptr;
  int alteredFifth = 0;  ///< 6 (b5), 8 (#5) or 0.
  PitchClassSet altered = {}, added = {}, omitted = {};

  // Judged by eye on the corpus: an alteration reads easier than an addition, an omission is the last resort.
  [[nodiscard]] int cost() const noexcept {
    return 2 * (altered.size() + (alteredFifth != 0 ? 1 : 0)) + 3 * added.size() + 4 * omitted.size();
  }
};

PitchClassSet minus(PitchClassSet a, PitchClassSet b) noexcept {
  return PitchClassSet(static_cast<std::uint16_t>(a.bits() & ~b.bits()));
}

void planFifth(Plan& plan) noexcept {
  if (!plan.omitted.contains(7)) return;
  for (const int semitones : {8, 6}) {
    // Only where reading it keeps the class: "Cm7b5" is half-diminished, "C(#5)" augmented.
    const bool keepsClass = afterAlteredFifth(*plan.row, semitones - 7) == plan.row->quality.chordClass;
    if (!plan.added.contains(semitones) || !keepsClass) continue;
    plan.alteredFifth = semitones;
    plan.added = plan.added.without(semitones);
    plan.omitted = plan.omitted.without(7);
    return;
  }
}

/// 9, 11 or 13 with its altered forms. Reading an alteration removes the natural tone where the row has it, so it is
/// written only when that tone is gone; on triads it could be taken for a part of the root (C#9), so "add" is written.
void planExtension(Plan& plan, int degree, PitchClassSet alterations) noexcept {
  const int natural = Interval{degree, 0}.pitchClass();
  const PitchClassSet present(plan.added.bits() & alterations.bits());
  const bool replaces = plan.row->tonesOfDegree(degree).contains(natural);
  if (present.empty() || !plan.row->isSeventh() || (replaces && !plan.omitted.contains(natural))) return;
  plan.altered = PitchClassSet(plan.altered.bits() | present.bits());
  plan.added = minus(plan.added, present);
  if (replaces) plan.omitted = plan.omitted.without(natural);
}

Plan planOn(const QualityRow& row, const Quality& quality) noexcept {
  Plan plan{&row};
  plan.added = minus(quality.tones, row.quality.tones);
  plan.omitted = minus(row.quality.tones, quality.tones);
  planFifth(plan);
  const bool sharpNine = thirdOf(quality.chordClass) == Third::Major;
  planExtension(plan, 9, sharpNine ? PitchClassSet::of(1, 3) : PitchClassSet::of(1));
  planExtension(plan, 11, PitchClassSet::of(6));
  planExtension(plan, 13, PitchClassSet::of(8));
  return plan;
}

Plan bestPlan(const Quality& quality) {
  Plan best;
  for (const auto& row : qualityRows()) {
    if (!row.hasStem || row.quality.chordClass != quality.chordClass) continue;
    const Plan plan = planOn(row, quality);
    // Of equally simple names the earlier row's: "C7b9", not "C9b9".
    if (best.row == nullptr || plan.cost() < best.cost()) best = plan;
  }
  AMUSE_ASSERT(best.row != nullptr);
  return best;
}

std::string_view alterationName(int semitones) noexcept {
  switch (semitones) {
    case 1: return "b9";
    case 3: return "#9";
    case 6: return "#11";
    default: return "b13";
  }
}

/// What follows "add" for a tone; the third that the class does not have is named so that reading it is no surprise.
std::string_view additionName(int semitones, Third third) noexcept {
  constexpr std::string_view kNames[12] = {"1", "b9", "9", "#9", "3", "11", "#11", "5", "b13", "13", "b7", "maj7"};
  if (semitones == 3 && third == Third::None) return "b3";
  if (semitones == 4 && third == Third::Minor) return "b11";
  return kNames[semitones];
}

// By degree; three semitones are a third on chords without one, else a sharp ninth.
constexpr std::array<int, 12> kOrderWithThird{0, 4, 7, 10, 11, 1, 2, 3, 5, 6, 8, 9};
constexpr std::array<int, 12> kOrderWithoutThird{0, 3, 4, 7, 10, 11, 1, 2, 5, 6, 8, 9};

int degreeNumberIn(const QualityRow& row, int semitones) noexcept {
  for (const auto& interval : row.degrees) {
    if (interval.pitchClass() == semitones) return interval.degree;
  }
  return 1;
}

}  // namespace

std::string leadSheetSuffix(const Quality& quality) {
  if (const QualityRow* row = findRow(quality)) return std::string(row->name);
  const Plan plan = bestPlan(quality);
  std::string text(plan.row->stem);
  const bool bare = text.empty();
  if (plan.alteredFifth != 0) {
    const std::string_view fifth = plan.alteredFifth == 6 ? "b5" : "#5";
    // Without a stem the sign would be read as part of the root: Cb5 is a power chord on C flat.
    text += bare ? "(" + std::string(fifth) + ")" : std::string(fifth);
  }
  for (const int semitones : {1, 3, 6, 8}) {
    if (plan.altered.contains(semitones)) text += alterationName(semitones);
  }
  const Third third = thirdOf(quality.chordClass);
  for (const int semitones : third == Third::None ? kOrderWithoutThird : kOrderWithThird) {
    if (plan.added.contains(semitones)) text.append("add").append(additionName(semitones, third));
  }
  for (int semitones = 0; semitones < 12; ++semitones) {
    if (plan.omitted.contains(semitones)) text += "omit" + std::to_string(degreeNumberIn(*plan.row, semitones));
  }
  return text;
}

}  // namespace amuse::theory::internal
