#include "server/internal/doorkeeper.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "server/passwords.h"

namespace amuse::server {
namespace {

constexpr double kBelieveSeconds = 10;  ///< How long a session or token is not looked up again.
constexpr double kDefaultPerSecond = 50, kBurstSeconds = 4;
constexpr double kGuessesPerSecond = 0.2, kGuessBurst = 10, kAllGuessesPerSecond = 2, kAllGuessBurst = 50;

bool isAddress(const std::string& text) noexcept {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

/// "127.example.org" is a name, and not this machine's.
bool isLoopbackAddress(const std::string& address) noexcept {
  return isAddress(address) && (address == "::1" || address.starts_with("127."));
}

/// The host of "host:port" and "[::1]:8410", in lower case.
std::string hostName(std::string_view host) {
  if (host.starts_with('[')) return toLower(host.substr(1, std::min(host.find(']'), host.size()) - 1));
  const auto colon = host.find(':');
  return toLower(host.substr(0, colon));
}

std::string nameOfMachine() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? toLower(name.data()) : std::string();
}

}  // namespace

Doorkeeper::Doorkeeper(store::RecordStore& records, const Clock& clock, DoorOptions options)
    : records_(records),
      clock_(clock),
      options_(std::move(options)),
      isLoopback_(isLoopbackAddress(options_.boundAddress)),
      machineName_(nameOfMachine()),
      rate_(options_.requestsPerSecond.value_or(kDefaultPerSecond),
            kBurstSeconds * options_.requestsPerSecond.value_or(kDefaultPerSecond)),
      guesses_(kGuessesPerSecond, kGuessBurst),
      allGuesses_(kAllGuessesPerSecond, kAllGuessBurst) {
  for (auto& host : options_.allowedHosts) host = hostName(host);
}

bool Doorkeeper::answersTo(std::string_view host) const {
  const std::string name = hostName(host);
  if (name == "localhost" || isLoopbackAddress(name) || name == options_.boundAddress) return true;
  if (std::find(options_.allowedHosts.begin(), options_.allowedHosts.end(), name) != options_.allowedHosts.end())
    return true;
  if (isLoopback_) return false;
  // An address cannot be made to mean another machine, as a name can; so on a network any address is ours.
  return isAddress(name) || (!machineName_.empty() && (name == machineName_ || name == machineName_ + ".local"));
}

std::optional<Refusal> Doorkeeper::checkOrigin(const Request& request, bool isApi) const {
  const auto host = request.header("host");
  if (!answersTo(host))
    return Refusal{421, "Forbidden", "this server does not answer to that Host; start it with --allow-host NAME", 0};
  const auto origin = request.header("origin");
  if (request.hasHeader("origin") && origin != "http://" + std::string(host) &&
      origin != "https://" + std::string(host))
    return Refusal{403, "Forbidden", "requests of other pages are not answered", 0};
  const auto site = request.header("sec-fetch-site");
  if (isApi && !site.empty() && site != "same-origin" && site != "none")
    return Refusal{403, "Forbidden", "requests of other pages are not answered", 0};
  return std::nullopt;
}

std::string Doorkeeper::addressOf(const Request& request) const {
  const auto forwarded = request.header("x-forwarded-for");
  if (!options_.behindProxy || forwarded.empty()) return request.peer;
  // The last entry is the one our own proxy wrote.
  const auto comma = forwarded.rfind(',');
  const std::string last(trim(comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1)));
  return isAddress(last) ? last : request.peer;
}

std::optional<Refusal> Doorkeeper::checkRate(const Request& request) {
  const std::string address = addressOf(request);
  if (!options_.requestsPerSecond && isLoopbackAddress(address)) return std::nullopt;
  const auto token = request.header("authorization");
  const double now = clock_.steadySeconds();
  double wait = rate_.take(address, now);
  // A token may be passed around: what all its users ask counts together.
  if (wait == 0 && !token.empty() && isFiled(kTokenKind, token.substr(std::min<std::size_t>(7, token.size()))))
    wait = rate_.take("token " + fileName(token), now);
  if (wait == 0) return std::nullopt;
  return Refusal{429, "RateLimited", "too many requests; ask less often", wait};
}

