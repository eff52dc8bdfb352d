#include <doctest/doctest.h>

#include "server/internal/doorkeeper.h"
#include "server/internal/jobs.h"
#include "server/internal/router.h"
#include "server/passwords.h"
#include "store/testing/temporary_store.h"

using namespace amuse;
using namespace amuse::server;

namespace {

/// An empty store whose records the doors read.
struct TemporaryRecords {
  store::OpenedStore opened;
  store::RecordStore& records() { return opened.store->records(); }
};

Request asking(std::vector<Header> headers) {
  Request request;
  request.method = "POST";
  request.path = "/api/v1/songs";
  request.peer = "10.0.0.9";
  request.headers = std::move(headers);
  return request;
}

}  // namespace

TEST_CASE("only names of this machine are answered to, and only its own pages") {
  TemporaryRecords store;
  ManualClock clock;
  const Doorkeeper home(store.records(), clock, {});
  struct Row {
    std::string host, origin, site;
    bool passes;
  };
  for (const auto& [host, origin, site, passes] :
       {Row{"localhost:8410", "", "", true}, Row{"127.0.0.1:8410", "http://127.0.0.1:8410", "same-origin", true},
        Row{"[::1]:8410", "", "", true}, Row{"evil.example", "", "", false}, Row{"127.evil.example", "", "", false},
        Row{"localhost.evil.example", "", "", false}, Row{"", "", "", false}, Row{"10.0.0.1", "", "", false},
        Row{"localhost:8410", "http://evil.example", "", false}, Row{"localhost:8410", "null", "", false},
        Row{"localhost:8410", "http://localhost:3000", "", false}, Row{"localhost:8410", "", "cross-site", false},
        Row{"localhost:8410", "", "same-site", false}}) {
    CAPTURE(host);
    CAPTURE(origin);
    std::vector<Header> headers{{"host", host}};
    if (!origin.empty()) headers.push_back({"origin", origin});
    if (!site.empty()) headers.push_back({"sec-fetch-site", site});
    CHECK(home.checkOrigin(asking(headers), true).has_value() != passes);
  }
  const Doorkeeper open(store.records(), clock, {"0.0.0.0", {"Amuse.example:443"}, false, {}});
  CHECK_FALSE(open.checkOrigin(asking({{"host", "192.168.1.4:8410"}}), true));
  CHECK_FALSE(open.checkOrigin(asking({{"host", "amuse.example"}}), true));
  CHECK(open.checkOrigin(asking({{"host", "other.example"}}), true));
}

TEST_CASE("a password opens a session, a token opens without one, and nothing else does") {
  TemporaryRecords store;
  ManualClock clock;
  Doorkeeper doors(store.records(), clock, {});
  CHECK_FALSE(doors.checkLogin(asking({})));
  CHECK(setPassword(store.records(), "short").error().code == ErrorCode::InvalidArgument);
  REQUIRE(setPassword(store.records(), "correct horse"));
  clock.advance(2);
  CHECK(doors.checkLogin(asking({}))->status == 401);
  CHECK(doors.logIn(asking({}), "wrong horse").error().status == 401);
  const auto cookie = doors.logIn(asking({}), "correct horse");
  REQUIRE(cookie);
  CHECK(cookie->find("HttpOnly; SameSite=Strict") != std::string::npos);
  const std::string pair = cookie->substr(0, cookie->find(';'));
  const auto withCookie = asking({{"cookie", "a=b; " + pair}});
  CHECK_FALSE(doors.checkLogin(withCookie));
  CHECK(doors.checkLogin(asking({{"cookie", pair + "0"}}))->status == 401);
  (void)doors.logOut(withCookie);
  CHECK(doors.checkLogin(withCookie)->status == 401);

  const auto token = addToken(store.records(), "player");
  REQUIRE(token);
  CHECK_FALSE(addToken(store.records(), "player"));
  CHECK_FALSE(doors.checkLogin(asking({{"authorization", "Bearer " + *token}})));
  CHECK(doors.checkLogin(asking({{"authorization", "Bearer " + *token + "x"}}))->status == 401);
  // Nothing that is kept opens anything.
  const auto kept = store.records().list(std::string(kTokenKind), "", 10);
  CHECK(kept->front().key.find(*token) == std::string::npos);
  CHECK(doors.checkLogin(asking({{"authorization", "Bearer " + kept->front().key}}))->status == 401);
}

