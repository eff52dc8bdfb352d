#define CURL_DISABLE_TYPECHECK  // its macros would stand in the way of pointers to its functions
#include <curl/curl.h>
#include <dlfcn.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <type_traits>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/text.h"
#include "llm/provider.h"
#include "llm/transport.h"

namespace amuse::llm {
namespace {

constexpr long kMaxHeaderBytes = 64 << 10;
/// A stop wakes the wait at once; this bounds how late a timeout is seen.
constexpr int kPollMs = static_cast<int>(1000 * kWaitingSeconds);

/// libcurl, loaded with the first request: linked, it and the thirty libraries behind it took 35 ms of every start of
/// the program, most of which never ask a model.
struct Curl {
  decltype(&::curl_global_init) globalInit = nullptr;
  decltype(&::curl_easy_init) easyInit = nullptr;
  decltype(&::curl_easy_cleanup) easyCleanup = nullptr;
  decltype(&::curl_easy_setopt) set = nullptr;
  decltype(&::curl_easy_getinfo) getInfo = nullptr;
  decltype(&::curl_slist_append) append = nullptr;
  decltype(&::curl_slist_free_all) freeList = nullptr;
  decltype(&::curl_getdate) getDate = nullptr;
  decltype(&::curl_multi_init) multiInit = nullptr;
  decltype(&::curl_multi_cleanup) multiCleanup = nullptr;
  decltype(&::curl_multi_add_handle) add = nullptr;
  decltype(&::curl_multi_remove_handle) remove = nullptr;
  decltype(&::curl_multi_perform) perform = nullptr;
  decltype(&::curl_multi_poll) poll = nullptr;
  decltype(&::curl_multi_wakeup) wakeup = nullptr;
  decltype(&::curl_multi_info_read) infoRead = nullptr;
  bool isLoaded = false;

  Curl() {
    void* library = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return;
    isLoaded = true;
    const auto take = [&](auto& function, const char* name) {
      function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(library, name));
      isLoaded = isLoaded && function != nullptr;
    };
    take(globalInit, "curl_global_init");
    take(easyInit, "curl_easy_init");
    take(easyCleanup, "curl_easy_cleanup");
    take(set, "curl_easy_setopt");
    take(getInfo, "curl_easy_getinfo");
    take(append, "curl_slist_append");
    take(freeList, "curl_slist_free_all");
    take(getDate, "curl_getdate");
    take(multiInit, "curl_multi_init");
    take(multiCleanup, "curl_multi_cleanup");
    take(add, "curl_multi_add_handle");
    take(remove, "curl_multi_remove_handle");
    take(perform, "curl_multi_perform");
    take(poll, "curl_multi_poll");
    take(wakeup, "curl_multi_wakeup");
    take(infoRead, "curl_multi_info_read");
    isLoaded = isLoaded && globalInit(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  }
};

const Curl& curl() {
  static const Curl library;
  return library;
}

template <auto Function>
struct Deleter {
  template <typename T>
  void operator()(T* pointer) const noexcept {
    (curl().*Function)(pointer);
  }
};
using Easy = std::unique_ptr<CURL, Deleter<&Curl::easyCleanup>>;
using Multi = std::unique_ptr<CURLM, Deleter<&Curl::multiCleanup>>;
using Headers = std::unique_ptr<curl_slist, Deleter<&Curl::freeList>>;

/// One running exchange, as libcurl's callbacks see it.
struct Flight {
  const ByteSink& sink;
  CURL* easy = nullptr;
  HttpHead head = {};
  double lastBytes = 0;  ///< Steady seconds of the newest piece; 0 before the first.
  long headerBytes = 0;
  SystemClock clock = {};
};

/// Retry-After: "120" or "Fri, 27 Nov 2026 18:00:00 GMT". Nothing for what is neither.
std::optional<double> secondsUntil(std::string_view value, const Clock& clock) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error == std::errc() && end == value.data() + value.size())
    return std::isfinite(seconds) && seconds >= 0 ? std::optional(seconds) : std::nullopt;
  const auto date = static_cast<double>(curl().getDate(std::string(value).c_str(), nullptr));
  if (date < 0) return std::nullopt;
  return std::max(0.0, date - static_cast<double>(clock.unixMilliseconds()) / 1000);
}

std::size_t onHeader(char* data, std::size_t, std::size_t size, void* user) {
  auto& flight = *static_cast<Flight*>(user);
  const std::string_view line(data, size);
  flight.headerBytes += static_cast<long>(size);
  if (flight.headerBytes > kMaxHeaderBytes) return 0;
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  const std::string name = toLower(line.substr(0, colon));
  const std::string_view value = trim(line.substr(colon + 1));
  if (name == "content-type") flight.head.contentType = toLower(trim(value.substr(0, value.find(';'))));
  if (name == "retry-after") flight.head.retryAfterSeconds = secondsUntil(value, flight.clock);
  return size;
}

std::size_t onBody(char* data, std::size_t, std::size_t size, void* user) {
  auto& flight = *static_cast<Flight*>(user);
  long status = 0;
  curl().getInfo(flight.easy, CURLINFO_RESPONSE_CODE, &status);
  flight.head.status = static_cast<int>(status);
  flight.lastBytes = flight.clock.steadySeconds();
  if (flight.sink(flight.head, {data, size})) return size;
  flight.head.isEnough = true;
  return 0;
}

