#include "inspire/internal/modifiers.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "inspire/internal/lexicon.h"

namespace amuse::inspire {
namespace {

struct ShiftRow {
  std::string_view word;
  Shift shift;
};

constexpr ShiftRow kShifts[] = {
    {"but", Shift::Contrast},        {"yet", Shift::Contrast},
    {"however", Shift::Contrast},    {"still", Shift::Contrast},
    {"although", Shift::Background}, {"though", Shift::Background},
    {"despite", Shift::Background},  {"in spite of", Shift::Background},
    {"with", Shift::Background},     {"used to", Shift::Past},
    {"if only", Shift::Wish},        {"wish", Shift::Wish},
    {"pretending", Shift::Mask},     {"fake", Shift::Mask},
    {"trying to", Shift::Trying},    {"then", Shift::Change},
    {"turning into", Shift::Change}, {"becoming", Shift::Change},
    {"builds to", Shift::Change},    {"fading into", Shift::Change},
    {"meets", Shift::Blend},         {"like", Shift::Likeness},
    {"as if", Shift::Likeness},
};

/// Words that are modifiers only before a quality; elsewhere they are plain words or the lexicon's.
constexpr std::string_view kBeforeQuality[] = {"so",     "too",  "all",  "pretty", "crazy", "mad",  "wicked",
                                               "rather", "half", "most", "more",   "quite", "only", "damn",
                                               "super",  "less", "fake", "still",  "a lot", "just", "hopelessly"};

std::optional<ModifierKind> kindOf(std::string_view name) {
  if (name == "negator") return ModifierKind::Negator;
  if (name == "intensifier") return ModifierKind::Intensifier;
  if (name == "diminisher") return ModifierKind::Diminisher;
  if (name == "shifter") return ModifierKind::Shifter;
  if (name == "nothing") return ModifierKind::Nothing;
  return std::nullopt;
}

Shift shiftOf(std::string_view word) {
  const auto row =
      std::find_if(std::begin(kShifts), std::end(kShifts), [&](const ShiftRow& r) { return r.word == word; });
  return row == std::end(kShifts) ? Shift::None : row->shift;
}

}  // namespace

Result<std::vector<Modifier>> parseModifiers(std::string_view table) {
  std::vector<Modifier> modifiers;
  for (const auto& row : tableRows(table)) {
    const auto kind = row.size() > 2 ? kindOf(row[1]) : std::nullopt;
    const auto factor = row.size() > 2 ? findNumber(row[2]) : std::nullopt;
    if (!kind || !factor)
      return fail(ErrorCode::Parse, fmt::format("modifier row {}: needs word, kind, factor", modifiers.size() + 1));
    Modifier made{std::string(row[0]), *kind, *factor, Shift::None, false};
    if (*kind == ModifierKind::Shifter) made.shift = shiftOf(row[0]);
    made.beforeQualityOnly =
        std::find(std::begin(kBeforeQuality), std::end(kBeforeQuality), row[0]) != std::end(kBeforeQuality);
    modifiers.push_back(std::move(made));
  }
  return modifiers;
}

}  // namespace amuse::inspire
