#include "wire/songs_json.h"

#include <nlohmann/json.hpp>

#include "base/json_reader.h"
#include "song/validate.h"

namespace amuse::wire {
namespace {

using Node = nlohmann::ordered_json;

std::string onOneLine(const Node& node) { return node.dump(-1, ' ', false, Node::error_handler_t::replace); }

template <typename Value>
Node orNull(const std::optional<Value>& value) {
  return value ? Node(*value) : Node();
}

/// An edit's own JSON, put in as it is.
Node nodeOf(const song::Edit& edit) { return Node::parse(song::toJson(edit)); }

Node nodeOf(const store::SongInfo& info) {
  return {{"id", info.id},           {"title", info.title},
          {"version", info.version}, {"createdMs", info.createdMs},
          {"savedMs", info.savedMs}, {"deletedMs", orNull(info.deletedMs)}};
}

Node nodeOf(const store::VersionInfo& version) {
  return {{"version", version.version},
          {"parent", version.parent},
          {"branch", version.branch},
          {"kind", store::toText(version.kind)},
          {"savedMs", version.savedMs},
          {"by", version.by},
          {"name", version.name},
          {"of", orNull(version.of)},
          {"operations", version.operations},
          {"summary", version.summary}};
}

Node nodeOf(const store::VersionEdits& version) {
  Node node = nodeOf(version.info);
  node["edits"] = Node::array();
  node["inverses"] = Node::array();
  for (const auto& operation : version.operations) {
    node["edits"].push_back(nodeOf(operation.edit));
    node["inverses"].push_back(nodeOf(operation.inverse));
  }
  return node;
}

Node nodeOf(const store::Saved& saved) {
  Node node = nodeOf(saved.version);
  node["edits"] = Node::array();
  for (const auto& edit : saved.edits) node["edits"].push_back(nodeOf(edit));
  node["repeated"] = saved.repeated;
  node["canUndo"] = saved.canUndo;
  node["canRedo"] = saved.canRedo;
  return node;
}

Node nodeOf(const store::Conflict& conflict) {
  Node since = Node::array();
  for (const auto& version : conflict.since) since.push_back(nodeOf(version));
  return {{"conflict", {{"head", conflict.head}, {"complete", conflict.complete}, {"since", std::move(since)}}}};
}

template <typename Item>
Node listOf(const std::vector<Item>& items) {
  Node list = Node::array();
  for (const auto& item : items) list.push_back(nodeOf(item));
  return list;
}

ChangeRequest readChange(const JsonReader& reader) {
  reader.allowOnly({"baseVersion", "edits", "branch", "key", "by"});
  ChangeRequest change;
  change.target.baseVersion = reader.at("baseVersion").integer(1, INT64_MAX);
  if (const auto branch = reader.find("branch")) change.target.branch = branch->text(store::kMaxNameBytes);
  if (const auto key = reader.find("key")) change.target.key = key->text(store::kMaxKeyBytes);
  if (const auto by = reader.find("by")) change.target.by = by->text(store::kMaxNameBytes);
  for (const JsonReader& item : reader.at("edits").items(song::kMaxBatchEdits))
    change.edits.push_back(item.take(song::parseEdit(item.value().dump())));
  return change;
}

}  // namespace

std::string toJson(const store::SongInfo& info) { return onOneLine(nodeOf(info)); }

std::string toJson(const store::StoredSong& stored) {
  Node node = nodeOf(stored.info);
  node["version"] = stored.version;
  node["branch"] = stored.branch;
  node["canUndo"] = stored.canUndo;
  node["canRedo"] = stored.canRedo;
  std::string text = onOneLine(node);
  // The document is JSON already: reading it only to write it again would be most of the cost of a read.
  text.pop_back();
  return text + ",\"song\":" + stored.json + "}";
}

std::string toJson(const store::SongPage& page) {
  return onOneLine({{"songs", listOf(page.songs)}, {"next", page.next.empty() ? Node() : Node(page.next)}});
}

std::string toJson(const store::VersionInfo& version) { return onOneLine(nodeOf(version)); }
std::string toJson(const store::VersionEdits& version) { return onOneLine(nodeOf(version)); }

std::string toJson(const store::HistoryPage& page) {
  return onOneLine({{"versions", listOf(page.versions)}, {"next", orNull(page.next)}});
}

std::string toJson(const std::vector<store::BranchInfo>& branches) {
  Node list = Node::array();
  for (const auto& branch : branches)
    list.push_back(
        {{"name", branch.name}, {"head", branch.head}, {"from", branch.from}, {"createdMs", branch.createdMs}});
  return onOneLine({{"branches", std::move(list)}});
}

std::string toJson(const store::SaveOutcome& outcome) {
  return onOneLine(std::visit([](const auto& one) { return nodeOf(one); }, outcome));
}

std::string toJson(const store::MediaInfo& media) {
  return onOneLine({{"id", media.id},
                    {"type", media.type},
                    {"name", media.name},
                    {"bytes", media.bytes},
                    {"addedMs", media.addedMs},
                    {"songs", media.songs},
                    {"ref", store::mediaRef(media.id)}});
}

std::string toJson(const store::StoreInfo& info) {
  return onOneLine({{"place", info.place},
                    {"schemaVersion", info.schemaVersion},
                    {"songs", info.songs},
                    {"trashed", info.trashed},
                    {"versions", info.versions},
                    {"media", info.media},
                    {"mediaBytes", info.mediaBytes},
                    {"fileBytes", info.fileBytes}});
}

Result<ChangeRequest> parseChange(std::string_view json) { return readJsonText(json, song::kMaxSongBytes, readChange); }

}  // namespace amuse::wire
