#include <doctest/doctest.h>

#include "base/text.h"
#include "cli/internal/suggest_text.h"
#include "cli/testing/run_amuse.h"

using amuse::cli::testing::isOneLine;
using amuse::cli::testing::runAmuse;

namespace {

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::vector<std::string> linesIn(const std::string& text) {
  std::vector<std::string> lines;
  for (const auto line : amuse::split(text, '\n')) lines.emplace_back(line);
  return lines;
}

}  // namespace

TEST_CASE("the help of each command names its options and teaches with examples") {
  struct Row {
    std::string command;
    std::vector<std::string> options;
  };
  for (const auto& row :
       {Row{"suggest",
            {"--keywords", "--key",     "--mode",       "--bars",   "--meter",          "--rhythm", "--ending",
             "--count",    "--context", "--surprise",   "--seed",   "--proposer",       "--prior",  "--midi",
             "--wav",      "--json",    "--image",      "--audio",  "--from-recording", "--span",   "--groove",
             "--tempo",    "--swing",   "--feel",       "--energy", "--density",        "--capo",   "--finish",
             "--without",  "--pin",     "--text-weight"}},
        Row{"export", {"--groove", "--tempo", "--swing", "--feel", "--energy", "--density", "--capo", "--finish"}},
        Row{"transcribe",
            {"--format", "--output", "--json", "--span", "--transpose-to", "--simplify", "--alternatives", "--key",
             "--beats-per-bar", "--downbeat-shift", "--tempo-octave", "--song", "--plot"}},
        Row{"inspire", {"--json", "--image", "--audio", "--keywords", "--without", "--pin"}},
        Row{"score", {"--mode", "--classes", "--prior", "--json"}}, Row{"next", {"--mode", "--top", "--json"}},
        Row{"evaluate", {"prior", "suggestions", "inspire"}}, Row{"calibrate", {"--proposer", "--samples"}},
        Row{"doctor", {}}, Row{"completion", {"bash"}}, Row{"train", {"amuse-train"}},
        Row{"first-page", {"--output", "--groove", "--finish"}},
        Row{"serve", {"--host", "--port", "--data", "--store", "--allow-host", "--behind-proxy", "--rate"}},
        Row{"password", {"--remove"}}, Row{"token", {"--list", "--remove"}}}) {
    CAPTURE(row.command);
    const auto said = runAmuse({row.command, "--help"});
    CHECK(said.status == 0);
    CHECK(said.err.empty());
    for (const auto& option : row.options) CHECK_MESSAGE(says(said.out, option), option);
    CHECK(says(runAmuse({"--help"}).out, row.command));
  }
  const auto help = runAmuse({"--help"}).out;
  CHECK(says(help, "amuse suggest \"memories of a warm summer beach\""));
  CHECK(says(help, "Exit status: 0 done"));
  for (const char* command : {"suggest", "inspire", "score", "next", "transcribe"}) {
    const auto said = runAmuse({command, "--help"}).out;
    CHECK_MESSAGE(says(said.substr(said.find("Try:")), std::string("amuse ") + command), command);
  }
  CHECK(isOneLine(runAmuse({"--version"}).out));
}

TEST_CASE("the completion knows every command and option") {
  const auto script = runAmuse({"completion", "bash"}).out;
  for (const char* word : {"suggest", "inspire", "--bars", "--context", "transcribe", "--transpose-to", "--classes",
                           "evaluate", "prior", "doctor"})
    CHECK_MESSAGE(says(script, word), word);
  CHECK(says(runAmuse({"completion", "zsh"}).out, "bashcompinit"));
}

TEST_CASE("people read short lines: chords over numerals, no doubled full stops") {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"suggest", "memories of a warm summer beach", "--seed", "1"},
           {"suggest", "funeral in the rain", "--seed", "2", "--bars", "16", "--rhythm", "auto"},
           {"suggest", "--context", "C G | Am _ | _ G", "--seed", "3"},
           {"suggest", "qwrtz", "--seed", "3", "--count", "1"},
           {"inspire", "smoky jazz bar after midnight"},
           {"next", "C Am F"}}) {
    CAPTURE(arguments[1]);
    const auto said = runAmuse(arguments);
    CHECK(said.status == 0);
    CHECK_FALSE(says(said.out, ".."));
    CHECK_FALSE(says(said.out, ".)"));
    CHECK_FALSE(says(said.out, ".;"));
    for (const auto& line : linesIn(said.out)) {
      CAPTURE(line);
      CHECK(line.size() <= 110);
      CHECK((line.empty() || line.back() != ' '));
    }
  }
  const auto gap = runAmuse({"suggest", "--context", "C G | Am _ | _ G", "--seed", "3"}).out;
  CHECK(says(gap, "1  "));
  CHECK(says(gap, "C         G         Am        ["));
}

TEST_CASE("a sentence becomes a clause") {
  using amuse::cli::asClause;
  CHECK(asClause("The mood is dark.") == "the mood is dark");
  CHECK(asClause("you asked for it") == "you asked for it");
  CHECK(asClause("R&B it is.") == "R&B it is");
  CHECK(asClause("").empty());
}

TEST_CASE("score for people shows both models and where a line is wrong") {
  const auto said = runAmuse({"score"}, "C Am\nC Xm\n");
  CHECK(said.status == 0);
  CHECK(says(said.out, "log P"));
  CHECK(says(said.out, "accepted as a loop with probability"));
  CHECK(says(said.out, "(at byte 2)"));
}
