#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "cli/cli.h"

/// For the tests of this folder: runs a command without a process and keeps what it said.
namespace amuse::cli::testing {

struct Said {
  int status = 0;
  std::string out, err;
};

/// Runs amuse with the models and tables of this repository.
inline Said runAmuse(const std::vector<std::string>& arguments, const std::string& input = "") {
  ::setenv("AMUSE_HOME", AMUSE_SOURCE_DIR, 1);
  std::istringstream in(input);
  std::ostringstream out, err;
  Said said;
  said.status = run(arguments, {in, out, err});
  said.out = out.str();
  said.err = err.str();
  return said;
}

/// True for one line with its line feed.
inline bool isOneLine(const std::string& text) {
  return text.size() > 1 && std::count(text.begin(), text.end(), '\n') == 1 && text.back() == '\n';
}

}  // namespace amuse::cli::testing
