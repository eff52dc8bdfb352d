#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

/// Starting and ending the media process.
namespace amuse::media {

/// The descriptor the process finds its end of the socket pair under.
inline constexpr int kChildSocket = 3;

struct StartedChild {
  pid_t pid = -1;
  int socket = -1;  ///< Our end; the caller owns it.
};

/// Starts `program` by posix_spawn with a stream socket as descriptor kChildSocket, /dev/null as its standard streams
/// and only the given environment. Errors: Unavailable, naming the program.
[[nodiscard]] Result<StartedChild> startChild(const std::filesystem::path& program,
                                              const std::vector<std::string>& environment);

/// Kills the process if it still runs, and collects it. Says how it ended: "ended by signal 11", "left with status 1".
std::string endChild(pid_t pid);

}  // namespace amuse::media
