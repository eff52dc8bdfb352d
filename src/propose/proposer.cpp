#include "propose/proposer.h"

#include "base/text.h"

namespace amuse::propose {

Result<Ending> parseEnding(std::string_view text) {
  const std::string name = toLower(trim(text));
  for (const Ending ending : {Ending::Loop, Ending::Close, Ending::Open}) {
    if (name == toText(ending)) return ending;
  }
  return fail(ErrorCode::Parse, "no such ending; use loop, close or open", 0);
}

std::string_view toText(Ending ending) noexcept {
  switch (ending) {
    case Ending::Loop: return "loop";
    case Ending::Close: return "close";
    case Ending::Open: break;
  }
  return "open";
}

Result<void> Proposer::stream(const Query& query, int count, std::uint32_t seed, int round,
                              const ProposalSink& sink) const {
  auto proposals = propose(query, count, seed, round);
  if (!proposals) return tl::unexpected(proposals.error());
  sink(*std::move(proposals));
  return {};
}

}  // namespace amuse::propose
