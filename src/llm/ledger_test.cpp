#include "llm/ledger.h"

#include <doctest/doctest.h>

#include "base/files.h"
#include "base/testing/scratch_folder.h"

namespace amuse::llm {
namespace {

ProviderSettings priced() {
  ProviderSettings provider;
  provider.name = "dear";
  provider.model = "m";
  provider.limits = {1000, 2500, 0.01, 0.03};
  provider.priceIn = 2;
  provider.priceOut = 10;
  return provider;
}

constexpr double kDay = 86400;

}  // namespace

TEST_CASE("tokens and money a request and a day are held to, and the refusal says which limit it is") {
  const ScratchFolder folder;
  ManualClock clock(1'700'000'000'000);
  const auto provider = priced();
  Ledger ledger(folder / "spent.tsv", clock);
  const auto refusal = [&](Spent most) {
    const auto done = ledger.reserve(provider, most);
    return done ? std::string("none") : done.error().message;
  };
  CHECK(refusal({1001, 0}).find("tokens_a_request") != std::string::npos);
  CHECK(refusal({10, 0.011}).find("cost_a_request") != std::string::npos);
  CHECK(refusal({1000, 0.01}) == "none");
  CHECK(refusal({1000, 0.01}) == "none");
  CHECK(refusal({501, 0.001}).find("tokens_a_day") != std::string::npos);
  CHECK(refusal({500, 0.01}) == "none");
  CHECK(refusal({1, 0}).find("tokens_a_day") != std::string::npos);
  clock.advance(kDay);
  CHECK(refusal({1000, 0.01}) == "none");
}

TEST_CASE("what was really used takes the place of what was set aside, for every program of the user") {
  const ScratchFolder folder;
  ManualClock clock(1'700'000'000'000);
  const auto provider = priced();
  Ledger one(folder / "deep/spent.tsv", clock), other(folder / "deep/spent.tsv", clock);
  REQUIRE(one.reserve(provider, {1000, 0.01}));
  CHECK(other.today("dear") == Spent{1000, 0.01});
  one.settle(provider, {1000, 0.01}, {120, 0.001});
  REQUIRE(other.today("dear"));
  CHECK(other.today("dear")->tokens == 120);
  CHECK(other.today("dear")->cost == doctest::Approx(0.001));
  CHECK(other.today("nobody") == Spent{});
}

TEST_CASE("money is not counted where there are no prices") {
  const ScratchFolder folder;
  ManualClock clock;
  auto provider = priced();
  provider.priceIn = provider.priceOut = 0;
  Ledger ledger(folder / "spent.tsv", clock);
  CHECK(ledger.reserve(provider, {1, 99}));
}

TEST_CASE("a damaged table stops spending and says so") {
  const ScratchFolder folder;
  ManualClock clock;
  REQUIRE(writeFile(folder / "spent.tsv", "day\tprovider\ttokens\tcost\nxx\n"));
  Ledger ledger(folder / "spent.tsv", clock);
  const auto done = ledger.reserve(priced(), {1, 0});
  REQUIRE_FALSE(done);
  CHECK(done.error().message.find("damaged") != std::string::npos);
}

TEST_CASE("the table reads back as written, and only the last month is kept") {
  const std::vector<LedgerRow> rows{{"2026-01-01", "a", {12, 0.5}}, {"2026-01-02", "b", {0, 0}}};
  CHECK(parseLedger(toText(rows)) == rows);
  CHECK_FALSE(parseLedger("day\tprovider\ttokens\tcost\n2026-01-01\ta\t-1\t0\n"));
  const ScratchFolder folder;
  ManualClock clock(1'700'000'000'000);
  Ledger ledger(folder / "spent.tsv", clock);
  for (int day = 0; day < 40; ++day, clock.advance(kDay)) REQUIRE(ledger.reserve(priced(), {1, 0}));
  CHECK(parseLedger(*readFile(folder / "spent.tsv"))->size() == 31);
}

TEST_CASE("prices are for a million tokens") { CHECK(costOf(priced(), 500000, 100000) == doctest::Approx(2.0)); }

}  // namespace amuse::llm
