#include <doctest/doctest.h>

#include <filesystem>

#include "cli/testing/run_amuse.h"

using amuse::cli::testing::isOneLine;
using amuse::cli::testing::runAmuse;

namespace {

/// What is typed, what the one line must say, and the exit status.
struct BadInput {
  std::vector<std::string> arguments;
  std::string says;
  int status = 2;
};

std::string commandOf(const std::vector<std::string>& arguments) {
  std::string text;
  for (const auto& argument : arguments) text += argument.substr(0, 60) + " ";
  return text;
}

const std::vector<BadInput> kBadInputs{
    // What suggest asks of its words.
    {{"suggest"}, "nothing to go by: give a phrase, a picture, a sound, keywords or chords as context"},
    {{"suggest", ""}, "nothing to go by"},
    {{"suggest", " \n "}, "nothing to go by"},
    {{"suggest", "x", "--keywords", "\xff"}, "a keyword is not valid UTF-8"},
    {{"suggest", "\xff\xfe"}, "the text is not valid UTF-8"},
    {{"suggest", std::string(1 << 20, 'a')}, "the text has 1048576 bytes; give at most 65536"},
    {{"suggest", "two", "texts"}, "'texts' is one argument too many; put words that belong together in quotes"},
    // What its options take.
    {{"suggest", "x", "--key", "H"}, "key: no such key"},
    {{"suggest", "x", "--key", "G# major"}, "key:"},
    {{"suggest", "x", "--mode", "Happy"}, "mode: no such mode; use Maj, Min, Dor"},
    {{"suggest", "x", "--context", "C Hm"}, "context: 'Hm' is no chord"},
    {{"suggest", "x", "--context", "C | | G"}, "context: an empty bar"},
    {{"suggest", "x", "--meter", "4/5"}, "meter:"},
    {{"suggest", "x", "--meter", "waltz"}, "meter:"},
    {{"suggest", "x", "--bars", "0"}, "--bars: use a whole number from 1 to 32, not '0'"},
    {{"suggest", "x", "--bars", "33"}, "--bars: use a whole number from 1 to 32, not '33'"},
    {{"suggest", "x", "--bars", "four"}, "--bars: use a whole number from 1 to 32, not 'four'"},
    {{"suggest", "x", "--bars", "4.5"}, "--bars: use a whole number from 1 to 32, not '4.5'"},
    {{"suggest", "x", "--bars", "99999999999999999999"}, "--bars: use a whole number"},
    {{"suggest", "x", "--bars"}, "--bars needs a value after it"},
    {{"suggest", "--context", "C _", "--bars", "4"}, "bars cannot go with a context that has slots"},
    {{"suggest", "x", "--count", "0"}, "--count: use a whole number from 1 to 100, not '0'"},
    {{"suggest", "x", "--count", "101"}, "--count: use a whole number from 1 to 100, not '101'"},
    {{"suggest", "x", "--from-recording", "continue"}, "--from-recording: name the recording with --audio F"},
    {{"suggest", "x", "--span", "0-10"}, "--span: names a stretch of --from-recording's recording; give that, too"},
    {{"suggest", "x", "--from-recording", "copy"}, "--from-recording: use continue, answer, reharmonise or style"},
    {{"suggest", "x", "--surprise", "2"}, "--surprise: use a number from 0 to 1, not '2'"},
    {{"suggest", "x", "--surprise", "-0.1"}, "--surprise: use a number from 0 to 1, not '-0.1'"},
    {{"suggest", "x", "--surprise", "nan"}, "--surprise: use a number from 0 to 1, not 'nan'"},
    {{"suggest", "x", "--surprise", "much"}, "--surprise: use a number from 0 to 1, not 'much'"},
    {{"suggest", "x", "--seed", "-1"}, "--seed: use a whole number from 0 to 4294967295, not '-1'"},
    {{"suggest", "x", "--seed", "4294967296"}, "--seed: use a whole number from 0 to 4294967295"},
    {{"suggest", "x", "--seed", "lucky"}, "--seed: use a whole number from 0 to 4294967295, not 'lucky'"},
    {{"suggest", "x", "--rhythm", "swing"}, "rhythm is 'swing'; use bar or auto"},
    {{"suggest", "--context", "C _", "--rhythm", "swing"}, "rhythm is 'swing'"},
    {{"suggest", "x", "--ending", "fade"}, "ending: no such ending"},
    {{"suggest", "x", "--prior", "secret"}, "prior is 'secret'; use open or research"},
    {{"suggest", "x", "--proposer", "oracle"}, "proposer is 'oracle'"},
    {{"suggest", "x", "--proposer", "llm"}, "proposer llm: no language model is configured"},
    {{"suggest", "--audio", "/nonexistent/rain.wav"}, "--audio: there is no file /nonexistent/rain.wav"},
    {{"suggest", "--audio", "/etc/passwd:11"}, "the weight is 11; use 0 to 10"},
    {{"inspire", "x", "--text-weight", "11"}, "--text-weight: use a number from 0 to 10, not '11'"},
    {{"suggest", "x", "--keywords", "warm:2"}, "--keywords: the weight in 'warm:2' must be from 0 to 1"},
    {{"suggest", "x", "--image", "/nonexistent/a.png"}, "--image: there is no file /nonexistent/a.png"},
    {{"suggest", "x", "--groove", "nope", "--midi", "/nonexistent/x.mid"}, "there is no groove 'nope'"},
    {{"suggest", "x", "--groove", "rock"}, "how it is played shows in files only; add --midi F"},
    {{"suggest", "x", "--finish", "final"}, "how it is played shows in files only"},
    {{"suggest", "x", "--midi", "x.mid", "--tempo", "10"}, "--tempo: use a number from 20 to 400, not '10'"},
    {{"suggest", "x", "--midi", "x.mid", "--swing", "hard"}, "--swing: use a number from 0 to 1, not 'hard'"},
    {{"suggest", "x", "--midi", "x.mid", "--feel", "triple"}, "--feel: use normal, half or double, not 'triple'"},
    {{"suggest", "x", "--midi", "x.mid", "--energy", "2"}, "--energy: use a number from 0 to 1, not '2'"},
    {{"suggest", "x", "--midi", "x.mid", "--density", "-1"}, "--density: use a number from 0 to 1, not '-1'"},
    {{"suggest", "x", "--midi", "x.mid", "--capo", "12"}, "--capo: use a whole number from 0 to 11, not '12'"},
    {{"suggest", "x", "--midi", "x.mid", "--finish", "fade"}, "--finish: use auto, loop or final, not 'fade'"},
    {{"export", "x.json", "-o", "x.mid", "--tempo", "fast"}, "--tempo: use a number from 20 to 400, not 'fast'"},
    {{"export", "x.json", "-o", "x.mid", "--capo", "2.5"}, "--capo: use a whole number from 0 to 11, not '2.5'"},
    {{"first-page", "--swing", "7"}, "--swing: use a number from 0 to 1, not '7'"},
    {{"suggest", "x", "--midi", "/nonexistent/x.mid"}, "cannot write /nonexistent/x.mid", 3},
    {{"suggest", "x", "--midi", "/dev/null"}, "cannot write /dev/null", 3},
    // Words that are none of ours.
    {{}, "name a command: inspire, suggest"},
    {{"sugest", "x"}, "there is no command 'sugest'; did you mean suggest?"},
    {{"compose"}, "there is no command 'compose'; see amuse --help"},
    {{"--loud"}, "there is no option --loud"},
    {{"suggest", "x", "--loud"}, "there is no option --loud; see amuse suggest --help"},
    {{"suggest", "x", "--brs", "4"}, "there is no option --brs; did you mean --bars?"},
    {{"suggest", "x", "--brs=4"}, "there is no option --brs; did you mean --bars?"},
    // The other commands.
    {{"inspire"}, "nothing to read"},
    {{"inspire", "", "--keywords", ", ,"}, "nothing to read"},
    {{"inspire", "\xc3("}, "the text is not valid UTF-8"},
    {{"inspire", std::string(1 << 20, 'a')}, "the text has 1048576 bytes"},
    {{"score", "--mode", "Happy"}, "--mode: no such mode"},
    {{"score", "--classes", "rough"}, "--classes:"},
    {{"score", "C G"}, "'C G' is one argument too many"},
    {{"next", "C H"}, "a chord begins with its root, A to G, as in F#m7 (at byte 2)"},
    {{"next", "C", "--mode", "Happy"}, "--mode: no such mode"},
    {{"next", "C", "--top", "0"}, "--top: use a whole number from 1 to 192, not '0'"},
    {{"next", "C", "--top", "193"}, "--top: use a whole number from 1 to 192"},
    {{"export"}, "song is required"},
    {{"export", "x.json"}, "--output is required"},
    {{"export", "/nonexistent.json", "-o", "x.mid"}, "cannot open /nonexistent.json", 3},
    {{"export", "x.json", "-o", "x.mid", "--seed", "lucky"}, "--seed: use a whole number"},
    {{"import", "/nonexistent.mid", "-o", "-"}, "cannot open /nonexistent.mid", 3},
    {{"transcribe"}, "audio is required"},
    {{"transcribe", "/nonexistent.ogg"}, "there is no file /nonexistent.ogg"},
    {{"transcribe", "x.ogg", "--format", "wav"}, "--format is 'wav'; use json, midi, musicxml"},
    {{"transcribe", "x.ogg", "-o", "x.ogg"}, "--format is missing and 'x.ogg' names none"},
    {{"transcribe", "x.ogg", "--span", "late"}, "--span: name a stretch as 1:30-2:45"},
    {{"transcribe", "x.ogg", "--span", "0-16:00"}, "--span: a stretch must end after it begins, at most 15 minutes"},
    {{"transcribe", "x.ogg", "--key", "H"}, "--key: no such key"},
    {{"transcribe", "x.ogg", "--transpose-to", "H"}, "--transpose-to: no such key"},
    {{"transcribe", "x.ogg", "--simplify", "power"}, "--simplify: use triads, sevenths or full"},
    {{"transcribe", "x.ogg", "--alternatives", "11"}, "--alternatives: use a whole number from 0 to 10"},
    {{"transcribe", "x.ogg", "--plot", "x.svg"}, "--plot: the picture is a PNG file"},
    {{"completion", "fish"}, "use bash or zsh, not 'fish'"},
    {{"evaluate"}, "name a command: prior"},
    {{"evaluate", "prior", "--data", "/nonexistent"}, "cannot open /nonexistent", 3},
    {{"evaluate", "transcriber"}, "folder is required"},
    {{"evaluate", "transcriber", "/nonexistent"}, "there are no sound files with a .lab beside them in /nonexistent"},
    {{"calibrate", "--samples", "1"}, "--samples: use a whole number from 320 to 1000000, not '1'"},
};

}  // namespace

