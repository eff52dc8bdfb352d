#include "base/base64.h"

#include <doctest/doctest.h>

using namespace amuse;

TEST_CASE("base64 gives the RFC's own examples") {
  // RFC 4648, section 10.
  CHECK(toBase64("").empty());
  CHECK(toBase64("f") == "Zg==");
  CHECK(toBase64("fo") == "Zm8=");
  CHECK(toBase64("foo") == "Zm9v");
  CHECK(toBase64("foobar") == "Zm9vYmFy");
  CHECK(toBase64("\xff\xfe\xfd") == "//79");
}
