#include "base/json_reader.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace amuse {
namespace {

constexpr int kMaxJsonDepth = 64;
const nlohmann::json kNothing;

/// Watches a parse for what the JSON library lets pass: deep nesting and names given twice.
class ParseWatch {
 public:
  bool operator()(int depth, nlohmann::json::parse_event_t event, const nlohmann::json& value) {
    using Event = nlohmann::json::parse_event_t;
    if (depth >= kMaxJsonDepth) tooDeep = true;
    if (tooDeep) return false;
    if (event == Event::object_start) names_.emplace_back();
    if (event == Event::object_end) names_.pop_back();
    if (event == Event::key && !names_.back().insert(value.get_ref<const std::string&>()).second) {
      repeated = true;
    }
    return true;
  }
  bool tooDeep = false;
  bool repeated = false;

 private:
  std::vector<std::set<std::string>> names_;
};

}  // namespace

Result<nlohmann::json> parseJsonText(std::string_view text, std::size_t limitBytes) {
  if (text.size() > limitBytes) {
    return fail(ErrorCode::TooLarge, fmt::format("the JSON has more than {} bytes", limitBytes));
  }
  ParseWatch watch;
  nlohmann::json document;
  try {
    document = nlohmann::json::parse(text, std::ref(watch));
  } catch (const nlohmann::json::parse_error& error) {
    const std::size_t offset = error.byte == 0 ? 0 : std::min(error.byte - 1, text.size());
    return fail(ErrorCode::Parse, fmt::format("not JSON at byte {}", offset), offset);
  } catch (const nlohmann::json::out_of_range&) {
    return fail(ErrorCode::Parse, "the JSON has a number too large to hold");
  }
  if (watch.tooDeep) return fail(ErrorCode::TooLarge, fmt::format("the JSON is nested over {} deep", kMaxJsonDepth));
  if (watch.repeated) return fail(ErrorCode::Parse, "the JSON gives a name twice in one object");
  return document;
}

std::string JsonReader::childPath(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}/{}", path_, key);
}

void JsonReader::refuse(std::string_view what, ErrorCode code) const {
  if (problem_->has_value()) return;
  *problem_ = Error{code, fmt::format("{} {}", path_.empty() ? "the document" : path_, what), std::nullopt};
}

JsonReader JsonReader::at(std::string_view key) const {
  if (!value_->is_object()) {
    refuse("must be an object");
  } else if (const auto found = value_->find(key); found != value_->end()) {
    return {*found, *problem_, childPath(key)};
  } else {
    refuse(fmt::format("lacks \"{}\"", key));
  }
  return {kNothing, *problem_, childPath(key)};
}

std::optional<JsonReader> JsonReader::find(std::string_view key) const {
  if (!value_->is_object()) {
    refuse("must be an object");
    return std::nullopt;
  }
  const auto found = value_->find(key);
  if (found == value_->end() || found->is_null()) return std::nullopt;
  return JsonReader(*found, *problem_, childPath(key));
}

void JsonReader::allowOnly(std::span<const std::string_view> keys) const {
  if (!value_->is_object()) return refuse("must be an object");
  for (const auto& [key, unused] : value_->items()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    // The name is from outside: shown only when it is short and plain.
    const bool plain =
        key.size() <= 40 && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127; });
    return refuse(plain ? fmt::format("has an unknown field \"{}\"", key) : std::string("has an unknown field"));
  }
}

std::vector<JsonReader> JsonReader::items(std::size_t limit) const {
  std::vector<JsonReader> readers;
  if (!value_->is_array()) {
    refuse("must be a list");
    return readers;
  }
  if (value_->size() > limit) {
    refuse(fmt::format("must have at most {} entries", limit), ErrorCode::TooLarge);
    return readers;
  }
  readers.reserve(value_->size());
  for (std::size_t i = 0; i < value_->size(); ++i) {
    readers.emplace_back((*value_)[i], *problem_, childPath(fmt::to_string(i)));
  }
  return readers;
}

std::string JsonReader::text(std::size_t limitBytes) const {
  if (!value_->is_string()) {
    refuse("must be text");
    return {};
  }
  const auto& text = value_->get_ref<const std::string&>();
  if (text.size() <= limitBytes) return text;
  refuse(fmt::format("must have at most {} bytes", limitBytes), ErrorCode::TooLarge);
  return {};
}

std::int64_t JsonReader::integer(std::int64_t low, std::int64_t high) const {
  const bool fits = value_->is_number_integer() &&
                    (!value_->is_number_unsigned() || value_->get<std::uint64_t>() <= std::uint64_t{INT64_MAX});
  if (fits) {
    const auto number = value_->get<std::int64_t>();
    if (number >= low && number <= high) return number;
  }
  refuse(fmt::format("must be a whole number from {} to {}", low, high),
         value_->is_number() ? ErrorCode::InvalidArgument : ErrorCode::Parse);
  return std::clamp<std::int64_t>(0, low, high);
}

double JsonReader::number(double low, double high) const {
  if (value_->is_number()) {
    const double number = value_->get<double>();
    if (number >= low && number <= high) return number;
  }
  refuse(fmt::format("must be a number from {} to {}", low, high),
         value_->is_number() ? ErrorCode::InvalidArgument : ErrorCode::Parse);
  return std::clamp(0.0, low, high);
}

bool JsonReader::boolean() const {
  if (value_->is_boolean()) return value_->get<bool>();
  refuse("must be true or false");
  return false;
}

std::optional<Error> visitJsonText(std::string_view text, std::size_t limitBytes,
                                   const std::function<void(const JsonReader&)>& read) {
  const auto document = parseJsonText(text, limitBytes);
  if (!document) return document.error();
  std::optional<Error> problem;
  read(JsonReader(*document, problem));
  return problem;
}

}  // namespace amuse
