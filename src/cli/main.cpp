// The program `amuse`.
#include <csignal>
#include <iostream>
#include <unistd.h>

#include "cli/cli.h"

namespace {
/// Files are written under a temporary name and renamed, so stopping at once loses nothing that was there.
void stopOnInterrupt(int) { _exit(130); }
}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGINT, stopOnInterrupt);
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  return amuse::cli::run({argv + 1, argv + argc}, {std::cin, std::cout, std::cerr});
}