TEST_CASE("guessing is slowed down, for the guesser alone") {
  TemporaryRecords store;
  ManualClock clock;
  REQUIRE(setPassword(store.records(), "correct horse"));
  Doorkeeper doors(store.records(), clock, {});
  int last = 0;
  for (int i = 0; i < 12; ++i) last = doors.checkLogin(asking({{"authorization", "Bearer guess"}}))->status;
  CHECK(last == 429);
  CHECK(doors.logIn(asking({}), "correct horse").error().status == 429);
  // Who is in stays in, though somebody guesses behind the same address.
  const auto token = addToken(store.records(), "player");
  REQUIRE(token);
  CHECK_FALSE(doors.checkLogin(asking({{"authorization", "Bearer " + *token}})));
  auto other = asking({});
  other.peer = "10.0.0.10";
  CHECK(doors.logIn(other, "correct horse"));
  clock.advance(10);
  CHECK(doors.logIn(asking({}), "correct horse"));
}

TEST_CASE("requests are limited by address, and a proxy's word counts only where there is one") {
  TemporaryRecords store;
  ManualClock clock;
  Doorkeeper doors(store.records(), clock, {"0.0.0.0", {}, true, 1.0});
  const auto from = [](const std::string& chain) { return asking({{"x-forwarded-for", chain}}); };
  CHECK(doors.addressOf(from("6.6.6.6, 1.2.3.4")) == "1.2.3.4");
  for (int i = 0; i < 4; ++i) CHECK_FALSE(doors.checkRate(from("1.2.3.4")));
  CHECK(doors.checkRate(from("1.2.3.4"))->status == 429);
  CHECK_FALSE(doors.checkRate(from("1.2.3.5")));
  clock.advance(1.5);
  CHECK_FALSE(doors.checkRate(from("1.2.3.4")));
  const Doorkeeper direct(store.records(), clock, {});
  CHECK(direct.addressOf(from("1.2.3.4")) == "10.0.0.9");
}

TEST_CASE("a job's events can be taken from any place, and nobody's job stops") {
  ManualClock clock;
  int changes = 0;
  Job job("j", clock, [&] { ++changes; });
  CHECK(job.begin());
  job.add("suggestion", "{}");
  std::uint64_t position = 1;
  CHECK(job.take(position, 1000) == "id: 2\nevent: suggestion\ndata: {}\n\n");
  CHECK_FALSE(job.isOver(position));
  job.joined();
  clock.advance(100);
  CHECK_FALSE(job.isStale());
  CHECK(job.state() == JobState::Running);
  job.left();
  clock.advance(11);
  CHECK_FALSE(job.isStale());
  CHECK(job.state() == JobState::Cancelled);
  job.add("late", "{}");
  CHECK(job.eventCount() == 3);
  clock.advance(121);
  CHECK(job.isStale());
}

TEST_CASE("every route has its handler, and paths find it") {
  const Router router;
  const auto match = router.find("GET", "/api/v1/songs/s1/versions/3/edits");
  REQUIRE(match.index >= 0);
  CHECK(wire::routes()[static_cast<std::size_t>(match.index)].id == "versionEdits");
  CHECK(match.matched == std::vector<std::pair<std::string, std::string>>{{"songId", "s1"}, {"version", "3"}});
  CHECK(router.find("HEAD", "/healthz").index >= 0);
  CHECK(router.find("PATCH", "/api/v1/songs").allowed == "GET, HEAD, POST");
  CHECK(router.find("GET", "/nowhere").allowed.empty());
}
