#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

/// What the argument parser objects to, as one line that says what to change.
namespace amuse::cli {

/// A check for options that take a whole number: "use a whole number from 1 to 32, not 'four'".
[[nodiscard]] CLI::Validator wholeNumber(std::int64_t low, std::int64_t high);
/// A check for options that take any number in a range.
[[nodiscard]] CLI::Validator number(double low, double high);

/// A check for options that take one of a few words: "use normal, half or double, not 'slow'".
[[nodiscard]] CLI::Validator oneOf(std::vector<std::string> words);

/// The parser's error in our words: the option named, the nearest one we have, the help to read.
[[nodiscard]] Error mendable(const CLI::App& app, const std::vector<std::string>& arguments,
                             const CLI::ParseError& error);

}  // namespace amuse::cli
