#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "brief/brief.h"
#include "inspire/text_reader.h"

/// Several inspirations at once, and what the songwriter does to the keywords found.
namespace amuse::inspire {

/// One inspiration as it was read, and how much it counts.
struct WeighedBrief {
  brief::Brief brief;
  double weight = 1;  ///< Above 0.
};

/// Joins readings. Each keyword counts by its own weight times its inspiration's; the same keyword from two of them
/// keeps both pieces of evidence and weighs more. Where two inspirations pull apart (bright and dark, calm and wild)
/// both sides stay, a keyword names the contrast ("bittersweet", "contrasting"), and tension and complexity rise: the
/// middle alone would be neither. The mode is the heaviest say; a measured tempo beats one that words suggest.
/// @param readings  At least one. One alone comes back as it is.
[[nodiscard]] brief::Brief blend(const TextReader& reader, const std::vector<WeighedBrief>& readings);

/// What the songwriter asks of the keywords.
struct KeywordEdits {
  std::vector<brief::Keyword> add;   ///< With weights; one that is there already takes the new weight.
  std::vector<std::string> without;  ///< Removed, in any case of letters.
  std::vector<std::string> pin;      ///< Kept at full weight, first in the list; added where missing.
  [[nodiscard]] bool empty() const noexcept { return add.empty() && without.empty() && pin.empty(); }
};

/// Reads "warm,jazz:0.5,waltz": a keyword, and after a colon its weight from 0 to 1 (1 where none is given).
/// Errors: InvalidArgument (a weight out of range; more than 64 keywords; one longer than 100 bytes), Parse (UTF-8).
[[nodiscard]] Result<std::vector<brief::Keyword>> parseWeighedKeywords(std::string_view list);

/// The brief after editing: affect, genres, mode and tempo follow from the keywords that are left. What a reading said
/// beyond its keywords stays as far as they do. Removing what is not there is noted. No edits: the brief as it is.
[[nodiscard]] brief::Brief edited(const TextReader& reader, const brief::Brief& brief, const KeywordEdits& edits);

}  // namespace amuse::inspire
