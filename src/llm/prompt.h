#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "llm/chat.h"

/// Prompts as files: sections of text with named places to fill. What the prompts say is their users' business.
namespace amuse::llm {

inline constexpr std::size_t kMaxPromptBytes = 64u << 10;

/// What stands in the places, by name.
using PromptValues = std::map<std::string, std::string, std::less<>>;

/// One prompt. The file's first line is "version: NAME"; then sections "== system", "== user", "== assistant" follow,
/// each a message, and perhaps one "== schema" with a JSON schema. A place is {{name}}. A line whose places are all
/// empty is left out.
class Prompt final {
 public:
  /// Errors: TooLarge; Parse with the line.
  [[nodiscard]] static Result<Prompt> parse(std::string_view text);
  /// Errors: Unavailable; Parse, naming the file.
  [[nodiscard]] static Result<Prompt> open(const std::filesystem::path& path);

  /// "propose-1": to be changed with every change of the words; calibrations name it.
  [[nodiscard]] const std::string& version() const noexcept { return version_; }
  /// The messages with their places filled. Values are put in as they stand: places in them are not filled.
  /// Errors: InvalidArgument, for a place without a value.
  [[nodiscard]] Result<std::vector<Message>> fill(const PromptValues& values) const;
  /// The schema section as it stands; empty without one.
  [[nodiscard]] const std::string& schema() const noexcept { return schema_; }
  /// The sections as they stand.
  [[nodiscard]] const std::vector<Message>& sections() const noexcept { return sections_; }

 private:
  std::string version_, schema_;
  std::vector<Message> sections_;
};

}  // namespace amuse::llm
