#include "song/testing/schema_check.h"

#include <algorithm>
#include <functional>
#include <map>
#include <regex>

#include <nlohmann/json.hpp>

namespace amuse::song {
namespace {

using Schema = nlohmann::json;

/// One keyword at a value: (whole schema, the keyword's argument, the schema it stands in, the value) -> problem.
using Keyword = std::function<std::string(const Schema&, const Schema&, const Schema&, const Schema&)>;

std::string typeProblem(const std::string& type, const Schema& value) {
  const bool fits = (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
                    (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
                    (type == "null" && value.is_null()) || (type == "number" && value.is_number()) ||
                    (type == "integer" && value.is_number_integer());
  return fits ? "" : "is not of type " + type;
}

std::string membersProblem(const Schema& document, const Schema& properties, const Schema& value) {
  if (!value.is_object()) return "";
  for (const auto& [name, member] : properties.items()) {
    if (!value.contains(name)) continue;
    if (const auto problem = schemaProblem(document, member, value.at(name)); !problem.empty())
      return std::string(name).append("/").append(problem);
  }
  return "";
}

std::string unknownMember(const Schema& parent, const Schema& value) {
  if (!value.is_object()) return "";
  for (const auto& [name, unused] : value.items()) {
    if (!parent.at("properties").contains(name)) return "has an unknown " + name;
  }
  return "";
}

std::string itemsProblem(const Schema& document, const Schema& items, const Schema& value) {
  for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
    if (auto problem = schemaProblem(document, items, value[i]); !problem.empty()) {
      return std::to_string(i) + "/" + problem;
    }
  }
  return "";
}

std::string missingMember(const Schema& required, const Schema& value) {
  for (const auto& name : required) {
    if (value.is_object() && !value.contains(name.get<std::string>())) return "lacks " + name.get<std::string>();
  }
  return "";
}

std::ptrdiff_t fittingOf(const Schema& document, const Schema& options, const Schema& value) {
  return std::count_if(options.begin(), options.end(),
                       [&](const Schema& option) { return schemaProblem(document, option, value).empty(); });
}

std::string when(bool bad, const char* problem) { return bad ? problem : ""; }

const std::map<std::string, Keyword>& keywords() {
  static const std::map<std::string, Keyword> table{
      {"$ref",
       [](auto& d, auto& a, auto&, auto& v) {
         return schemaProblem(d, d.at(Schema::json_pointer(a.template get<std::string>().substr(1))), v);
       }},
      {"type", [](auto&, auto& a, auto&, auto& v) { return typeProblem(a, v); }},
      {"const", [](auto&, auto& a, auto&, auto& v) { return when(v != a, "is not the one value allowed"); }},
      {"enum",
       [](auto&, auto& a, auto&, auto& v) {
         return when(std::find(a.begin(), a.end(), v) == a.end(), "is none of the values allowed");
       }},
      {"properties", [](auto& d, auto& a, auto&, auto& v) { return membersProblem(d, a, v); }},
      {"required", [](auto&, auto& a, auto&, auto& v) { return missingMember(a, v); }},
      {"additionalProperties", [](auto&, auto&, auto& s, auto& v) { return unknownMember(s, v); }},
      {"items", [](auto& d, auto& a, auto&, auto& v) { return itemsProblem(d, a, v); }},
      {"oneOf", [](auto& d, auto& a, auto&, auto& v) { return when(fittingOf(d, a, v) != 1, "fits none or several"); }},
      {"anyOf", [](auto& d, auto& a, auto&, auto& v) { return when(fittingOf(d, a, v) < 1, "fits none"); }},
      {"minimum", [](auto&, auto& a, auto&, auto& v) { return when(v.is_number() && v < a, "is too small"); }},
      {"maximum", [](auto&, auto& a, auto&, auto& v) { return when(v.is_number() && v > a, "is too large"); }},
      {"minItems", [](auto&, auto& a, auto&, auto& v) { return when(v.is_array() && v.size() < a, "is too short"); }},
      {"maxItems", [](auto&, auto& a, auto&, auto& v) { return when(v.is_array() && v.size() > a, "is too long"); }},
      {"minLength",
       [](auto&, auto& a, auto&, auto& v) {
         return when(v.is_string() && v.template get<std::string>().size() < a, "is too short");
       }},
      {"maxLength",
       [](auto&, auto& a, auto&, auto& v) {
         return when(v.is_string() && v.template get<std::string>().size() > a, "is too long");
       }},
      {"pattern",
       [](auto&, auto& a, auto&, auto& v) {
         return when(v.is_string() &&
                         !std::regex_search(v.template get<std::string>(), std::regex(a.template get<std::string>())),
                     "does not have the form");
       }},
  };
  return table;
}

}  // namespace

std::string schemaProblem(const nlohmann::json& document, const nlohmann::json& schema, const nlohmann::json& value) {
  for (const auto& [name, argument] : schema.items()) {
    if (name == "description" || name == "title" || name == "$schema" || name == "$defs") {
      if (argument.is_string() || name == "$defs") continue;
    }
    const auto keyword = keywords().find(name);
    if (keyword == keywords().end()) return "the schema uses " + name + ", which is not checked";
    if (auto problem = keyword->second(document, argument, schema, value); !problem.empty()) return problem;
  }
  return "";
}

}  // namespace amuse::song