Headers headersOf(const HttpExchange& exchange) {
  Headers list;
  const auto add = [&](const std::string& line) {
    if (curl_slist* longer = curl().append(list.get(), line.c_str())) {
      static_cast<void>(list.release());
      list.reset(longer);
    }
  };
  for (const auto& [name, value] : exchange.headers) add(std::string(name).append(": ").append(value));
  // libcurl would ask before it sends a larger body; servers of models answer late or never.
  add("Expect:");
  if (!exchange.secretHeader.empty()) {
    std::string line = fmt::format("{}: {}{}", exchange.secretHeader, exchange.secretPrefix, exchange.secret);
    add(line);
    std::fill(line.begin(), line.end(), '\0');
  }
  return list;
}

void configure(CURL* easy, const HttpExchange& exchange, const Headers& headers, Flight& flight) {
  curl().set(easy, CURLOPT_URL, exchange.url.c_str());
  curl().set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl().set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl().set(easy, CURLOPT_HTTPHEADER, headers.get());
  curl().set(easy, CURLOPT_NOSIGNAL, 1L);
  curl().set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl().set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl().set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!exchange.caFile.empty()) curl().set(easy, CURLOPT_CAINFO, exchange.caFile.c_str());
  if (isLoopback(exchange.url)) curl().set(easy, CURLOPT_NOPROXY, "*");
  curl().set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(1000 * exchange.connectSeconds));
  curl().set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(1000 * exchange.totalSeconds));
  if (exchange.body) {
    curl().set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(exchange.body->size()));
    curl().set(easy, CURLOPT_POSTFIELDS, exchange.body->data());
  }
  curl().set(easy, CURLOPT_HEADERFUNCTION, onHeader);
  curl().set(easy, CURLOPT_HEADERDATA, &flight);
  curl().set(easy, CURLOPT_WRITEFUNCTION, onBody);
  curl().set(easy, CURLOPT_WRITEDATA, &flight);
}

tl::unexpected<Error> tooSlow(const std::string& host, std::string_view what) {
  return fail(ErrorCode::Timeout, fmt::format("{} {}", host, what));
}

/// What libcurl's result means to somebody who can mend it. Its own text is not passed on.
Result<HttpHead> resultOf(CURLcode code, const Flight& flight, const std::string& host) {
  if (code == CURLE_OK || flight.head.isEnough) return flight.head;
  const auto unavailable = [&](std::string_view what) {
    return fail(ErrorCode::Unavailable, fmt::format("{} {}", host, what));
  };
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return unavailable("is not known; check the address and the network");
    case CURLE_COULDNT_CONNECT: return unavailable("does not take connections; is it running?");
    case CURLE_OPERATION_TIMEDOUT: return tooSlow(host, "took too long");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return unavailable("has a certificate that is not trusted; set ca_file if it is your own");
    case CURLE_SSL_CONNECT_ERROR: return unavailable("does not speak TLS as it should");
    default: return unavailable("broke the connection off");
  }
}

class CurlTransport final : public Transport {
 public:
  Result<HttpHead> send(const HttpExchange& exchange, const ByteSink& sink, std::stop_token stop) const override {
    if (!curl().isLoaded)
      return fail(ErrorCode::Unavailable,
                  "libcurl is not on this machine; please install it (apt-get install libcurl4)");
    const Easy easy(curl().easyInit());
    const Multi multi(curl().multiInit());
    if (!easy || !multi) return fail(ErrorCode::Internal, "libcurl does not start");
    Flight flight{sink, easy.get()};
    const Headers headers = headersOf(exchange);
    configure(easy.get(), exchange, headers, flight);
    curl().add(multi.get(), easy.get());
    auto result = fly(multi.get(), exchange, flight, stop);
    curl().remove(multi.get(), easy.get());  // closes what is unfinished
    return result;
  }

 private:
  static Result<HttpHead> fly(CURLM* multi, const HttpExchange& exchange, Flight& flight, const std::stop_token& stop) {
    const std::string host = hostOf(exchange.url);
    const std::stop_callback wake(stop, [multi] { curl().wakeup(multi); });
    const double start = flight.clock.steadySeconds();
    for (;;) {
      int running = 0;
      if (curl().perform(multi, &running) != CURLM_OK) return fail(ErrorCode::Internal, "libcurl fails");
      if (running == 0) return finished(multi, flight, host);
      if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "nobody waits for the model any more");
      if (exchange.whileWaiting && !exchange.whileWaiting()) {
        flight.head.isEnough = true;
        return flight.head;
      }
      const double now = flight.clock.steadySeconds();
      if (flight.lastBytes <= 0 && now - start > exchange.firstBytesSeconds)
        return tooSlow(host, "did not begin to answer in time");
      if (flight.lastBytes > 0 && now - flight.lastBytes > exchange.idleSeconds)
        return tooSlow(host, "stopped in the middle of its answer");
      curl().poll(multi, nullptr, 0, waitMs(exchange, flight, start, now), nullptr);
    }
  }

  /// Until the nearest deadline, kPollMs at most.
  static int waitMs(const HttpExchange& exchange, const Flight& flight, double start, double now) {
    const double due =
        flight.lastBytes > 0 ? flight.lastBytes + exchange.idleSeconds : start + exchange.firstBytesSeconds;
    return std::clamp(static_cast<int>(1000 * (due - now)) + 1, 1, kPollMs);
  }

  static Result<HttpHead> finished(CURLM* multi, Flight& flight, const std::string& host) {
    long status = 0;
    curl().getInfo(flight.easy, CURLINFO_RESPONSE_CODE, &status);
    flight.head.status = static_cast<int>(status);
    int left = 0;
    CURLcode code = CURLE_OK;
    while (const CURLMsg* message = curl().infoRead(multi, &left))
      if (message->msg == CURLMSG_DONE) code = message->data.result;
    return resultOf(code, flight, host);
  }
};

}  // namespace

std::unique_ptr<const Transport> makeCurlTransport() { return std::make_unique<CurlTransport>(); }

}  // namespace amuse::llm
