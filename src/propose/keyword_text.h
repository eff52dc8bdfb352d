#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Comparing music keywords as text: one written form, and how much two of them have in common.
namespace amuse::propose {

/// Lower case, hyphens and underscores to single spaces, common short forms to one: "Lo-Fi" and "lofi" -> "lo fi".
[[nodiscard]] std::string normaliseKeyword(std::string_view text);

/// How much two normalised keywords share as words, 0..1: 1 for equal texts; words of one stem count almost as the
/// word itself ("nostalgia", "nostalgic"); "rainy night" and "rain" share half.
[[nodiscard]] double sharedWords(std::string_view a, std::string_view b) noexcept;

/// The first letters of a keyword's words as bits: two keywords with none in common share no words.
[[nodiscard]] std::uint32_t initialsOf(std::string_view text) noexcept;

}  // namespace amuse::propose
