#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/result.h"

/// The command line: arguments in, text or one JSON object out, exit codes. No music logic.
namespace amuse::cli {

/// Where a command reads and writes, so that tests can run it without a process.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

/// Runs `amuse` with the arguments after the program's name.
/// @return The exit status: 0 done; 2 what the caller can mend; 3 what the machine must mend; 4 a fault of ours.
/// Errors go to `err` as one line that says what to change. Catches every exception.
[[nodiscard]] int run(const std::vector<std::string>& arguments, const Streams& streams);

}  // namespace amuse::cli
