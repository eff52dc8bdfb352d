#include "store/internal/check_songs.h"

#include <fmt/format.h>

#include "song/song_json.h"
#include "store/internal/song_rows.h"

namespace amuse::store {
namespace {

constexpr std::size_t kMostProblems = 100;

/// What is wrong with a branch; empty when nothing is.
std::string branchProblem(Connection& connection, const SongId& id, const std::string& name) {
  const auto branch = readBranchRow(connection, id, name);
  if (!branch) return branch.error().message;
  const auto document = song::parseSong(branch->document);
  if (!document) return "its document cannot be read: " + document.error().message;
  const auto rebuilt = rebuildDocument(connection, id, branch->info.head);
  if (!rebuilt) return rebuilt.error().message;
  return song::sameMusic(*document, *rebuilt) ? "" : "its document is not what its history gives";
}

std::vector<std::pair<SongId, std::string>> allBranches(Connection& connection) {
  std::vector<std::pair<SongId, std::string>> branches;
  Query rows(connection, "SELECT song, name FROM branches ORDER BY song, name");
  while (rows.next()) branches.emplace_back(rows.text(0), rows.text(1));
  return branches;
}

}  // namespace

std::vector<std::string> contentProblems(Connection& connection) {
  std::vector<std::string> problems;
  for (const auto& [id, name] : allBranches(connection)) {
    if (problems.size() >= kMostProblems) return problems;
    if (const auto problem = branchProblem(connection, id, name); !problem.empty())
      problems.push_back(fmt::format("song {}, branch {}: {}", id, name, problem));
  }
  Query media(connection, "SELECT id, content FROM media ORDER BY id");
  while (media.next() && problems.size() < kMostProblems)
    if (hashOf(media.text(1)) != media.text(0))
      problems.push_back(fmt::format("the picture or sound {} is not what it was", media.text(0)));
  return problems;
}

}  // namespace amuse::store
