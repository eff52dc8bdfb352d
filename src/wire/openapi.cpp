#include "wire/openapi.h"

#include <cctype>
#include <map>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/version.h"
#include "wire/api_table.h"

namespace amuse::wire {
namespace {

using Document = nlohmann::ordered_json;

constexpr std::string_view kAllFieldsOf = "...";

struct Field {
  std::string_view name, type, description;
  bool isOptional = false;
};
struct Shape {
  std::string_view description;
  std::vector<Field> fields;
};

/// Cuts the first word off a line.
std::string_view takeWord(std::string_view& line) {
  line = trim(line);
  const auto end = std::min(line.find(' '), line.size());
  const auto word = line.substr(0, end);
  line = trim(line.substr(end));
  return word;
}

std::map<std::string_view, Shape> readShapes() {
  std::map<std::string_view, Shape> all;
  Shape* current = nullptr;
  for (auto line : split(shapes(), '\n')) {
    if (trim(line).empty()) continue;
    if (line[0] != ' ') {
      const auto name = takeWord(line);
      current = &all[name];
      current->description = line;
      continue;
    }
    Field field;
    field.name = takeWord(line);
    if (field.name.starts_with(kAllFieldsOf)) {
      const auto& other = all.at(field.name.substr(kAllFieldsOf.size())).fields;
      current->fields.insert(current->fields.end(), other.begin(), other.end());
      continue;
    }
    field.type = takeWord(line);
    field.description = line;
    if (field.name.ends_with('?')) {
      field.isOptional = true;
      field.name.remove_suffix(1);
    }
    current->fields.push_back(field);
  }
  return all;
}

Document reference(std::string_view shape) { return {{"$ref", "#/components/schemas/" + std::string(shape)}}; }

/// A word of the notation as JSON Schema.
Document typeOf(std::string_view type) {
  if (type.ends_with('?')) {
    const Document inner = typeOf(type.substr(0, type.size() - 1));
    return {{"anyOf", Document::array({inner, {{"type", "null"}}})}};
  }
  if (type.ends_with("[]")) return {{"type", "array"}, {"items", typeOf(type.substr(0, type.size() - 2))}};
  if (type == "any") return Document::object();
  if (type == "binary") return {{"type", "string"}, {"contentMediaType", "application/octet-stream"}};
  if (type == "string" || type == "integer" || type == "number" || type == "boolean") return {{"type", type}};
  if (const auto dots = type.find(".."); dots != std::string_view::npos)
    return {{"type", "integer"},
            {"minimum", std::stoll(std::string(type.substr(0, dots)))},
            {"maximum", std::stoll(std::string(type.substr(dots + 2)))}};
  if (std::isupper(static_cast<unsigned char>(type.front())) && type.find('|') == std::string_view::npos)
    return reference(type);
  Document words = Document::array();
  for (const auto word : split(type, '|')) words.push_back(word);
  return {{"type", "string"}, {"enum", words}};
}

Document schemaOf(const Shape& shape) {
  Document properties = Document::object(), required = Document::array();
  for (const auto& field : shape.fields) {
    Document type = typeOf(field.type);
    if (!field.description.empty()) type["description"] = field.description;
    properties[std::string(field.name)] = std::move(type);
    if (!field.isOptional) required.push_back(field.name);
  }
  Document schema{{"type", "object"}};
  if (!shape.description.empty()) schema["description"] = shape.description;
  schema["properties"] = std::move(properties);
  schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  return schema;
}

std::string capitalised(std::string_view name) {
  std::string text(name);
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

/// "#/$defs/chord" -> "#/components/schemas/Chord", everywhere in it.
void rename(Document& node) {
  constexpr std::string_view kOld = "#/$defs/", kWhole = "#";
  if (node.is_object() && node.contains("$ref") && node["$ref"].is_string()) {
    const auto target = node["$ref"].get<std::string>();
    if (target.starts_with(kOld)) node["$ref"] = "#/components/schemas/" + capitalised(target.substr(kOld.size()));
    if (target == kWhole) node["$ref"] = "#/components/schemas/Song";
  }
  if (node.is_structured())
    for (auto& child : node) rename(child);
}

/// Adds the song's schema: Song, and each definition under its own name.
/// False when a definition has the name of a shape of ours.
bool addSongSchema(Document& schemas, Document song) {
  Document definitions = song["$defs"];
  song.erase("$defs");
  song.erase("$schema");
  rename(song);
  schemas["Song"] = std::move(song);
  for (auto& [name, definition] : definitions.items()) {
    rename(definition);
    if (schemas.contains(capitalised(name))) return false;
    schemas[capitalised(name)] = std::move(definition);
  }
  return true;
}

/// "/samples/{path...}" -> "/samples/{path}".
std::string documentedPath(std::string_view path) {
  std::string text(path);
  if (text.ends_with(kRestOfPath)) text.replace(text.size() - kRestOfPath.size(), kRestOfPath.size(), "}");
  return text;
}

Document parametersOf(const Route& route, const std::map<std::string_view, Shape>& all) {
  Document parameters = Document::array();
  const std::string path = documentedPath(route.path);
  for (std::string_view rest = path; rest.find('{') != std::string_view::npos;) {
    rest = rest.substr(rest.find('{') + 1);
    const auto name = rest.substr(0, rest.find('}'));
    parameters.push_back({{"name", name},
                          {"in", "path"},
                          {"required", true},
                          {"schema", typeOf(name == "version" ? "integer" : "string")}});
  }
  if (!route.query.empty())
    for (const auto& field : all.at(route.query).fields)
      parameters.push_back({{"name", field.name},
                            {"in", "query"},
                            {"required", !field.isOptional},
                            {"description", field.description},
                            {"schema", typeOf(field.type)}});
  return parameters;
}

Document bodyOf(const Route& route) {
  const char* type = route.body == BodyKind::Json   ? "application/json"
                     : route.body == BodyKind::Form ? "multipart/form-data"
                                                    : "application/octet-stream";
  const Document schema = route.body == BodyKind::Bytes ? typeOf("binary") : reference(route.request);
  return {{"required", true}, {"content", {{type, {{"schema", schema}}}}}};
}

Document responsesOf(const Route& route) {
  Document content = Document::object();
  if (route.response.find('/') == std::string_view::npos) {
    if (!route.response.empty()) content["application/json"] = {{"schema", reference(route.response)}};
  } else {
    for (const auto type : split(route.response, ' '))
      content[std::string(type)] = {{"schema", type == "application/json" ? Document::object() : typeOf("string")}};
  }
  if (route.streams) content["text/event-stream"] = {{"schema", typeOf("string")}};
  Document success{{"description", std::string(route.summary)}};
  if (!content.empty()) success["content"] = std::move(content);
  const Document problem{{"application/problem+json", {{"schema", reference("Problem")}}}};
  Document responses{{std::to_string(route.status), std::move(success)}};
  if (route.conflicts)
    responses["409"] = {{"description", "The branch has moved on; the problem's conflict has the edits since."},
                        {"content", problem}};
  responses["default"] = {{"description", "A problem: its code is stable, its detail says what to change."},
                          {"content", problem}};
  return responses;
}

Document operationOf(const Route& route, const std::map<std::string_view, Shape>& all) {
  Document operation{{"operationId", route.id}, {"summary", route.summary}};
  if (Document parameters = parametersOf(route, all); !parameters.empty())
    operation["parameters"] = std::move(parameters);
  if (route.body != BodyKind::None) operation["requestBody"] = bodyOf(route);
  operation["responses"] = responsesOf(route);
  if (route.access == Access::Everybody) operation["security"] = Document::array();
  return operation;
}

std::string lowerCase(std::string_view method) { return toLower(method); }

}  // namespace

std::string openApi(std::string_view songSchema) {
  const auto all = readShapes();
  Document schemas = Document::object();
  for (const auto& [name, shape] : all) schemas[std::string(name)] = schemaOf(shape);
  Document song = Document::parse(songSchema, nullptr, false);
  if (song.is_discarded()) return {};
  if (!addSongSchema(schemas, std::move(song))) return {};
  Document paths = Document::object();
  for (const auto& route : routes())
    paths[documentedPath(route.path)][lowerCase(route.method)] = operationOf(route, all);
  const Document document{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Amuse"},
        {"version", version()},
        {"description", "Chord progressions from inspirations, and the songs made of them."},
        {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"paths", std::move(paths)},
      {"components",
       {{"schemas", std::move(schemas)},
        {"securitySchemes",
         {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "amuse_session"}}},
          {"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}},
      {"security", Document::array({{{"session", Document::array()}}, {{"token", Document::array()}}})}};
  return document.dump();
}

}  // namespace amuse::wire