TEST_CASE("every bad input is one line that says what to change, with the right status and no output") {
  for (const auto& bad : kBadInputs)
    for (const bool asJson : {false, true}) {
      auto arguments = bad.arguments;
      const bool hasJson = !arguments.empty() && (arguments[0] == "suggest" || arguments[0] == "inspire" ||
                                                  arguments[0] == "score" || arguments[0] == "next");
      if (asJson && !hasJson) continue;
      // An option that lacks its value would take --json for it.
      if (asJson) arguments.insert(arguments.begin() + 1, "--json");
      CAPTURE(commandOf(arguments));
      const auto said = runAmuse(arguments, "C G\n");
      CHECK(said.status == bad.status);
      CHECK(said.out.empty());
      CHECK(isOneLine(said.err));
      CHECK(said.err.rfind("amuse: ", 0) == 0);
      CHECK_MESSAGE(said.err.find(bad.says) != std::string::npos, said.err);
      CHECK(said.err.size() < 500);
    }
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("a megabyte on standard input is refused, whether it just fits or not") {
  for (const std::size_t size : {std::size_t{1000000}, std::size_t{1} << 20, std::size_t{3} << 20}) {
    CAPTURE(size);
    const auto said = runAmuse({"suggest", "-", "--json"}, std::string(size, 'a'));
    CHECK(said.status == 2);
    CHECK(said.out.empty());
    CHECK(isOneLine(said.err));
  }
}

TEST_CASE("an output that cannot be written ends with status 3") {
  ::setenv("AMUSE_HOME", AMUSE_SOURCE_DIR, 1);
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"suggest", "rain", "--json"}, {"inspire", "rain"}, {"next", "C"}, {"--help"}, {"completion", "bash"}}) {
    CAPTURE(commandOf(arguments));
    std::istringstream in;
    std::ostringstream err;
    std::ostream full(nullptr);  // refuses every byte, as a full disk does
    CHECK(amuse::cli::run(arguments, {in, full, err}) == 3);
    CHECK(isOneLine(err.str()));
  }
}
