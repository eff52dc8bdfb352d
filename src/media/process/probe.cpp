#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "media/process/requests.h"

/// The test build's tries at everything a taken-over process would try.
namespace amuse::media {
namespace {

/// "done", or what the system said instead.
std::string outcome(long result) { return result >= 0 ? "done" : std::strerror(errno); }

std::string tryOpening(const char* path, int flags) { return outcome(::open(path, flags, 0600)); }

std::string tryExecutableMemory() {
  void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return outcome(memory == MAP_FAILED ? -1 : 0);
}

std::string tryExec() {
  const char* const arguments[] = {"/bin/true", nullptr};
  return outcome(::execv(arguments[0], const_cast<char* const*>(arguments)));
}

std::string tryFork() {
  const long child = ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr);
  if (child == 0) ::_exit(0);
  return outcome(child);
}

std::string trySignal() { return outcome(::kill(::getppid(), 0)); }

std::string tryMemory() {
  constexpr std::size_t kTwoGigabytes = std::size_t{2} << 30;
  void* memory = ::mmap(nullptr, kTwoGigabytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return outcome(memory == MAP_FAILED ? -1 : 0);
}

[[noreturn]] void spin() {
  for (volatile bool isOn = true; isOn;) {
  }
  std::abort();
}

[[noreturn]] void flood(FrameChannel& channel) {
  const Frame chunk{FrameType::Chunk, 1, std::string(1u << 20, 'x')};
  while (channel.send(chunk)) {
  }
  std::abort();
}

}  // namespace

Result<std::string> answerProbe(const std::string& what, FrameChannel& channel) {
  if (what == "read a file") return tryOpening("/etc/passwd", O_RDONLY);
  if (what == "write a file") return tryOpening("/tmp/amuse-probe", O_WRONLY | O_CREAT);
  if (what == "open a socket") return outcome(::socket(AF_INET, SOCK_STREAM, 0));
  if (what == "fork") return tryFork();
  if (what == "run a program") return tryExec();
  if (what == "make memory executable") return tryExecutableMemory();
  if (what == "signal its parent") return trySignal();
  if (what == "take too much memory") return tryMemory();
  if (what == "say something") return std::string(3u << 20, 'a');
  if (what == "crash") std::abort();
  if (what == "hang") spin();
  if (what == "flood") flood(channel);
  if (what == "talk nonsense") (void)channel.sendRaw(std::string(100, '?'));
  return fail(ErrorCode::Unsupported, "no such probe");
}

}  // namespace amuse::media
