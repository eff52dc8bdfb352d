#include "media/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace amuse::media {
namespace {

/// What the child is born with: file actions and attributes, freed together.
class SpawnSetup {
 public:
  explicit SpawnSetup(int childEnd) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    // The socket first: its number may be one of those the next lines replace.
    posix_spawn_file_actions_adddup2(&actions_, childEnd, kChildSocket);
    posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  [[nodiscard]] int spawn(pid_t& pid, const std::string& program, const std::vector<std::string>& environment) const {
    std::array<char*, 2> arguments{const_cast<char*>(program.c_str()), nullptr};
    std::vector<char*> variables;
    variables.reserve(environment.size() + 1);
    for (const auto& entry : environment) variables.push_back(const_cast<char*>(entry.c_str()));
    variables.push_back(nullptr);
    return posix_spawn(&pid, program.c_str(), &actions_, &attributes_, arguments.data(), variables.data());
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Result<StartedChild> startChild(const std::filesystem::path& program, const std::vector<std::string>& environment) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return fail(ErrorCode::Unavailable, std::string("no socket for the media process: ") + std::strerror(errno));
  }
  StartedChild child{-1, ends[0]};
  const int error = SpawnSetup(ends[1]).spawn(child.pid, program.string(), environment);
  (void)::close(ends[1]);
  if (error != 0) {
    (void)::close(ends[0]);
    return fail(ErrorCode::Unavailable,
                "cannot start " + program.string() + " (" + std::strerror(error) + "); build it with ./dev build");
  }
  return child;
}

std::string endChild(pid_t pid) {
  // A process that has just crashed keeps its own status: the signal finds nobody.
  int status = 0;
  if (::waitpid(pid, &status, WNOHANG) != pid) {
    (void)::kill(pid, SIGKILL);
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
  }
  if (WIFSIGNALED(status)) return "ended by signal " + std::to_string(WTERMSIG(status));
  return "left with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace amuse::media
