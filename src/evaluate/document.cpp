#include "evaluate/document.h"

#include <fmt/format.h>

#include "base/files.h"

namespace amuse::evaluate {

Result<std::string> withBlock(std::string_view page, std::string_view name, std::string_view content) {
  const std::string begin = fmt::format("<!-- begin {} -->", name), end = fmt::format("<!-- end {} -->", name);
  const auto first = page.find(begin);
  const auto last = first == std::string_view::npos ? first : page.find(end, first);
  if (last == std::string_view::npos)
    return fail(ErrorCode::InvalidArgument, fmt::format("the page needs the lines {} and {}", begin, end));
  const bool lineEnds = content.ends_with('\n');
  return fmt::format("{}{}\n```text\n{}{}```\n{}", page.substr(0, first), begin, content, lineEnds ? "" : "\n",
                     page.substr(last));
}

Result<void> writeInto(const std::filesystem::path& page, std::string_view name, std::string_view content,
                       const std::map<std::string, std::string>& plots) {
  const auto old = readFile(page);
  if (!old) return tl::unexpected(old.error());
  const auto fresh = withBlock(*old, name, content);
  if (!fresh) return tl::unexpected(fresh.error());
  const auto folder = page.parent_path() / page.stem();
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  for (const auto& [file, svg] : plots)
    if (auto written = writeFile(folder / file, svg); !written) return written;
  return writeFile(page, *fresh);
}

}  // namespace amuse::evaluate
