#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

/// Reports that live inside a page of docs/: everything between two marks is the tool's, the rest a person's.
namespace amuse::evaluate {

/// The page with what stands between "<!-- begin NAME -->" and "<!-- end NAME -->" replaced by `content`, fenced as
/// code. Errors: InvalidArgument, when the page has no such marks in that order.
[[nodiscard]] Result<std::string> withBlock(std::string_view page, std::string_view name, std::string_view content);

/// The same on a file, and the plots (file name -> SVG) into the folder of the page's name beside it:
/// docs/evaluation.md
/// -> docs/evaluation/. Errors: as withBlock; Unavailable (unreadable, unwritable).
[[nodiscard]] Result<void> writeInto(const std::filesystem::path& page, std::string_view name, std::string_view content,
                                     const std::map<std::string, std::string>& plots);

}  // namespace amuse::evaluate
