#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>

#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/parse_error.h"
#include "cli/internal/store_options.h"
#include "server/passwords.h"
#include "server/server.h"
#include "store/store.h"

namespace amuse::cli {
namespace {

struct ServeOptions {
  std::string data = store::defaultFolder().string(), log = "requests";
  server::ServerOptions server;
  double rate = -1;
};

struct PasswordOptions {
  std::string data = store::defaultFolder().string(), token;
  bool remove = false, list = false;
};

Result<std::unique_ptr<store::Store>> openStoreIn(const std::string& folder) {
  static const SystemClock clock;
  store::StoreOptions options;
  options.folder = folder;
  return store::openStore(options, clock);
}

/// Blocks SIGTERM and SIGINT in all threads and waits for one of them in a thread of its own.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  void watch(server::Server& server) {
    waiter_ = std::thread([this, &server] {
      int signal = 0;
      sigwait(&set_, &signal);
      if (signal != SIGUSR1) server.stop();
    });
  }
  ~StopSignals() {
    if (!waiter_.joinable()) return;
    pthread_kill(waiter_.native_handle(), SIGUSR1);
    waiter_.join();
  }

 private:
  sigset_t set_{};
  std::thread waiter_;
};

Result<int> runServe(ServeOptions& options, const Streams& streams) {
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  auto store = openStoreIn(options.data);
  if (!store) return tl::unexpected(store.error());
  options.server.home = *home;
  options.server.logRequests = options.log == "requests";
  if (options.rate >= 0) options.server.requestsPerSecond = options.rate;
  StopSignals signals;
  static const SystemClock clock;
  auto server = server::Server::open(options.server, **store, clock);
  if (!server) return tl::unexpected(server.error());
  streams.out << "Amuse is at " << (*server)->address() << " (songs in " << options.data << "; Ctrl-C stops it)\n";
  streams.out.flush();
  signals.watch(**server);
  (*server)->run();
  streams.out << "stopped\n";
  return 0;
}

/// A secret from standard input, not echoed where somebody types it.
Result<std::string> readSecret(const Streams& streams) {
  if (&streams.in == &std::cin && ::isatty(STDIN_FILENO) != 0) {
    const char* typed = ::getpass("New password: ");
    return std::string(typed == nullptr ? "" : typed);
  }
  std::string line;
  std::getline(streams.in, line);
  return line;
}

Result<int> runPassword(const PasswordOptions& options, const Streams& streams) {
  auto store = openStoreIn(options.data);
  if (!store) return tl::unexpected(store.error());
  auto& records = (*store)->records();
  if (options.remove) {
    if (const auto removed = server::removePassword(records); !removed) return tl::unexpected(removed.error());
    streams.out << "the password is gone; only this machine is served now\n";
    return 0;
  }
  const auto secret = readSecret(streams);
  if (!secret) return tl::unexpected(secret.error());
  if (const auto set = server::setPassword(records, *secret); !set) return tl::unexpected(set.error());
  streams.out << "the password is set; everybody logs in from now on\n";
  return 0;
}

Result<int> runToken(const PasswordOptions& options, const Streams& streams) {
  auto store = openStoreIn(options.data);
  if (!store) return tl::unexpected(store.error());
  auto& records = (*store)->records();
  if (options.list) {
    const auto names = server::tokenNames(records);
    if (!names) return tl::unexpected(names.error());
    for (const auto& name : *names) streams.out << name << '\n';
    return 0;
  }
  if (options.token.empty()) return fail(ErrorCode::InvalidArgument, "name the token: amuse token NAME");
  if (options.remove) {
    const auto removed = server::removeToken(records, options.token);
    if (!removed) return tl::unexpected(removed.error());
    if (!*removed) return fail(ErrorCode::NotFound, fmt::format("there is no token '{}'", options.token));
    streams.out << "the token no longer opens anything\n";
    return 0;
  }
  const auto token = server::addToken(records, options.token);
  if (!token) return tl::unexpected(token.error());
  streams.out << *token << '\n';
  return 0;
}

}  // namespace

void addServe(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<ServeOptions>();
  auto& o = *options;
  auto* command = app.add_subcommand("serve", "The server: the page in a browser, and the API for other programs");
  command->footer(
      "Try:\n"
      "  amuse serve                                  # http://127.0.0.1:8410, this machine only\n"
      "  amuse password && amuse serve --host 0.0.0.0 # the home network, with a login\n"
      "docs/server.md has the rest: a service, a proxy with TLS, backups.");
  command->add_option("--host", o.server.host, "The address to listen on")->capture_default_str();
  command->add_option("--port", o.server.port, "0 takes any free one")
      ->capture_default_str()
      ->check(wholeNumber(0, 65535));
  addDataOption(*command, o.data);
  command->add_option("--allow-host", o.server.allowedHosts, "A name clients call it by; may be repeated");
  command->add_flag("--behind-proxy", o.server.behindProxy, "Believe X-Forwarded-For and -Proto of a proxy of yours");
  command->add_option("--rate", o.rate, "Requests a second for each address; 0 is no limit [50; none for this machine]")
      ->check(number(0, 1e6));
  command->add_option("--threads", o.server.chordThreads, "Threads that make chords; 0 is one a core")
      ->capture_default_str()
      ->check(wholeNumber(0, 64));
  command->add_option("--config", o.server.config, "The configuration of language models [~/.config/amuse/amuse.toml]");
  command->add_option("--log", o.log, "requests: a line of JSON each, on standard error; off")
      ->capture_default_str()
      ->check(oneOf({"requests", "off"}));
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runServe(*options, runner.streams); }; });
}

void addPassword(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<PasswordOptions>();
  auto* command = app.add_subcommand("password", "Sets the server's password, read from standard input");
  addDataOption(*command, options->data);
  command->add_flag("--remove", options->remove, "Takes it away; only this machine is served then");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runPassword(*options, runner.streams); }; });
}

void addToken(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<PasswordOptions>();
  auto* command = app.add_subcommand("token", "A token for a program that uses the server; it is shown once");
  command->add_option("name", options->token, "What it is for");
  addDataOption(*command, options->data);
  command->add_flag("--list", options->list, "The names of those there are");
  command->add_flag("--remove", options->remove, "Takes it away");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runToken(*options, runner.streams); }; });
}

}  // namespace amuse::cli
