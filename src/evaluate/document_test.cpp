#include "evaluate/document.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::evaluate;

TEST_CASE("a report replaces what stands between its marks and nothing else") {
  const std::string page = "# Page\n<!-- begin a -->\nold\n<!-- end a -->\nprose\n<!-- begin b -->\n<!-- end b -->\n";
  const auto once = withBlock(page, "a", "new");
  REQUIRE(once.has_value());
  CHECK(*once ==
        "# Page\n<!-- begin a -->\n```text\nnew\n```\n<!-- end a -->\nprose\n<!-- begin b -->\n<!-- end b -->\n");
  CHECK(withBlock(*once, "a", "new\n") == *once);
}

TEST_CASE("a page without the marks is refused") {
  CHECK(withBlock("nothing", "a", "x").error().code == ErrorCode::InvalidArgument);
  CHECK(withBlock("<!-- end a --><!-- begin a -->", "a", "x").error().code == ErrorCode::InvalidArgument);
}
