#include <array>

#include <nlohmann/json.hpp>

#include "base/assert.h"
#include "base/json_reader.h"
#include "brief/brief_json.h"
#include "song/edits.h"
#include "song/internal/song_nodes.h"
#include "song/validate.h"

namespace amuse::song {
namespace {

using OrderedJson = nlohmann::ordered_json;

/// In the order of Edit::Operation.
constexpr std::array<std::string_view, std::variant_size_v<Edit::Operation>> kEditNames{
    "insertChord",       "replaceChord",      "removeChord",   "moveChord",       "stretchChord",
    "splitChord",        "joinChords",        "lockChord",     "transposeChord",  "setVoicing",
    "transposePart",     "transposeSong",     "addPart",       "removePart",      "renamePart",
    "movePart",          "setBars",           "setPickup",     "setPartLevel",    "setOrder",
    "setTempo",          "setMeter",          "setKey",        "setTitle",        "setStyle",
    "setCapo",           "setTrackMix",       "setKeywords",   "setSharing",      "addInspiration",
    "removeInspiration", "changeInspiration", "addSuggestion", "judgeSuggestion", "removeSuggestion",
    "replaceSong",       "addNote",           "removeNote",    "changeNote",      "addLyric",
    "removeLyric",       "changeLyric",       "batch"};

// The fields of every edit, told once for both directions: a visitor writes or reads them.
// -----------------------------

void visitFields(auto& v, InsertChord& e) { v.id("partId", e.partId), v.value("chord", e.chord); }
void visitFields(auto& v, ReplaceChord& e) {
  v.id("chordId", e.chordId), v.value("symbol", e.symbol), v.maybe("voicing", e.voicing), v.origin("origin", e.origin);
}
void visitFields(auto& v, RemoveChord& e) { v.id("chordId", e.chordId); }
void visitFields(auto& v, MoveChord& e) { v.id("chordId", e.chordId), v.value("start", e.start); }
void visitFields(auto& v, StretchChord& e) { v.id("chordId", e.chordId), v.value("length", e.length); }
void visitFields(auto& v, SplitChord& e) {
  v.id("chordId", e.chordId), v.value("at", e.at), v.freshId("newId", e.newId);
}
void visitFields(auto& v, JoinChords& e) { v.id("chordId", e.chordId); }
void visitFields(auto& v, LockChord& e) { v.id("chordId", e.chordId), v.value("locked", e.locked); }
void visitFields(auto& v, TransposeChord& e) { v.id("chordId", e.chordId), v.value("semitones", e.semitones); }
void visitFields(auto& v, SetVoicing& e) { v.id("chordId", e.chordId), v.orNull("voicing", e.voicing); }
void visitFields(auto& v, TransposePart& e) { v.id("partId", e.partId), v.value("semitones", e.semitones); }
void visitFields(auto& v, TransposeSong& e) { v.value("semitones", e.semitones); }
void visitFields(auto& v, AddPart& e) { v.value("part", e.part), v.maybe("index", e.index); }
void visitFields(auto& v, RemovePart& e) { v.id("partId", e.partId); }
void visitFields(auto& v, RenamePart& e) { v.id("partId", e.partId), v.value("name", e.name); }
void visitFields(auto& v, MovePart& e) { v.id("partId", e.partId), v.value("index", e.index); }
void visitFields(auto& v, SetBars& e) { v.id("partId", e.partId), v.value("bars", e.bars); }
void visitFields(auto& v, SetPickup& e) { v.id("partId", e.partId), v.value("ticks", e.ticks); }
void visitFields(auto& v, SetPartLevel& e) {
  v.id("partId", e.partId), v.orNull("energy", e.energy), v.orNull("density", e.density);
}
void visitFields(auto& v, SetOrder& e) { v.ids("order", e.order); }
void visitFields(auto& v, SetTempo& e) { v.value("at", e.at), v.orNull("bpm", e.bpm); }
void visitFields(auto& v, SetMeter& e) { v.value("at", e.at), v.orNull("meter", e.meter); }
void visitFields(auto& v, SetKey& e) { v.value("at", e.at), v.key(e.key); }
void visitFields(auto& v, SetTitle& e) { v.value("title", e.title); }
void visitFields(auto& v, SetStyle& e) { v.value("style", e.style); }
void visitFields(auto& v, SetCapo& e) { v.value("capo", e.capo); }
void visitFields(auto& v, SetTrackMix& e) { v.value("mix", e.mix); }
void visitFields(auto& v, SetKeywords& e) { v.value("keywords", e.keywords); }
void visitFields(auto& v, SetSharing& e) { v.value("sharing", e.sharing); }
void visitFields(auto& v, AddInspiration& e) { v.value("inspiration", e.inspiration), v.maybe("index", e.index); }
void visitFields(auto& v, RemoveInspiration& e) { v.value("index", e.index); }
void visitFields(auto& v, ChangeInspiration& e) { v.value("index", e.index), v.value("inspiration", e.inspiration); }
void visitFields(auto& v, AddSuggestion& e) { v.value("suggestion", e.suggestion), v.maybe("index", e.index); }
void visitFields(auto& v, JudgeSuggestion& e) { v.id("suggestionId", e.suggestionId), v.value("verdict", e.verdict); }
void visitFields(auto& v, RemoveSuggestion& e) { v.id("suggestionId", e.suggestionId); }
void visitFields(auto& v, ReplaceSong& e) { v.value("song", e.song); }
void visitFields(auto& v, AddNote& e) { v.id("partId", e.partId), v.value("note", e.note); }
void visitFields(auto& v, RemoveNote& e) { v.id("noteId", e.noteId); }
void visitFields(auto& v, ChangeNote& e) { v.value("note", e.note); }
void visitFields(auto& v, AddLyric& e) { v.id("partId", e.partId), v.value("lyric", e.lyric); }
void visitFields(auto& v, RemoveLyric& e) { v.id("lyricId", e.lyricId); }
void visitFields(auto& v, ChangeLyric& e) { v.value("lyric", e.lyric); }
void visitFields(auto& v, Batch& e) { v.edits("edits", e.edits); }

OrderedJson editNode(const Edit& edit);
Edit readEdit(const JsonReader& reader, int depth);

class FieldWriter {
 public:
  explicit FieldWriter(OrderedJson& node) : node_(node) {}
  void id(const char* name, const Id& id) { node_[name] = id; }
  void freshId(const char* name, const Id& id) {
    if (!id.empty()) node_[name] = id;
  }
  void ids(const char* name, const std::vector<Id>& ids) { node_[name] = ids; }
  void origin(const char* name, const Origin& origin) { node_[name] = toNode(origin); }
  void value(const char* name, const auto& value) { node_[name] = asNode(value); }
  template <typename T>
  void maybe(const char* name, const std::optional<T>& value) {
    if (value) node_[name] = asNode(*value);
  }
  template <typename T>
  void orNull(const char* name, const std::optional<T>& value) {
    node_[name] = value ? asNode(*value) : OrderedJson();
  }
  void key(const std::optional<theory::Key>& key) {
    if (key) {
      node_.update(toNode(*key));
    } else {
      node_["key"] = nullptr;
    }
  }
  void edits(const char* name, const std::vector<Edit>& edits) {
    node_[name] = OrderedJson::array();
    for (const Edit& edit : edits) node_[name].push_back(editNode(edit));
  }

