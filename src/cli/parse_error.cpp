#include "cli/internal/parse_error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/text.h"

namespace amuse::cli {
namespace {

/// The whole of `text` as a number, or nothing.
template <typename Number>
std::optional<Number> numberIn(const std::string& text) {
  Number value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Letters to change, add or drop. Source: Levenshtein (1966).
std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

/// "; did you mean --bars?" where one of the names is near.
std::string didYouMean(const std::string& typed, const std::vector<std::string>& names) {
  const std::string* nearest = nullptr;
  std::size_t least = 3;  // more than two slips is another word
  for (const auto& name : names)
    if (const auto distance = editDistance(typed, name); distance < least && distance < name.size() - 1)
      least = distance, nearest = &name;
  return nearest ? fmt::format("; did you mean {}?", *nearest) : "";
}

std::vector<std::string> commandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> optionNames(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

/// The innermost command that was named, and the words that reach its help.
struct Reached {
  const CLI::App* command;
  std::string words = "amuse";
};
Reached reachedBy(const CLI::App& app) {
  Reached reached{&app};
  while (!reached.command->get_subcommands().empty()) {
    reached.command = reached.command->get_subcommands().front();
    reached.words += " " + reached.command->get_name();
  }
  return reached;
}

std::string unexpectedWord(const Reached& reached, const std::string& word) {
  if (word.size() > 1 && word.front() == '-')
    return fmt::format("there is no option {}{}", word.substr(0, word.find('=')),
                       didYouMean(word.substr(0, word.find('=')), optionNames(*reached.command)));
  return fmt::format("'{}' is one argument too many; put words that belong together in quotes", word);
}

std::string missingCommand(const Reached& reached, const std::vector<std::string>& arguments) {
  const auto names = commandNames(*reached.command);
  if (reached.words == "amuse" && !arguments.empty()) {
    const auto& typed = arguments.front();
    if (typed.front() == '-') return unexpectedWord(reached, typed);
    return fmt::format("there is no command '{}'{}", typed, didYouMean(typed, names));
  }
  return fmt::format("name a command: {}", join(names, ", "));
}

/// "The following arguments were not expected: 3 --brs" -> "--brs": a misspelt option explains its value as well.
std::string firstExtra(const std::string& message, const std::vector<std::string>& arguments) {
  const std::string list = message.substr(message.find(':') + 1);
  const auto words = splitWords(list);
  const auto option = std::find_if(words.begin(), words.end(), [](auto word) { return word.front() == '-'; });
  if (words.empty()) return "";
  std::string extra(option == words.end() ? words.front() : *option);
  // The message separates by blanks; an argument that holds some is shown whole.
  for (const auto& argument : arguments)
    if (argument.rfind(extra + " ", 0) == 0 && extra.front() != '-') return argument.substr(0, 60);
  return extra;
}

/// "--bars: 1 required INT missing" -> "--bars".
std::string optionIn(const std::string& message) { return message.substr(0, message.find(':')); }

}  // namespace

CLI::Validator wholeNumber(std::int64_t low, std::int64_t high) {
  const auto check = [low, high](const std::string& text) -> std::string {
    const auto value = numberIn<std::int64_t>(text);
    if (value && *value >= low && *value <= high) return {};
    return fmt::format("use a whole number from {} to {}, not '{}'", low, high, text);
  };
  return {check, ""};
}

CLI::Validator oneOf(std::vector<std::string> words) {
  return CLI::Validator(
      [words = std::move(words)](std::string& text) {
        if (std::find(words.begin(), words.end(), text) != words.end()) return std::string();
        const std::vector<std::string> most(words.begin(), words.end() - 1);
        return fmt::format("use {} or {}, not '{}'", join(most, ", "), words.back(), text);
      },
      "");
}

CLI::Validator number(double low, double high) {
  const auto check = [low, high](const std::string& text) -> std::string {
    const auto value = numberIn<double>(text);
    if (value && *value >= low && *value <= high) return {};  // not-a-number is in no range
    return fmt::format("use a number from {} to {}, not '{}'", low, high, text);
  };
  return {check, ""};
}

Error mendable(const CLI::App& app, const std::vector<std::string>& arguments, const CLI::ParseError& error) {
  const Reached reached = reachedBy(app);
  const std::string what = error.what();
  std::string message = what;
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
    message = unexpectedWord(reached, firstExtra(what, arguments));
  else if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
    message = fmt::format("{} needs a value after it", optionIn(what));
  else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
    message = commandNames(*reached.command).empty() ? what : missingCommand(reached, arguments);
  return {ErrorCode::InvalidArgument, fmt::format("{}; see {} --help", message, reached.words), {}};
}

}  // namespace amuse::cli
