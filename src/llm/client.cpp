#include "llm/client.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "base/random.h"
#include "llm/adapter.h"

namespace amuse::llm {
namespace {

constexpr std::size_t kMostFailureBytes = 64u << 10;

/// Waits, and lets whoever waits know now and then. @return  False when that was enough; it may have been stopped, too.
bool waitFor(double seconds, const std::function<bool()>& whileWaiting, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any condition;
  std::unique_lock lock(mutex);
  for (double left = seconds; left > 0 && !stop.stop_requested(); left -= kWaitingSeconds) {
    condition.wait_for(lock, stop, std::chrono::duration<double>(std::min(left, kWaitingSeconds)),
                       [] { return false; });
    if (whileWaiting && !whileWaiting()) return false;
  }
  return true;
}

std::string statusText(const HttpHead& head, const std::string& failure) {
  return failure.empty() ? fmt::format("{}", head.status) : fmt::format("{} {}", head.status, failure);
}

bool isSuccess(const HttpHead& head) noexcept { return head.status >= 200 && head.status < 300; }

/// A status that is no success, as something the user can act on.
Error statusError(const ProviderSettings& provider, const HttpHead& head, const std::string& failure) {
  const std::string status = statusText(head, failure);
  const auto error = [&](std::string_view what) {
    return Error{ErrorCode::Unavailable, fmt::format("{} {} ({})", provider.name, what, status), {}};
  };
  switch (head.status) {
    case 401:
    case 403: return error("does not accept the key");
    case 402: return error("wants to be paid first");
    case 404: return error("has no such model or address");
    case 429: return error("asks to wait, or its quota is spent");
    default: break;
  }
  if (head.status >= 500) return error("is in trouble");
  return error("did not take the request");
}

}  // namespace

double retryDelay(int attempt, std::optional<double> retryAfterSeconds, double uniform) noexcept {
  constexpr double kFirst = 0.15;
  const double own = kFirst * std::pow(2.0, attempt - 1) * (0.5 + uniform);
  return std::max(own, retryAfterSeconds.value_or(0));
}

bool isWorthRetrying(int status) noexcept { return status == 408 || status == 429 || status >= 500; }

std::int64_t estimateTokens(std::size_t textBytes) noexcept { return static_cast<std::int64_t>(textBytes / 3 + 1); }

std::int64_t estimateInputTokens(const ChatRequest& request) noexcept {
  constexpr std::int64_t kImageTokens = 1500, kMessageTokens = 8;
  constexpr std::size_t kSoundBytesAToken = 1000;
  std::int64_t tokens = request.schema ? estimateTokens(request.schema->json.size()) : 0;
  for (const auto& message : request.messages) {
    tokens += estimateTokens(message.text.size()) + kMessageTokens;
    for (const auto& attachment : message.attachments)
      tokens += attachment.kind == Attachment::Kind::Image
                    ? kImageTokens
                    : static_cast<std::int64_t>(attachment.bytes.size() / kSoundBytesAToken + 1);
  }
  return tokens;
}

/// One question under way, over all its attempts.
struct Client::Course {
  const Client& client;
  const TextSink& sink;
  const Patience& patience;
  double start;
  ChatReply reply = {};
  std::size_t textBytes = 0;
  std::optional<std::int64_t> inputTokens = {}, outputTokens = {};
  HttpHead head = {};

  // Of the attempt under way.
  EventStream stream{EventStream::Form::Events};
  std::string whole = {};  ///< A failure's body, or an answer that came in one piece.
  std::optional<Error> problem = {};
  bool isEnd = false;

  [[nodiscard]] double elapsed() const { return client.parts_.clock->steadySeconds() - start; }
  [[nodiscard]] bool isWhole(const HttpHead& now) const {
    return now.status >= 300 || now.contentType == "application/json";
  }

  /// False once nothing more is needed.
  bool take(const HttpHead& now, std::string_view bytes) {
    if (isWhole(now)) {
      const std::size_t most = now.status >= 300 ? kMostFailureBytes : kMaxStreamItemBytes;
      whole += bytes.substr(0, most - std::min(most, whole.size()));
      return true;
    }
    auto items = stream.feed(bytes);
    if (!items) return stopWith(items.error());
    for (const auto& item : *items)
      if (!takeDelta(readItem(client.provider_.family, item))) return false;
    // Signs of life without text do not count.
    if (textBytes == 0 && elapsed() > patience.firstText)
      return stopWith({ErrorCode::Timeout, client.provider_.name + " did not begin to write in time", {}});
    return true;
  }

