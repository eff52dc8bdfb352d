#include "llm/provider.h"

#include <doctest/doctest.h>

namespace amuse::llm {

TEST_CASE("hosts are found in addresses, and this machine's are known") {
  struct Row {
    std::string_view url, host;
    bool loopback;
  };
  for (const auto& row :
       {Row{"https://API.example.com:444/v1", "api.example.com", false},
        Row{"http://127.0.0.1:11434", "127.0.0.1", true}, Row{"http://localhost/", "localhost", true},
        Row{"http://[::1]:80", "[::1]", true}, Row{"http://127.0.0.1.evil.org", "127.0.0.1.evil.org", false},
        Row{"ftp://x", "", false}, Row{"", "", false}}) {
    CAPTURE(row.url);
    CHECK(hostOf(row.url) == row.host);
    CHECK(isLoopback(row.url) == row.loopback);
  }
}

TEST_CASE("families have names both ways") {
  for (const Family family : {Family::OpenAi, Family::Anthropic, Family::Ollama})
    CHECK(parseFamily(toText(family)) == family);
  CHECK_FALSE(parseFamily("gpt"));
}

TEST_CASE("a provider that would leak or cannot work is refused") {
  ProviderSettings good;
  good.name = "x";
  good.url = "https://example.com/v1";
  good.model = "m";
  good.keyVariable = "KEY";
  CHECK(checkProvider(good));
  const auto refuses = [&](auto change) {
    ProviderSettings provider = good;
    change(provider);
    return !checkProvider(provider);
  };
  CHECK(refuses([](auto& p) { p.model = ""; }));
  CHECK(refuses([](auto& p) { p.url = "http://example.com/v1"; }));
  CHECK_FALSE(refuses([](auto& p) { p.url = "http://127.0.0.1:9/v1"; }));
  CHECK(refuses([](auto& p) { p.url = "https://me:pass@example.com"; }));
  CHECK(refuses([](auto& p) { p.url = "https://example.com/?key=1"; }));
  CHECK(refuses([](auto& p) { p.url = "file:///etc/passwd"; }));
  CHECK(refuses([](auto& p) { p.keyFile = "also"; }));
  CHECK(refuses([](auto& p) { p.concurrent = 0; }));
}

}  // namespace amuse::llm
