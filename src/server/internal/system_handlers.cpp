#include "app/suggest_llm.h"
#include "base/version.h"
#include "server/internal/services.h"
#include "wire/answers.h"
#include "wire/requests.h"

/// What there is, who is there, how it is; and the page.
namespace amuse::server {
namespace {

Response models(Services& services, const Request& request) {
  const auto engine = services.engines.get(app::PriorSet::Open);
  if (!engine) return problemAnswer(request, engine.error());
  const auto names = (*engine)->names();
  const std::vector<wire::Fields> priors{
      {{"id", "open"}, {"name", names.prior}, {"licence", "CC BY 4.0 and freer; anybody may use and pass it on"}},
      {{"id", "research"}, {"name", "prior-research"}, {"licence", "CC BY-NC-SA 3.0; not for commercial use"}}};
  std::string json = wire::listJson("priors", priors);
  json.pop_back();
  const std::string rest =
      wire::objectJson({{"version", version()}, {"proposerModel", names.proposerModel}, {"proposer", names.proposer}});
  return jsonAnswer(json + "," + rest.substr(1));
}

std::string flag(bool value) { return value ? "=true" : "=false"; }

wire::Fields providerFields(const llm::ProviderSettings& provider, std::string_view role) {
  const bool reads = role == "reader";
  return {{"id", reads ? "reader" : "llm"},
          {"kind", "llm"},
          {"role", std::string(role)},
          {"name", provider.name},
          {"model", provider.model},
          {"host", llm::hostOf(provider.url)},
          {"configured", "=true"},
          {"leavesMachine", flag(!llm::isLoopback(provider.url))},
          {"pictures", flag(reads && provider.can.images)},
          {"sounds", flag(reads && provider.can.audio)}};
}

Response providers(Services& services, const Request& request) {
  const auto engine = services.engines.get(app::PriorSet::Open);
  if (!engine) return problemAnswer(request, engine.error());
  std::vector<wire::Fields> list{{{"id", "builtin"},
                                  {"kind", "builtin"},
                                  {"role", "proposer"},
                                  {"name", "builtin"},
                                  {"model", (*engine)->names().proposer},
                                  {"host", ""},
                                  {"configured", "=true"},
                                  {"leavesMachine", "=false"},
                                  {"pictures", "=false"},
                                  {"sounds", "=false"}}};
  if (const auto* proposer = app::findLlmProposer(**engine))
    list.push_back(providerFields(*proposer, "proposer"));
  else
    list.push_back({{"id", "llm"},
                    {"kind", "llm"},
                    {"role", "proposer"},
                    {"name", ""},
                    {"model", ""},
                    {"host", ""},
                    {"configured", "=false"},
                    {"leavesMachine", "=true"},
                    {"pictures", "=false"},
                    {"sounds", "=false"}});
  if (const auto& models = (*engine)->languageModels(); models && models->hasReader())
    list.push_back(providerFields(*models->settings().find(models->settings().reader), "reader"));
  return jsonAnswer(wire::listJson("providers", list));
}

Response calibrations(Services& services, const Request& request) {
  std::vector<wire::Fields> list;
  for (const auto prior : {app::PriorSet::Open, app::PriorSet::Research}) {
    const auto calibration = app::openCalibration(services.home, prior);
    if (!calibration) return problemAnswer(request, calibration.error());
    list.push_back(
        {{"proposer", "builtin"}, {"prior", std::string(app::toText(prior))}, {"table", calibration->toText()}});
  }
  return jsonAnswer(wire::listJson("calibrations", list));
}

Response openapi(Services& services, const Request& request) {
  return tagged(request, jsonAnswer(services.openApi), version(), "no-cache");
}

// Sessions. ----------------------------------------------------------------------------------------------------------

Response sessionAnswer(Services& services, bool isLoggedIn) {
  return jsonAnswer(wire::objectJson({{"loginNeeded", services.doors.isLoginNeeded() ? "=true" : "=false"},
                                      {"loggedIn", isLoggedIn ? "=true" : "=false"}}));
}

Response readSession(Services& services, const Request& request) {
  return sessionAnswer(services, services.doors.isLoggedIn(request));
}

Response logIn(Services& services, const Request& request) {
  const auto password = wire::parsePassword(request.body);
  if (!password) return problemAnswer(request, password.error());
  const auto cookie = services.doors.logIn(request, *password);
  if (!cookie) return problemAnswer(request, cookie.error());
  return sessionAnswer(services, true).with("Set-Cookie", *cookie);
}

Response logOut(Services& services, const Request& request) {
  return Response{204}.with("Set-Cookie", services.doors.logOut(request));
}

// Health. ------------------------------------------------------------------------------------------------------------

Response healthz(Services&, const Request&) { return {200, "text/plain; charset=utf-8", "alive\n"}; }

Response readyz(Services& services, const Request&) {
  if (services.loop.isStopping()) return {503, "text/plain; charset=utf-8", "stopping\n"};
  if (!services.store.ping()) return {503, "text/plain; charset=utf-8", "the store does not answer\n"};
  return {200, "text/plain; charset=utf-8", "ready\n"};
}

Response metrics(Services& services, const Request&) {
  return {200, "text/plain; version=0.0.4; charset=utf-8",
          services.metrics.text(services.loop.counts(), {services.quick.queued(), services.chords.queued(),
                                                         services.media.queued(), services.jobs.count()})};
}

// The page. ---------------------------------------------------------------------------------------------------------

Response page(Services& services, const Request& request) { return pageAnswer(services.pages, request); }

}  // namespace

std::vector<HandlerRow> systemHandlers() {
  return {{"models", models},
          {"providers", providers},
          {"calibrations", calibrations},
          {"openapi", openapi},
          {"readSession", readSession},
          {"logIn", logIn},
          {"logOut", logOut},
          {"healthz", healthz},
          {"readyz", readyz},
          {"metrics", metrics},
          {"page", page},
          {"pageAsset", page},
          {"pageSample", page},
          {"pageFile", page}};
}

}  // namespace amuse::server
