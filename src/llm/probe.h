#pragma once

#include <optional>
#include <string>
#include <vector>

#include "llm/client.h"

/// Finding out what a provider can do, for `amuse doctor`.
namespace amuse::llm {

/// One thing that was tried.
struct ProbeRow {
  std::string what;  ///< "models", "text", "schema", "pictures", "sounds".
  bool works = false;
  std::string says;     ///< One line: what came, or why not.
  bool isNote = false;  ///< Does not work as configured, and need not.
};

/// Tries the list of models, a short text answer, and each capability that is configured. Costs some hundred tokens.
[[nodiscard]] std::vector<ProbeRow> probe(const Client& client);

/// A server of models that answers on this machine.
struct LocalServer {
  std::string name;  ///< "Ollama", "llama.cpp or LM Studio ...".
  Family family = Family::Ollama;
  std::string url;
  std::vector<std::string> models;
};

/// Looks at the usual ports of this machine: Ollama 11434, llama.cpp 8080, LM Studio 1234, vLLM 8000. Nothing is sent
/// but GET requests to loopback; a second at most.
[[nodiscard]] std::vector<LocalServer> findLocalServers(const std::shared_ptr<const Transport>& transport,
                                                        const Clock& clock);
/// The lines of amuse.toml that would use it.
[[nodiscard]] std::string settingsFor(const LocalServer& server);

}  // namespace amuse::llm
