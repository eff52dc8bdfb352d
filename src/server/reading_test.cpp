#include <doctest/doctest.h>

#include "server/internal/gzip.h"
#include "server/multipart.h"
#include "server/request_reader.h"

using namespace amuse;
using namespace amuse::server;

namespace {

/// Reads bytes in pieces of a size, taking any body.
RequestReader readIn(std::string_view bytes, std::size_t piece, std::size_t limit = 1000) {
  RequestReader reader;
  while (!bytes.empty()) {
    auto part = bytes.substr(0, piece);
    bytes.remove_prefix(part.size());
    while (!part.empty()) {
      const auto taken = reader.feed(part);
      part.remove_prefix(taken);
      if (reader.state() == RequestReader::State::Decide) reader.acceptBody(limit);
      if (taken == 0) return reader;
    }
  }
  return reader;
}

}  // namespace

TEST_CASE("a request is read the same in whatever pieces it comes") {
  const std::string text =
      "POST /api/v1/songs/a%20b?x=1+2&y=%C3%A9 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nX-Y:  z "
      "\r\n\r\nhello";
  for (const std::size_t piece : {1u, 2u, 7u, 64u, 1000u}) {
    CAPTURE(piece);
    auto reader = readIn(text, piece);
    REQUIRE(reader.state() == RequestReader::State::Whole);
    const Request request = reader.take();
    CHECK(request.method == "POST");
    CHECK(request.path == "/api/v1/songs/a b");
    CHECK(request.parameter("x") == "1 2");
    CHECK(request.parameter("y") == "\xC3\xA9");
    CHECK_FALSE(request.parameter("z"));
    CHECK(request.header("x-y") == "z");
    CHECK(request.body == "hello");
    CHECK(request.keepAlive);
  }
}

TEST_CASE("a chunked body is put together") {
  const std::string text =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nT: "
      "1\r\n\r\n";
  for (const std::size_t piece : {1u, 3u, 1000u}) {
    auto reader = readIn(text, piece);
    REQUIRE(reader.state() == RequestReader::State::Whole);
    CHECK(reader.request().body == "hello world");
  }
}

TEST_CASE("what is no proper request is refused with its status") {
  struct Row {
    std::string text;
    int status;
  };
  const std::string host = "Host: a\r\n";
  const Row rows[] = {
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n" + host + host + "\r\n", 400},
      {"GET / HTTP/2.0\r\n" + host + "\r\n", 505},
      {"GET http://a/ HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET /../etc/passwd HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET /%2e%2e/x HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET /a%2fb HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET /a%00b HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET /%ff HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET /%zz HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET  / HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n" + host + "A: b\r\n c\r\n\r\n", 400},
      {"GET / HTTP/1.1\n" + host + "\n\n", 400},
      {"POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\n" + host + "Content-Length: 1001\r\n\r\n", 413},
      {"POST / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", 501},
      {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400},
      {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n", 413},
      {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n", 400},
      {"GET / HTTP/1.1\r\n" + host + "Expect: tea\r\n\r\n", 417},
      {"GET /" + std::string(5000, 'a'), 414},
      {"GET / HTTP/1.1\r\n" + host + "A: " + std::string(20000, 'a'), 431},
  };
  for (const auto& [text, status] : rows)
    for (const std::size_t piece : {1u, 100000u}) {
      CAPTURE(text.substr(0, 100));
      auto reader = readIn(text, piece);
      CHECK(reader.state() == RequestReader::State::Failed);
      CHECK(reader.fault().status == status);
    }
}

TEST_CASE("too many headers are refused") {
  std::string text = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 70; ++i) text += "X: y\r\n";
  CHECK(readIn(text + "\r\n", 1000).fault().status == 431);
}

TEST_CASE("a form is taken apart, bytes untouched") {
  const std::string body =
      "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nrain\r\n--b\r\n"
      "Content-Disposition: form-data; name=\"image\"; filename=\"C:\\\\x\\\\a;b.png\"\r\nContent-Type: "
      "Image/PNG\r\n\r\n"
      "\x01\r\n--c\r\n--b\r\nContent-Disposition: form-data; name=empty\r\n\r\n\r\n--b--\r\n";
  const auto parts = parseMultipart("multipart/form-data; boundary=\"b\"", body);
  REQUIRE(parts);
  REQUIRE(parts->size() == 3);
  CHECK((*parts)[0].bytes == "rain");
  CHECK((*parts)[1].fileName == "a;b.png");
  CHECK((*parts)[1].type == "image/png");
  CHECK((*parts)[2].bytes.empty());
}

TEST_CASE("a broken form is refused") {
  const std::string part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx";
  for (const std::string& body : {std::string(), std::string("--b"), std::string("--b\r\n"), part, part + "\r\n--c--",
                                  std::string("--b\r\n\r\nx\r\n--b--"), "x" + part + "\r\n--b--"}) {
    CAPTURE(body);
    CHECK_FALSE(parseMultipart("multipart/form-data; boundary=b", body));
  }
  CHECK_FALSE(parseMultipart("multipart/form-data", part + "\r\n--b--"));
  CHECK_FALSE(parseMultipart("text/plain; boundary=b", part + "\r\n--b--"));
  CHECK(parseMultipart("multipart/form-data; boundary=b", part + "\r\n--b--"));
  std::string many;
  for (int i = 0; i < 70; ++i) many += part + "\r\n";
  CHECK(parseMultipart("multipart/form-data; boundary=b", many + "--b--").error().code == ErrorCode::TooLarge);
}

TEST_CASE("gzip is sent to those who take it") {
  CHECK(acceptsGzip("br, gzip;q=0.5"));
  CHECK_FALSE(acceptsGzip("gzip;q=0"));
  CHECK_FALSE(acceptsGzip("br"));
  CHECK(gzipped(std::string(10000, 'a')).size() < 100);
}
