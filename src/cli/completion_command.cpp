#include <fmt/format.h>

#include <memory>

#include "base/text.h"
#include "cli/internal/commands.h"

namespace amuse::cli {
namespace {

/// The words a shell may complete: every command with its options, read off the parser itself.
std::string bashCompletion(const CLI::App& app) {
  std::vector<std::string> commands;
  std::string cases;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    commands.push_back(command->get_name());
    std::vector<std::string> words;
    for (const CLI::Option* option : command->get_options())
      for (const auto& name : option->get_lnames()) words.push_back("--" + name);
    for (const CLI::App* inner : command->get_subcommands([](const CLI::App*) { return true; }))
      words.push_back(inner->get_name());
    cases += fmt::format("    {}) words=\"{}\" ;;\n", command->get_name(), join(words, " "));
  }
  return fmt::format(R"(# amuse completion for bash: source <(amuse completion bash)
_amuse() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} words=
  case $previous in
    --mode) words="auto Maj Min Dor Phr Lyd Mix Loc Hmin Phdm" ;;
    --ending) words="auto loop close open" ;;
    --rhythm) words="bar auto" ;;
    --feel) words="normal half double" ;;
    --finish) words="auto loop final" ;;
    --prior) words="open research" ;;
    --classes) words="exact sevenths triads" ;;
    --from-recording) words="continue answer reharmonise style" ;;
    --simplify) words="triads sevenths full" ;;
    --midi|--wav|--song|--plot|-o) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  if [ -z "$words" ]; then case ${{COMP_WORDS[1]}} in
{}    *) words="{}" ;;
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _amuse amuse
)",
                     cases, join(commands, " "));
}

}  // namespace

void addCompletion(CLI::App& app, Runner& runner) {
  auto shell = std::make_shared<std::string>("bash");
  auto* command =
      app.add_subcommand("completion", "A completion script for your shell: source <(amuse completion bash)");
  command->add_option("shell", *shell, "bash, or zsh (through its bashcompinit)")->check([](const std::string& name) {
    return name == "bash" || name == "zsh" ? std::string() : "use bash or zsh, not '" + name + "'";
  });
  command->callback([shell, &app, &runner] {
    runner.action = [shell, &app, &runner]() -> Result<int> {
      if (*shell == "zsh") runner.streams.out << "autoload -U +X bashcompinit && bashcompinit\n";
      runner.streams.out << bashCompletion(app);
      return 0;
    };
  });
}

}  // namespace amuse::cli
