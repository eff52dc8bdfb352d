#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "perform/performance.h"
#include "store/store.h"

/// What only the server answers: problems, performances, lists of what there is. One object on one line each.
namespace amuse::wire {

/// The status a failure of ours has over HTTP.
[[nodiscard]] int httpStatusOf(ErrorCode code) noexcept;

/// A problem as RFC 9457 has it; the shape Problem.
struct Problem {
  int status = 500;
  std::string_view title;  ///< The status in words.
  std::string_view code;   ///< "NotFound", "Conflict", "Unauthorized", ...
  std::string detail;
  std::string requestId;
  std::optional<std::size_t> offset = {};
  std::string conflictJson = {};  ///< The shape Conflict, or empty.
};
[[nodiscard]] std::string toJson(const Problem& problem);

/// {"conflict": ...} of a SaveOutcome's JSON, without its shell: the shape Conflict.
[[nodiscard]] std::string conflictOf(const std::string& outcomeJson);

[[nodiscard]] std::string branchJson(const store::BranchInfo& branch);      ///< The shape BranchInfo.
[[nodiscard]] std::string toJson(const perform::Performance& performance);  ///< The shape Performance.
[[nodiscard]] std::string toJson(std::span<const store::ShownSuggestion> shown);
/// {"media":[...],"next"}
[[nodiscard]] std::string mediaPage(std::span<const store::MediaInfo> media, bool isLast);
/// {"inspiration":...,"media":[...]}
[[nodiscard]] std::string inspiredJson(const std::string& briefJson, std::span<const store::MediaInfo> kept);
/// {"song":...,"losses":[...]}
[[nodiscard]] std::string importedJson(const std::string& songJson, std::span<const Diagnostic> losses);

struct JobState {
  std::string id;
  std::string_view state;
  std::size_t events = 0;
};
[[nodiscard]] std::string toJson(const JobState& job);

/// An object of text fields, a list of such objects: for short lists of facts. Values that begin with a mark are put in
/// as they are: "=true".
using Fields = std::vector<std::pair<std::string_view, std::string>>;
[[nodiscard]] std::string objectJson(const Fields& fields);
[[nodiscard]] std::string listJson(std::string_view name, std::span<const Fields> objects);

}  // namespace amuse::wire
