#include <doctest/doctest.h>

#include "base/files.h"
#include "base/testing/scratch_folder.h"
#include "server/internal/page_files.h"
#include "server/internal/router.h"

using namespace amuse;
using namespace amuse::server;

namespace {

/// A home with a built page; files outside of it must stay there.
struct Home {
  ScratchFolder folder;

  void put(const std::string& name, const std::string& bytes) const {
    const auto path = folder.path() / name;
    std::filesystem::create_directories(path.parent_path());
    REQUIRE(writeFile(path, bytes));
  }
  Home() {
    put("data/page/index.html", "the plain page");
    put("data/secret.txt", "secret");
  }
  void build() const {
    put("web/secret.txt", "secret");
    put("web/dist/index.html", "<title>the editor</title>");
    put("web/dist/assets/index-3fa9c1d2.js", std::string(5000, ';'));
    put("web/dist/samples/piano/c4.ogg", "OggS");
    put("web/dist/.hidden.txt", "secret");
    put("web/dist/run.sh", "secret");
    std::filesystem::create_symlink(folder / "web/secret.txt", folder / "web/dist/link.txt");
  }
};

Response get(const PageFiles& files, const std::string& path, std::vector<Header> headers = {}) {
  Request request;
  request.method = "GET";
  request.path = path;
  request.headers = std::move(headers);
  return pageAnswer(files, request);
}

std::string headerOf(const Response& response, std::string_view name) {
  for (const auto& header : response.headers)
    if (header.name == name) return header.value;
  return {};
}

}  // namespace

TEST_CASE("the built editor goes before the plain page, and one of them must be there") {
  const Home home;
  const auto plain = PageFiles::read(home.folder.path());
  REQUIRE(plain);
  CHECK(get(*plain, "/").body == "the plain page");
  home.build();
  const auto built = PageFiles::read(home.folder.path());
  REQUIRE(built);
  CHECK(get(*built, "/").body == "<title>the editor</title>");
  CHECK(built->count() == 3);
  const ScratchFolder empty;
  CHECK(PageFiles::read(empty.path()).error().code == ErrorCode::Unavailable);
}

TEST_CASE("files of the page have their types, tags and caching") {
  const Home home;
  home.build();
  const auto files = PageFiles::read(home.folder.path());
  REQUIRE(files);
  const auto script = get(*files, "/assets/index-3fa9c1d2.js");
  CHECK(script.type == "text/javascript; charset=utf-8");
  CHECK(script.body.size() == 5000);
  CHECK(headerOf(script, "Cache-Control") == "public, max-age=31536000, immutable");
  const auto packed = get(*files, "/assets/index-3fa9c1d2.js", {{"accept-encoding", "gzip"}});
  CHECK(packed.body.size() < 100);
  CHECK(headerOf(packed, "Content-Encoding") == "gzip");
  CHECK(headerOf(packed, "ETag") == headerOf(script, "ETag"));
  const auto again = get(*files, "/", {{"if-none-match", headerOf(get(*files, "/"), "ETag")}});
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(headerOf(again, "Cache-Control") == "no-cache");
  CHECK(get(*files, "/samples/piano/c4.ogg").type == "audio/ogg");
}

TEST_CASE("nothing but the page's own files is ever given out") {
  const Home home;
  home.build();
  const auto files = PageFiles::read(home.folder.path());
  REQUIRE(files);
  for (const char* path :
       {"", "//", "/assets", "/assets/", "/nothing.js", "/.hidden.txt", "/run.sh", "/link.txt", "/secret.txt",
        "/../secret.txt", "/assets/../../secret.txt", "/assets/..%2f..%2fsecret.txt", "/..\\secret.txt",
        "/web/dist/index.html", "/data/secret.txt", "/index.html/", "/INDEX.html", "index.html", "/etc/passwd"}) {
    CAPTURE(path);
    CHECK(get(*files, path).status == 404);
  }
}

TEST_CASE("paths of the page find their route and shadow no other") {
  const Router router;
  const auto idOf = [&](std::string_view path) {
    const int index = router.find("GET", path).index;
    return index < 0 ? std::string_view("none") : wire::routes()[static_cast<std::size_t>(index)].id;
  };
  CHECK(idOf("/") == "page");
  CHECK(idOf("/assets/index-3fa9c1d2.js") == "pageAsset");
  CHECK(idOf("/samples/piano/c4.ogg") == "pageSample");
  CHECK(idOf("/favicon.svg") == "pageFile");
  CHECK(idOf("/healthz") == "healthz");
  CHECK(idOf("/api/v1/nothing") == "none");
  CHECK(idOf("/assets") == "pageFile");
  CHECK(idOf("/assets/") == "none");
}
