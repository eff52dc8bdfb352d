#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "app/inspire.h"
#include "app/plan.h"
#include "base/files.h"
#include "base/text.h"
#include "perform/groove_choice.h"

using namespace amuse;

namespace {

const std::filesystem::path kHome = AMUSE_SOURCE_DIR;

/// The groove a request is played in where nothing else is asked for; in `why` the three best with what spoke for them.
std::string chosenFor(const inspire::TextReader& reader, const perform::GrooveBook& book, const std::string& request,
                      std::string& why) {
  app::InspireInput input;
  input.text = request;
  const auto brief = app::readInspirations(reader, kHome, input);
  REQUIRE_MESSAGE(brief.has_value(), brief.error().message);
  app::SuggestInput suggest;
  const auto plan = app::makePlan(suggest, *brief);
  REQUIRE(plan.has_value());
  const auto ranked = perform::rankGrooves(*brief, plan->meter, book);
  for (std::size_t i = 0; i < 3; ++i)
    why += ranked[i].groove->name + " " + std::to_string(ranked[i].score) + " (" + ranked[i].why + ") ";
  return ranked.front().groove->name;
}

}  // namespace

TEST_CASE("short requests are played in the groove a band would choose") {
  const auto reader = inspire::TextReader::open(kHome / "data/llm");
  REQUIRE(reader.has_value());
  const auto book = perform::loadGrooveBook(kHome);
  REQUIRE(book.has_value());
  const auto table = readFile(kHome / "tests/golden/perform/requests.tsv");
  REQUIRE(table.has_value());
  std::set<std::string> asked;
  int requests = 0;
  for (const auto line : split(*table, '\n')) {
    const auto fields = split(line, '\t');
    if (line.empty() || line.front() == '#' || fields.size() != 2 || fields[0] == "request") continue;
    CAPTURE(line);
    std::string why;
    const std::string chosen = chosenFor(*reader, *book, std::string(fields[0]), why);
    const auto wanted = split(fields[1], '|');
    const bool right = std::find(wanted.begin(), wanted.end(), chosen) != wanted.end();
    CHECK_MESSAGE(right, "played as ", why);
    for (const auto name : wanted) {
      CHECK(book->find(name) != nullptr);
      asked.insert(std::string(name));
    }
    ++requests;
  }
  CHECK(requests >= 2 * static_cast<int>(book->grooves.size()));
  CHECK(asked.size() == book->grooves.size());
}
