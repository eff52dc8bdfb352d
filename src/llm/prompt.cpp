#include "llm/prompt.h"

#include <optional>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"

namespace amuse::llm {
namespace {

constexpr std::string_view kVersion = "version: ", kSection = "== ";

std::optional<Role> roleOf(std::string_view name) {
  if (name == "system") return Role::System;
  if (name == "user") return Role::User;
  if (name == "assistant") return Role::Assistant;
  return std::nullopt;
}

/// One line with its places filled; nothing for a line whose places are all empty.
Result<std::optional<std::string>> fillLine(std::string_view line, const PromptValues& values) {
  std::string filled;
  bool hasPlace = false, hasValue = false;
  for (;;) {
    const auto open = line.find("{{");
    const auto close = open == std::string_view::npos ? open : line.find("}}", open);
    if (close == std::string_view::npos) break;
    const std::string_view name = line.substr(open + 2, close - open - 2);
    const auto value = values.find(name);
    if (value == values.end())
      return fail(ErrorCode::InvalidArgument, fmt::format("the prompt's place {} has no value", name));
    hasPlace = true;
    hasValue = hasValue || !value->second.empty();
    filled += line.substr(0, open);
    filled += value->second;
    line.remove_prefix(close + 2);
  }
  if (hasPlace && !hasValue) return std::optional<std::string>();
  return std::optional(filled + std::string(line));
}

Result<std::string> fillText(std::string_view text, const PromptValues& values) {
  std::vector<std::string> lines;
  for (const auto line : split(text, '\n')) {
    auto filled = fillLine(line, values);
    if (!filled) return tl::unexpected(filled.error());
    if (*filled) lines.push_back(**std::move(filled));
  }
  return join(lines, "\n");
}

}  // namespace

Result<Prompt> Prompt::parse(std::string_view text) {
  if (text.size() > kMaxPromptBytes) return fail(ErrorCode::TooLarge, "the prompt is over 64 kB");
  if (findInvalidUtf8(text) != std::string_view::npos) return fail(ErrorCode::Parse, "the prompt is no UTF-8");
  const auto lines = split(text, '\n');
  Prompt prompt;
  if (!lines.front().starts_with(kVersion) || lines.front().size() > 100)
    return fail(ErrorCode::Parse, "line 1: a prompt begins with version: NAME");
  prompt.version_ = trim(lines.front().substr(kVersion.size()));
  std::string* section = nullptr;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (!lines[i].starts_with(kSection)) {
      if (section != nullptr) *section += std::string(lines[i]) + "\n";
      if (section == nullptr && !trim(lines[i]).empty())
        return fail(ErrorCode::Parse, fmt::format("line {}: this stands in no section", i + 1));
      continue;
    }
    const std::string_view name = trim(lines[i].substr(kSection.size()));
    const auto role = roleOf(name);
    if (!role && name != "schema")
      return fail(ErrorCode::Parse,
                  fmt::format("line {}: no such section; use system, user, assistant, schema", i + 1));
    section = role ? &prompt.sections_.emplace_back(Message{*role, {}}).text : &prompt.schema_;
  }
  for (auto& one : prompt.sections_) one.text = trim(one.text);
  prompt.schema_ = trim(prompt.schema_);
  if (prompt.version_.empty() || prompt.sections_.empty())
    return fail(ErrorCode::Parse, "a prompt has a version and at least one message");
  return prompt;
}

Result<Prompt> Prompt::open(const std::filesystem::path& path) {
  const auto text = readFile(path, kMaxPromptBytes);
  if (!text) return tl::unexpected(text.error());
  auto prompt = parse(*text);
  if (!prompt) return fail(prompt.error().code, fmt::format("{}: {}", path.string(), prompt.error().message));
  return prompt;
}

Result<std::vector<Message>> Prompt::fill(const PromptValues& values) const {
  std::vector<Message> messages;
  for (const auto& section : sections_) {
    auto text = fillText(section.text, values);
    if (!text) return tl::unexpected(text.error());
    messages.push_back({section.role, *std::move(text)});
  }
  return messages;
}

}  // namespace amuse::llm
