#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>

#include "train_command.h"

/// amuse-train: the programs that need libtorch. Built with -DAMUSE_TRAIN=ON where libtorch is installed.
namespace {

using amuse::train::TrainCommand;

constexpr std::array kCommands{
    TrainCommand{"prior",
                 "A prior with its card: models/prior-SET (--data --out --set --seed --epochs --work --parity)",
                 amuse::train::trainPrior},
    TrainCommand{"paper-lstm", "The paper's 2 x 512 LSTM as a yardstick (--data --out --set --seed --epochs --minutes)",
                 amuse::train::trainPaperLstm},
    TrainCommand{"paper-speed", "That LSTM stepped sequence by sequence, timed beside the shipped models (--out)",
                 amuse::train::timePaperLstm},
    TrainCommand{"proposer-net",
                 "The built-in proposer's network (--start models/proposer-open.bin --out models --seed)",
                 amuse::train::trainProposerNet},
    TrainCommand{"transcriber-chords", "The ears for chords (--renders --out models --seed --epochs --work --parity)",
                 amuse::train::trainTranscriberChords},
    TrainCommand{"transcriber-beats", "The ears for beats (likewise)", amuse::train::trainTranscriberBeats},
};

void addOptions(CLI::App& command, amuse::train::TrainOptions& options) {
  command.add_option("--data", options.data, "The shared data folder")->capture_default_str();
  command.add_option("--out", options.out, "Where the results go")->capture_default_str();
  command.add_option("--set", options.set, "open or research")
      ->check(CLI::IsMember({"open", "research"}))
      ->capture_default_str();
  command.add_option("--seed", options.seed, "Seed of weights and order")->capture_default_str();
  command.add_option("--epochs", options.epochs, "Passes at most; 0 for the command's default")->capture_default_str();
  command.add_option("--minutes", options.minutes, "Stop after the pass in which so many have gone by; 0: never");
  command.add_option("--work", options.work, "Finished networks and those under way")->capture_default_str();
  command.add_option("--parity", options.parity, "Where the values that tests compare with go")->capture_default_str();
  command.add_option("--start", options.start, "Weights to go on from");
  command.add_option("--renders", options.renders, "What amuse-renders made")->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  CLI::App app("Trains with gradients (libtorch). Weights made here are read by amuse without libtorch.");
  app.require_subcommand(1);
  amuse::train::TrainOptions options;
  int exitCode = 0;
  for (const TrainCommand& row : kCommands) {
    auto* command = app.add_subcommand(std::string(row.name), std::string(row.help));
    addOptions(*command, options);
    command->callback([&row, &options, &exitCode] {
      if (const auto done = row.run(options); !done) {
        std::fprintf(stderr, "amuse-train: %s\n", done.error().message.c_str());
        exitCode = amuse::exitCodeOf(done.error().code);
      }
    });
  }
  CLI11_PARSE(app, argc, argv);
  return exitCode;
}
