#include "llm/probe.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/text.h"
#include "llm/internal/wire.h"

namespace amuse::llm {
namespace {

constexpr std::size_t kMostShownBytes = 60;

/// A picture of one red pixel, and a tenth of a second of silence.
std::string redPixel() {
  static constexpr unsigned char kPng[] = {
      0x89, 'P',  'N',  'G',  0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 'I',  'H',  'D',  'R',  0x00, 0x00,
      0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00, 0x00, 0x00,
      0x0c, 'I',  'D',  'A',  'T',  0x08, 0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0x18,
      0xdd, 0x8d, 0xb0, 0x00, 0x00, 0x00, 0x00, 'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82};
  return {reinterpret_cast<const char*>(kPng), sizeof kPng};
}

std::string silence() {
  constexpr std::uint32_t kRate = 8000, kBytes = kRate / 10 * 2;
  std::string wav;
  const auto number = [&](std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) wav += static_cast<char>(value >> 8 * i & 0xFF);
  };
  wav += "RIFF";
  number(36 + kBytes, 4);
  wav += "WAVEfmt ";
  number(16, 4);
  number(1, 2);
  number(1, 2);
  number(kRate, 4);
  number(2 * kRate, 4);
  number(2, 2);
  number(16, 2);
  wav += "data";
  number(kBytes, 4);
  wav.append(kBytes, '\0');
  return wav;
}

std::string oneLine(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return std::string(validBeginning(trim(text), kMostShownBytes));
}

ChatRequest shortQuestion(std::string text) {
  ChatRequest request;
  request.messages = {{Role::User, std::move(text)}};
  request.maxTokens = 60;
  request.purpose = "doctor";
  return request;
}

ProbeRow probeText(const Client& client) {
  std::string text;
  const auto reply = client.ask(shortQuestion("Answer with the one word: music"), [&](std::string_view piece) {
    text += piece;
    return true;
  });
  if (!reply) return {"text", false, reply.error().message};
  return {"text", !text.empty(),
          fmt::format("\"{}\" after {:.1f} s, from {}", oneLine(text), reply->firstTextSeconds,
                      oneLine(reply->model.empty() ? client.provider().model : reply->model))};
}

ProbeRow probeSchema(const Client& client) {
  ChatRequest request = shortQuestion("Name one chord.");
  request.schema = AnswerSchema{"chord", R"({"type":"object","properties":{"chord":{"type":"string"}},)"
                                         R"("required":["chord"],"additionalProperties":false})"};
  const auto text = client.askWhole(request);
  if (!text) return {"schema", false, text.error().message};
  const auto value = parseJsonText(*text, kMaxStreamItemBytes);
  const bool works = value && !internal::textOf(*value, "chord").empty();
  return {"schema", works, works ? oneLine(*text) : "the answer does not keep to it; set schema = false"};
}

ProbeRow probeFile(const Client& client, Attachment attachment, std::string what, std::string question) {
  ChatRequest request = shortQuestion(std::move(question));
  request.messages.front().attachments.push_back(std::move(attachment));
  const auto text = client.askWhole(request);
  return {std::move(what), text.has_value(), text ? fmt::format("\"{}\"", oneLine(*text)) : text.error().message};
}

ProbeRow probeModels(const Client& client) {
  const auto models = client.models();
  if (!models) return {"models", false, models.error().message};
  const auto& provider = client.provider();
  const std::string wanted = oneLine(provider.model);
  const bool isThere = std::any_of(models->begin(), models->end(), [&](const std::string& name) {
    return name == provider.model || name == provider.model + ":latest";
  });
  if (isThere) return {"models", true, fmt::format("{} of {} it has", wanted, models->size())};
  // llama.cpp's server has one model and answers with it whatever name is asked for; the text tells whether this one
  // does, too.
  if (models->size() == 1 && provider.family == Family::OpenAi && isLoopback(provider.url))
    return {"models", false, fmt::format("it lists {}, not {}", oneLine(models->front()), wanted), true};
  return {"models", false, fmt::format("no {} among the {} it has", wanted, models->size())};
}

struct LocalRow {
  const char *name, *url;
  Family family;
};
constexpr std::array<LocalRow, 4> kLocalServers{{{"Ollama", "http://127.0.0.1:11434", Family::Ollama},
                                                 {"llama.cpp", "http://127.0.0.1:8080/v1", Family::OpenAi},
                                                 {"LM Studio", "http://127.0.0.1:1234/v1", Family::OpenAi},
                                                 {"vLLM", "http://127.0.0.1:8000/v1", Family::OpenAi}}};

}  // namespace

std::vector<ProbeRow> probe(const Client& client) {
  std::vector<ProbeRow> rows{probeModels(client), probeText(client)};
  if (!rows.back().works) return rows;
  const auto& can = client.provider().can;
  if (can.schema) rows.push_back(probeSchema(client));
  if (can.images)
    rows.push_back(probeFile(client, {Attachment::Kind::Image, "image/png", redPixel()}, "pictures",
                             "Answer with one word: which colour is this picture?"));
  if (can.audio)
    rows.push_back(probeFile(client, {Attachment::Kind::Audio, "audio/wav", silence()}, "sounds",
                             "Answer with one word: loud or silent?"));
  return rows;
}

std::vector<LocalServer> findLocalServers(const std::shared_ptr<const Transport>& transport, const Clock& clock) {
  std::vector<LocalServer> found;
  for (const auto& row : kLocalServers) {
    ProviderSettings provider;
    provider.name = row.name;
    provider.family = row.family;
    provider.url = row.url;
    provider.patience.connect = provider.patience.firstText = 0.25;
    const Client client(provider, {}, {transport, nullptr, nullptr, &clock});
    if (auto models = client.models()) found.push_back({row.name, row.family, row.url, *std::move(models)});
  }
  return found;
}

std::string settingsFor(const LocalServer& server) {
  const std::string model = server.models.empty() ? "NAME" : oneLine(server.models.front());
  return fmt::format(
      "[llm]\nproposer = \"local\"\n\n[providers.local]\nfamily = \"{}\"\nurl = \"{}\"\nmodel = \"{}\"\nschema = "
      "true\n",
      toText(server.family), server.url, model);
}

}  // namespace amuse::llm
