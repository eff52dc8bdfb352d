#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Small text tools used everywhere: splitting tables, ASCII case, checking UTF-8.
namespace amuse {

/// The pieces between separators; one piece for text without any. Views into `text`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// The runs of non-blank characters (ASCII space, tab, CR, LF). Views into `text`.
[[nodiscard]] std::vector<std::string_view> splitWords(std::string_view text);
/// `text` without leading and trailing ASCII blanks.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;
/// ASCII letters to lower case; other bytes stay.
[[nodiscard]] std::string toLower(std::string_view text);
/// The pieces with `separator` between them.
[[nodiscard]] std::string join(const std::vector<std::string>& pieces, std::string_view separator);
/// Byte offset of the first invalid UTF-8 sequence (overlong, surrogate, cut short, beyond U+10FFFF), or npos.
[[nodiscard]] std::size_t findInvalidUtf8(std::string_view text) noexcept;
/// The beginning of `text`, at most so many bytes and only whole characters of valid UTF-8: for showing and keeping.
[[nodiscard]] std::string_view validBeginning(std::string_view text, std::size_t mostBytes) noexcept;

/// A TSV table's rows without its header line; blank lines and lines that begin with '#' are passed over.
/// Views into `table`, which must outlive them.
[[nodiscard]] std::vector<std::vector<std::string_view>> tableRows(std::string_view table);

}  // namespace amuse