  bool takeDelta(const Result<Delta>& delta) {
    if (!delta) return stopWith(delta.error());
    if (!delta->model.empty()) reply.model = delta->model;
    if (delta->inputTokens) inputTokens = delta->inputTokens;
    if (delta->outputTokens) outputTokens = delta->outputTokens;
    if (delta->finish) reply.finish = *delta->finish;
    isEnd = isEnd || delta->isEnd || delta->finish.has_value();
    if (delta->text.empty()) return true;
    if (textBytes == 0) reply.firstTextSeconds = elapsed();
    textBytes += delta->text.size();
    if (sink(delta->text)) return true;
    reply.finish = Finish::Enough;
    isEnd = true;
    return false;
  }

  bool stopWith(Error error) {
    problem = std::move(error);
    return false;
  }
};

Client::Client(ProviderSettings provider, Secret key, ClientParts parts)
    : provider_(std::move(provider)), key_(std::move(key)), parts_(std::move(parts)) {}

Result<ChatReply> Client::ask(const ChatRequest& request, const TextSink& sink, const std::stop_token& stop) const {
  return ask(request, provider_.patience, sink, stop);
}

Result<ChatReply> Client::ask(const ChatRequest& request, const Patience& patience, const TextSink& sink,
                              const std::stop_token& stop) const {
  auto exchange = toExchange(provider_, request);
  if (!exchange) return tl::unexpected(exchange.error());
  exchange->whileWaiting = request.whileWaiting;
  struct Place {
    std::atomic<int>& count;
    ~Place() { --count; }
  };
  const int before = running_++;
  const Place place{running_};
  if (before >= provider_.concurrent)
    return fail(ErrorCode::Unavailable,
                fmt::format("{}: {} requests run already; concurrent allows no more", provider_.name, before));
  const std::int64_t input = estimateInputTokens(request);
  const Spent most{input + request.maxTokens, costOf(provider_, input, request.maxTokens)};
  if (parts_.ledger)
    if (const auto reserved = parts_.ledger->reserve(provider_, most); !reserved)
      return tl::unexpected(reserved.error());
  SentItem item = describeSent(provider_, request);
  item.unixMilliseconds = parts_.clock->unixMilliseconds();
  if (parts_.sent) {
    // What cannot be listed is not sent.
    if (const auto listed = parts_.sent->add(item); !listed) {
      if (parts_.ledger) parts_.ledger->settle(provider_, most, {});
      return tl::unexpected(listed.error());
    }
  }
  if (request.onSent) request.onSent(item);
  Course course{*this, sink, patience, parts_.clock->steadySeconds()};
  auto reply = askReserved(*std::move(exchange), patience, course, stop);
  // A provider that sent no text and no count took nothing, as far as anybody can tell.
  const bool isCounted = course.inputTokens || course.outputTokens;
  Usage usage{course.inputTokens.value_or(course.textBytes > 0 ? input : 0),
              course.outputTokens.value_or(course.textBytes > 0 ? estimateTokens(course.textBytes) : 0), !isCounted};
  const bool isLeft = reply ? reply->finish == Finish::Enough : reply.error().code == ErrorCode::Timeout;
  if (isLeft && course.textBytes == 0) usage = {input, request.maxTokens};
  const double cost = costOf(provider_, usage.inputTokens, usage.outputTokens);
  if (parts_.ledger) parts_.ledger->settle(provider_, most, {usage.inputTokens + usage.outputTokens, cost});
  if (!reply) return reply;
  reply->usage = usage;
  reply->cost = cost;
  return reply;
}

Result<ChatReply> Client::askReserved(HttpExchange exchange, const Patience& patience, Course& course,
                                      const std::stop_token& stop) const {
  exchange.secret = key_.reveal();
  if (key_.empty()) exchange.secretHeader.clear();
  Random random(stableHash(provider_.name, static_cast<std::uint64_t>(1e6 * course.start)));
  for (int attempt = 1;; ++attempt) {
    course.reply.attempts = attempt;
    exchange.connectSeconds = patience.connect;
    exchange.firstBytesSeconds = std::max(0.05, patience.firstText - course.elapsed());
    exchange.idleSeconds = patience.idle;
    exchange.totalSeconds = std::max(0.05, patience.total - course.elapsed());
    const auto done = this->attempt(exchange, course, stop);
    if (done) return course.reply;
    const bool mayRetry = course.textBytes == 0 && attempt < patience.attempts &&
                          done.error().code == ErrorCode::Unavailable &&
                          (course.head.status == 0 || course.head.status == 200 || isWorthRetrying(course.head.status));
    if (!mayRetry) return tl::unexpected(done.error());
    const double delay = retryDelay(attempt, course.head.retryAfterSeconds, random.uniform());
    if (course.elapsed() + delay > patience.retrying) return tl::unexpected(done.error());
    if (!waitFor(delay, exchange.whileWaiting, stop)) {
      course.reply.finish = Finish::Enough;
      return course.reply;
    }
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "nobody waits for the model any more");
  }
}