 private:
  template <typename T>
  static OrderedJson asNode(const T& value) {
    if constexpr (std::is_same_v<T, theory::ChordSymbol> || std::is_same_v<T, Meter> || std::is_same_v<T, Verdict>) {
      return toText(value);
    } else if constexpr (std::is_same_v<T, brief::Inspiration> || std::is_same_v<T, brief::KeywordChoices>) {
      return brief::toNode(value);
    } else if constexpr (std::is_class_v<T> && !std::is_same_v<T, std::string> &&
                         !std::is_same_v<T, std::vector<int>>) {
      return toNode(value);
    } else {
      return value;
    }
  }
  OrderedJson& node_;
};

class FieldReader {
 public:
  FieldReader(const JsonReader& reader, int depth) : reader_(reader), depth_(depth) {}
  void id(std::string_view name, Id& id) { id = readId(at(name)); }
  void freshId(std::string_view name, Id& id) {
    if (const auto found = find(name)) id = readId(*found);
  }
  void ids(std::string_view name, std::vector<Id>& ids) {
    for (const JsonReader& item : at(name).items(kMaxOrder)) ids.push_back(readId(item));
  }
  void origin(std::string_view name, Origin& origin) {
    if (const auto found = find(name)) origin = readOrigin(*found);
  }
  void value(std::string_view name, auto& value) { take(at(name), value); }
  template <typename T>
  void maybe(std::string_view name, std::optional<T>& value) {
    if (const auto found = find(name)) take(*found, value.emplace());
  }
  /// The name must be there, so that a forgotten value is not taken for "take it away".
  template <typename T>
  void orNull(std::string_view name, std::optional<T>& value) {
    if (const JsonReader found = at(name); !found.value().is_null()) take(found, value.emplace());
  }
  void key(std::optional<theory::Key>& key) {
    const JsonReader tonic = at("key");
    known_.push_back("mode");
    if (!tonic.value().is_null()) key = readKey(reader_);
  }
  void edits(std::string_view name, std::vector<Edit>& edits) {
    if (depth_ >= kMaxBatchDepth) return reader_.refuse("is nested too deep", ErrorCode::TooLarge);
    for (const JsonReader& item : at(name).items(kMaxBatchEdits)) edits.push_back(readEdit(item, depth_ + 1));
  }
  void finish() { reader_.allowOnly(known_); }

