// modules: propose
#include <cstdint>
#include <cstdlib>

#include "propose/reply_reader.h"

/// Replies of language models: no crash, the same progressions however the text is cut, each as long as was asked and
/// of chords that print and read back; a reply that gives none says why.
namespace {

using namespace amuse;

propose::Proposals readIn(const propose::Query& query, std::string_view reply, std::size_t step, bool isCut) {
  propose::ReplyReader reader(query);
  propose::Proposals all;
  const auto add = [&](propose::Proposals some) {
    for (auto& candidate : some.candidates) all.candidates.push_back(std::move(candidate));
    for (auto& bad : some.malformed) all.malformed.push_back(std::move(bad));
  };
  for (std::size_t i = 0; i < reply.size(); i += step) add(reader.feed(reply.substr(i, step)));
  add(reader.finish(isCut));
  return all;
}

/// Text of the pieces that replies are made of, one a byte: deeper than bytes that nobody chose go.
std::string written(std::string_view bytes) {
  constexpr std::string_view kPieces[] = {
      "C",
      "Am",
      "F#m7b5",
      "Bb",
      "G/B",
      "E7",
      "Dm9",
      "Csus2",
      "C6/9",
      "N.C.",
      "\u266dVII",
      "i",
      "iv",
      "V7",
      "1",
      "4-",
      "6m",
      " ",
      " | ",
      " - ",
      ", ",
      " -> ",
      "\n",
      "\r\n",
      "1. ",
      "12) ",
      "- ",
      "* ",
      "**",
      "`",
      "```\n",
      "[",
      "]",
      "\"",
      "\",\"",
      "{",
      "}",
      ":",
      "\"a\": ",
      "\\n",
      "(",
      ")",
      "Verse: ",
      "Here you are:",
      " minor",
      " sharp",
      "\xe2\x99\xad",
      "\xe2\x99",
      "x2",
      "%",
      "//",
      "\t",
      "|:",
      ":|",
      "Am Am Am",
  };
  std::string text;
  for (const char c : bytes) text += kPieces[static_cast<unsigned char>(c) % std::size(kPieces)];
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  propose::Query query;
  query.mode = theory::kModes[data[0] % theory::kModeCount];
  query.tonic = theory::makeKey(data[0] / theory::kModeCount % 12, query.mode).tonic;
  query.slots.resize(1 + data[1] % 8);
  query.phraseStarts = {0};
  query.ending = static_cast<propose::Ending>(data[1] / 8 % 3);
  if (data[1] & 0x80)
    query.slots.front().fixed = theory::RelativeChord{7, theory::plainQuality(theory::ChordClass::Maj), 0};
  std::string reply(reinterpret_cast<const char*>(data) + 3, size - 3);
  if ((data[2] & 0x40) != 0) reply = written(reply);
  const bool isCut = (data[2] & 0x80) != 0;
  const auto whole = readIn(query, reply, reply.size() + 1, isCut);
  const auto pieces = readIn(query, reply, 1 + data[2] % 32, isCut);
  if (whole.candidates.size() != pieces.candidates.size() || whole.malformed.size() != pieces.malformed.size())
    std::abort();
  if (whole.candidates.empty() && whole.malformed.empty()) std::abort();
  for (std::size_t i = 0; i < whole.candidates.size(); ++i) {
    const auto& chords = whole.candidates[i].chords;
    if (chords != pieces.candidates[i].chords || chords.size() != query.slots.size()) std::abort();
    for (const auto& chord : chords) {
      const auto symbol = theory::toSymbol(chord, {query.tonic, query.mode});
      if (chord.isNoChord() || theory::parseChordSymbol(theory::toText(symbol)) != symbol) std::abort();
    }
  }
  for (const auto& bad : whole.malformed)
    if (bad.reason.empty()) std::abort();
  return 0;
}
