#include "llm/secret.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <cstdlib>

#include <doctest/doctest.h>

#include "base/files.h"
#include "base/testing/scratch_folder.h"
#include "llm/provider.h"

namespace amuse::llm {

TEST_CASE("a key comes from a file of mode 0600 only, or from the environment") {
  const ScratchFolder folder;
  const auto path = folder / "key";
  REQUIRE(writeFile(path, "  sk-canary-123\n"));
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  const auto open = readKeyFile(path);
  REQUIRE_FALSE(open);
  CHECK(open.error().message.find("chmod 600") != std::string::npos);
  CHECK(open.error().message.find("canary") == std::string::npos);
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
  CHECK(readKeyFile(path)->reveal() == "sk-canary-123");

  ProviderSettings provider;
  provider.name = "p";
  CHECK(readKey(provider)->empty());
  provider.keyVariable = "AMUSE_TEST_KEY_OF_SECRET_TEST";
  CHECK(readKey(provider).error().code == ErrorCode::NotFound);
  ::setenv(provider.keyVariable.c_str(), "sk-canary", 1);
  CHECK(readKey(provider)->reveal() == "sk-canary");
  ::setenv(provider.keyVariable.c_str(), "sk\r\nx-evil: 1", 1);
  CHECK(readKey(provider).error().message.find("evil") == std::string::npos);
  ::unsetenv(provider.keyVariable.c_str());
}

TEST_CASE("files that hold no key are refused") {
  const ScratchFolder folder;
  for (const std::string& text :
       {std::string(), std::string(" \n"), std::string("two words"), std::string(9000, 'x')}) {
    REQUIRE(writeFile(folder / "key", text));
    REQUIRE(::chmod((folder / "key").c_str(), 0600) == 0);
    CHECK_FALSE(readKeyFile(folder / "key"));
  }
  CHECK(readKeyFile(folder / "missing").error().code == ErrorCode::NotFound);
  CHECK_FALSE(readKeyFile(folder.path()));
}

TEST_CASE("a program that holds a key dumps no core, and a moved key is gone from where it was") {
  Secret first("sk-canary-0123456789");
  rlimit limit{};
  REQUIRE(::getrlimit(RLIMIT_CORE, &limit) == 0);
  CHECK(limit.rlim_cur == 0);
  Secret second(std::move(first));
  CHECK(first.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
  CHECK(second.reveal() == "sk-canary-0123456789");
  first = std::move(second);
  CHECK(second.empty());  // NOLINT(bugprone-use-after-move)
}

}  // namespace amuse::llm