bool Doorkeeper::isLoginNeeded() {
  const std::scoped_lock lock(cacheMutex_);
  const double now = clock_.steadySeconds();
  if (now - passwordAskedAt_ >= 1) {
    passwordAskedAt_ = now;
    // A store that does not answer lets nobody in.
    hasPassword_ = hasPassword(records_).value_or(true);
  }
  return hasPassword_ || !isLoopback_;
}

bool Doorkeeper::isFiled(std::string_view kind, std::string_view secret) {
  if (secret.empty() || secret.size() > 200) return false;
  const std::string name = fileName(secret), key = std::string(kind) + name;
  const double now = clock_.steadySeconds();
  {
    const std::scoped_lock lock(cacheMutex_);
    if (const auto at = known_.find(key); at != known_.end() && now < at->second) return true;
  }
  const auto found = records_.find(std::string(kind), name);
  const std::scoped_lock lock(cacheMutex_);
  if (known_.size() > 1000) known_.clear();
  if (!found || !*found) {
    known_.erase(key);
    return false;
  }
  known_[key] = now + kBelieveSeconds;
  return true;
}

bool Doorkeeper::knows(const Request& request) {
  const auto authorization = request.header("authorization");
  constexpr std::string_view kBearer = "Bearer ";
  if (authorization.starts_with(kBearer)) return isFiled(kTokenKind, authorization.substr(kBearer.size()));
  return isFiled(kSessionKind, request.cookie(kSessionCookie));
}

std::optional<Refusal> Doorkeeper::checkLogin(const Request& request) {
  if (!isLoginNeeded()) return std::nullopt;
  const bool isTrying = request.hasHeader("authorization") || !request.cookie(kSessionCookie).empty();
  const std::string address = addressOf(request);
  const double now = clock_.steadySeconds();
  // First, so that somebody who guesses locks nobody out who shares the address: the secrets are far too long to guess.
  if (knows(request)) return std::nullopt;
  if (isTrying)
    if (const double wait = guesses_.take(address, now); wait > 0)
      return Refusal{429, "RateLimited", "too many wrong passwords or tokens; wait", wait};
  return Refusal{401, "Unauthorized", "log in first: POST /api/v1/session, or send a token as Authorization: Bearer",
                 0};
}

tl::expected<std::string, Refusal> Doorkeeper::logIn(const Request& request, const std::string& password) {
  const double now = clock_.steadySeconds();
  const std::string address = addressOf(request);
  const double wait = std::max(guesses_.peek(address, now), allGuesses_.peek("all", now));
  if (wait > 0) return tl::unexpected(Refusal{429, "RateLimited", "too many wrong passwords or tokens; wait", wait});
  const std::unique_lock lock(login_, std::try_to_lock);
  if (!lock.owns_lock())
    return tl::unexpected(Refusal{429, "RateLimited", "somebody else is logging in; try again", 1});
  const auto isRight = isPassword(records_, password);
  if (!isRight) return tl::unexpected(Refusal{503, "Unavailable", isRight.error().message, 5});
  if (!*isRight) {
    (void)guesses_.take(address, now);
    (void)allGuesses_.take("all", now);
    return tl::unexpected(Refusal{401, "Unauthorized", "that is not the password", 0});
  }
  const std::string secret = randomSecret();
  const auto kept =
      records_.put({std::string(kSessionKind), fileName(secret), "", 0, clock_.unixMilliseconds() + kSessionMs});
  if (!kept) return tl::unexpected(Refusal{503, "Unavailable", kept.error().message, 5});
  return cookieFor(request, secret, kSessionMs / 1000);
}

std::string Doorkeeper::logOut(const Request& request) {
  if (const auto secret = request.cookie(kSessionCookie); !secret.empty()) {
    (void)records_.remove(std::string(kSessionKind), fileName(secret));
    const std::scoped_lock lock(cacheMutex_);
    known_.clear();
  }
  return cookieFor(request, "", 0);
}

std::string Doorkeeper::cookieFor(const Request& request, const std::string& value, std::int64_t seconds) const {
  const bool isSecure = options_.behindProxy && request.header("x-forwarded-proto") == "https";
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", kSessionCookie, value, seconds,
                     isSecure ? "; Secure" : "");
}

}  // namespace amuse::server
