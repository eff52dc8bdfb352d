#include "app/song_ideas.h"

#include <doctest/doctest.h>

#include "base/files.h"
#include "song/song_builder.h"

using namespace amuse;
using namespace amuse::app;

namespace {

struct Room {
  Engine engine = Engine::open(AMUSE_SOURCE_DIR, PriorSet::Open).value();
  Senses senses{AMUSE_SOURCE_DIR};
  ManualClock clock;
};
Room& room() {
  static Room one;
  return one;
}

song::Song verse() {
  std::vector<song::ChordSpan> spans;
  for (const char* symbol : {"C", "Am", "F", "G"})
    spans.push_back({theory::parseChordSymbol(symbol).value(), 4 * song::kTicksPerQuarter});
  return song::makeSong("Test", {}, {}, 100, spans);
}

IdeasQuestion asking(IdeaKind kind) {
  IdeasQuestion question;
  question.kind = kind;
  question.in.count = 2;
  question.in.seed = 3;
  return question;
}

Result<IdeasAnswer> answerTo(const song::Song& song, const IdeasQuestion& question, const MediaLoader& load = {}) {
  return answerIdeas(room().engine, room().senses, song, question, load, room().clock);
}

}  // namespace

TEST_CASE("every kind of idea comes by its name, with edits that can be applied") {
  const auto song = verse();
  for (const auto kind : {IdeaKind::More, IdeaKind::Vary, IdeaKind::Continue, IdeaKind::Contrast}) {
    const std::string name(toText(kind));
    CAPTURE(name);
    CHECK(parseIdeaKind(name).value() == kind);
    const auto answer = answerTo(song, asking(kind));
    REQUIRE_MESSAGE(answer.has_value(), (answer ? "" : answer.error().message));
    CHECK(answer->made.ideas.size() == 2);
    CHECK(answer->contrast.has_value() == (kind == IdeaKind::Contrast));
    for (const auto& idea : answer->made.ideas) {
      song::Song changed = song;
      CHECK(song::applyAll(changed, idea.edits));
    }
  }
  CHECK_FALSE(parseIdeaKind("sing"));
  CHECK(answerTo(song, asking(IdeaKind::Fill)).error().code == ErrorCode::InvalidArgument);
  CHECK(answerTo(song, asking(IdeaKind::Reharmonise)).error().code == ErrorCode::InvalidArgument);
  auto elsewhere = asking(IdeaKind::More);
  elsewhere.part = "Bridge";
  CHECK(answerTo(song, elsewhere).error().code == ErrorCode::NotFound);
}

TEST_CASE("a song's picture is heard, and read once only") {
  auto song = verse();
  song.inspirations.push_back({"", {"media:beach"}, {}});
  const auto picture = readFile(std::string(AMUSE_SOURCE_DIR) + "/tests/golden/media/quarters.jpg");
  int loads = 0;
  const MediaLoader load = [&](const std::string&) -> Result<LoadedMedia> {
    ++loads;
    if (!picture) return tl::unexpected(picture.error());
    return LoadedMedia{"beach.jpg", *picture};
  };
  const auto first = answerTo(song, asking(IdeaKind::More), load);
  REQUIRE(first);
  CHECK(loads == 1);
  const auto second = answerTo(song, asking(IdeaKind::More), load);
  REQUIRE(second);
  if (picture && !first->made.answer.brief.keywords.empty()) {
    CHECK(loads == 1);
    CHECK(first->made.answer.brief == second->made.answer.brief);
  }
  auto alone = asking(IdeaKind::More);
  alone.withSongInspirations = false;
  CHECK(answerTo(song, alone, load)->made.answer.brief.keywords.empty());
}

TEST_CASE("the senses remember what was asked for last, and forget what was not") {
  Senses senses(AMUSE_SOURCE_DIR);
  const auto reading = std::make_shared<const MediaReadings>();
  for (std::size_t i = 0; i <= Senses::kMostRemembered; ++i) {
    senses.remember(std::to_string(i), reading);
    CHECK(senses.recall("0"));
  }
  CHECK_FALSE(senses.recall("1"));
  CHECK(senses.recall("2"));
}