Result<void> Client::attempt(const HttpExchange& exchange, Course& course, const std::stop_token& stop) const {
  course.stream = EventStream(streamForm(provider_.family));
  course.whole.clear();
  course.problem.reset();
  course.isEnd = false;
  course.head = {};
  const auto sink = [&](const HttpHead& head, std::string_view bytes) { return course.take(head, bytes); };
  const auto sent = parts_.transport->send(exchange, sink, stop);
  if (course.problem) return tl::unexpected(*course.problem);
  if (!sent) {
    // A model that came to its end is heard out, however the connection went.
    if (course.isEnd && course.textBytes > 0) return {};
    return tl::unexpected(sent.error());
  }
  course.head = *sent;
  if (!isSuccess(*sent) && sent->retryAfterSeconds)
    restUntil_ = parts_.clock->steadySeconds() + std::min(*sent->retryAfterSeconds, kMostRestSeconds);
  if (sent->isEnough && course.textBytes == 0) {
    course.reply.finish = Finish::Enough;
    return {};
  }
  if (!isSuccess(*sent)) return tl::unexpected(statusError(provider_, *sent, failureName(course.whole)));
  if (sent->isEnough) return {};
  if (course.isWhole(*sent))
    course.takeDelta(readWhole(provider_.family, course.whole));
  else if (const auto last = course.stream.finish())
    course.takeDelta(readItem(provider_.family, *last));
  if (course.problem) return tl::unexpected(*course.problem);
  if (!course.isEnd) return fail(ErrorCode::Unavailable, provider_.name + " broke its answer off");
  if (course.reply.finish == Finish::Refused && course.textBytes == 0)
    return fail(ErrorCode::Unsupported, provider_.name + " would not answer this");
  return {};
}

std::optional<double> Client::restSeconds() const noexcept {
  const double left = restUntil_ - parts_.clock->steadySeconds();
  return left > 0 ? std::optional(left) : std::nullopt;
}

Result<std::string> Client::askWhole(const ChatRequest& request, const std::stop_token& stop) const {
  std::string text;
  const auto reply = ask(
      request,
      [&](std::string_view piece) {
        text += piece;
        return true;
      },
      stop);
  if (!reply) return tl::unexpected(reply.error());
  if (reply->finish == Finish::Refused) return fail(ErrorCode::Unavailable, provider_.name + " would not answer this");
  return text;
}

Result<std::vector<std::string>> Client::models(std::stop_token stop) const {
  HttpExchange exchange = modelsExchange(provider_);
  exchange.secret = key_.reveal();
  if (key_.empty()) exchange.secretHeader.clear();
  exchange.connectSeconds = provider_.patience.connect;
  exchange.firstBytesSeconds = exchange.totalSeconds = provider_.patience.firstText;
  std::string body;
  const auto sink = [&](const HttpHead&, std::string_view bytes) {
    body += bytes;
    return body.size() <= kMaxStreamItemBytes;
  };
  const auto head = parts_.transport->send(exchange, sink, std::move(stop));
  if (!head) return tl::unexpected(head.error());
  if (!isSuccess(*head)) return tl::unexpected(statusError(provider_, *head, failureName(body)));
  return parseModels(provider_.family, body);
}

}  // namespace amuse::llm