 private:
  JsonReader at(std::string_view name) {
    known_.push_back(name);
    return reader_.at(name);
  }
  std::optional<JsonReader> find(std::string_view name) {
    known_.push_back(name);
    return reader_.find(name);
  }
  static void take(const JsonReader& r, bool& value) { value = r.boolean(); }
  static void take(const JsonReader& r, int& value) { value = r.smallInteger(-9999, 9999); }
  static void take(const JsonReader& r, Tick& value) { value = readTick(r); }
  static void take(const JsonReader& r, std::size_t& value) { value = static_cast<std::size_t>(r.integer(0, 9999)); }
  /// Whether it is in its own range is validate()'s business.
  static void take(const JsonReader& r, double& value) { value = r.number(-kMaxTempoBpm, kMaxTempoBpm); }
  static void take(const JsonReader& r, std::string& value) { value = r.text(kMaxTitleBytes); }
  static void take(const JsonReader& r, std::vector<int>& value) { value = readVoicing(r); }
  static void take(const JsonReader& r, theory::ChordSymbol& value) { value = readSymbol(r); }
  static void take(const JsonReader& r, Meter& value) { value = readMeter(r); }
  static void take(const JsonReader& r, Style& value) { value = readStyle(r); }
  static void take(const JsonReader& r, ChordEvent& value) { value = readChord(r, IdRule::Optional); }
  static void take(const JsonReader& r, Note& value) { value = readNote(r, IdRule::Optional); }
  static void take(const JsonReader& r, Lyric& value) { value = readLyric(r, IdRule::Optional); }
  static void take(const JsonReader& r, Part& value) { value = readPart(r, IdRule::Optional); }
  static void take(const JsonReader& r, brief::Inspiration& value) { value = brief::readInspiration(r); }
  static void take(const JsonReader& r, brief::KeywordChoices& value) { value = brief::readKeywordChoices(r); }
  static void take(const JsonReader& r, Sharing& value) { value = readSharing(r); }
  static void take(const JsonReader& r, TrackMix& value) { value = readTrackMix(r); }
  static void take(const JsonReader& r, KeptSuggestion& value) { value = readSuggestion(r, IdRule::Optional); }
  static void take(const JsonReader& r, Verdict& value) { value = readVerdict(r); }
  static void take(const JsonReader& r, Song& value) { value = readAnySong(r); }

  const JsonReader& reader_;
  int depth_;
  std::vector<std::string_view> known_{"op"};
};

OrderedJson editNode(const Edit& edit) {
  OrderedJson node{{"op", nameOf(edit)}};
  FieldWriter writer(node);
  std::visit([&](auto operation) { visitFields(writer, operation); }, edit.operation);
  return node;
}

template <std::size_t... Index>
Edit makeOperation(std::size_t index, std::index_sequence<Index...>) {
  Edit edit;
  ((index == Index ? void(edit.operation.emplace<Index>()) : void()), ...);
  return edit;
}

Edit readEdit(const JsonReader& reader, int depth) {
  const JsonReader op = reader.at("op");
  const auto found = std::find(kEditNames.begin(), kEditNames.end(), op.text(kMaxNameBytes));
  if (found == kEditNames.end()) {
    op.refuse("must be the name of an edit, such as insertChord");
    return {};
  }
  Edit edit = makeOperation(static_cast<std::size_t>(found - kEditNames.begin()),
                            std::make_index_sequence<kEditNames.size()>());
  FieldReader fields(reader, depth);
  std::visit([&](auto& operation) { visitFields(fields, operation); }, edit.operation);
  fields.finish();
  return edit;
}

std::vector<AppliedEdit> readApplied(const JsonReader& reader) {
  std::vector<AppliedEdit> applied;
  for (const JsonReader& item : reader.items(kMaxBatchEdits)) {
    item.allowOnly({"edit", "inverse"});
    applied.push_back({readEdit(item.at("edit"), 0), readEdit(item.at("inverse"), 0)});
  }
  return applied;
}

}  // namespace

std::string_view nameOf(const Edit& edit) noexcept { return kEditNames[edit.operation.index()]; }

std::string toJson(const Edit& edit, int indent) {
  return editNode(edit).dump(indent, ' ', false, OrderedJson::error_handler_t::replace);
}

Result<Edit> parseEdit(std::string_view json) {
  return readJsonText(json, kMaxSongBytes, [](const JsonReader& reader) { return readEdit(reader, 0); });
}

std::string toJson(std::span<const AppliedEdit> applied) {
  OrderedJson list = OrderedJson::array();
  for (const AppliedEdit& one : applied)
    list.push_back({{"edit", editNode(one.edit)}, {"inverse", editNode(one.inverse)}});
  return list.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

Result<std::vector<AppliedEdit>> parseAppliedEdits(std::string_view json) {
  return readJsonText(json, kMaxHistoryBytes, readApplied);
}

}  // namespace amuse::song
