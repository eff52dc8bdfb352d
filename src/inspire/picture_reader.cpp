#include "inspire/picture_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "inspire/keyword_brief.h"

namespace amuse::inspire {
namespace {

/// A class is named from this probability, else its family from that. Set on a quarter of the training part, so that at
/// most 4 % of its pictures got a word of another family.
constexpr double kSureScene = 0.5, kSureFamily = 0.5;
constexpr std::size_t kMostPictureKeywords = 8, kMostLookKeywords = 4, kMostFaceEvidence = 4;
/// The family's word beside the scene's; a face so wide is a portrait; so many faces are a crowd.
constexpr double kBesideScene = 0.6, kNearFace = 0.18;
constexpr std::size_t kManyFaces = 5;

double measureOf(const PictureLook& look, std::string_view sign) {
  if (sign == "brightness") return look.brightness;
  if (sign == "contrast") return look.contrast;
  if (sign == "saturation") return look.saturation;
  if (sign == "warmth") return look.warmth;
  if (sign == "texture") return look.texture;
  if (sign == "sharpness") return look.sharpness;
  if (sign == "grey") return look.isGrey ? 1 : 0;
  return -9;
}

brief::Keyword keywordOf(const PictureWord& word, double weight, std::vector<brief::Evidence> evidence) {
  return {word.keyword, std::clamp(weight, 0.0, 1.0), std::move(evidence), word.affect};
}

/// The colour that stands for a measure: the palest for bright, the most orange for warm ...
const PaletteColour& exampleOf(const PictureLook& look, std::string_view sign, double value) {
  const auto rank = [&](const PaletteColour& colour) {
    const auto [r, g, b] = colour.colour;
    const double light = (r + g + b) / 765.0, warm = (r - b) / 255.0;
    const double vivid = (std::max({r, g, b}) - std::min({r, g, b})) / 255.0;
    const double share = std::min(1.0, colour.share * 2);
    if (sign == "brightness") return share * (value > 0.5 ? light : 1 - light);
    if (sign == "warmth") return share * (value > 0 ? warm : -warm);
    if (sign == "saturation") return share * (value > 0.3 ? vivid : 1 - vivid);
    return colour.share;
  };
  return *std::max_element(look.palette.begin(), look.palette.end(),
                           [&](const auto& x, const auto& y) { return rank(x) < rank(y); });
}

/// Merges a word that is there already: its evidence is added, the larger weight stays.
void addKeyword(std::vector<brief::Keyword>& keywords, brief::Keyword keyword) {
  const auto same =
      std::find_if(keywords.begin(), keywords.end(), [&](const auto& other) { return other.word == keyword.word; });
  if (same == keywords.end()) {
    keywords.push_back(std::move(keyword));
    return;
  }
  same->weight = std::max(same->weight, keyword.weight);
  same->evidence.insert(same->evidence.end(), keyword.evidence.begin(), keyword.evidence.end());
}

/// Words of a sign, each with the same evidence.
void addWordsOf(const PictureReader& reader, std::string_view sign, double scale,
                const std::vector<brief::Evidence>& evidence, std::vector<brief::Keyword>& keywords) {
  for (const auto& word : reader.words())
    if (word.sign == sign) addKeyword(keywords, keywordOf(word, word.weight * scale, evidence));
}

void addSeen(const PictureReader& reader, const PictureFacts& facts, std::vector<brief::Keyword>& keywords) {
  const double scale = 0.5 + 0.5 * facts.confidence;
  if (facts.scene.empty()) {
    const brief::RegionEvidence seen{facts.region, facts.family, facts.confidence};
    addWordsOf(reader, "family " + facts.family, scale, {seen}, keywords);
    return;
  }
  const brief::RegionEvidence seen{facts.region, facts.scene, facts.confidence};
  addWordsOf(reader, "scene " + facts.scene, scale, {seen}, keywords);
  // What kind of place it is is surer than which place; its first word stands beside the others.
  for (const auto& word : reader.words()) {
    if (word.sign != "family " + facts.family) continue;
    addKeyword(keywords, keywordOf(word, word.weight * kBesideScene, {seen}));
    return;
  }
}

void addFaces(const PictureReader& reader, const PictureFacts& facts, std::vector<brief::Keyword>& keywords) {
  if (facts.faces.empty()) return;
  std::vector<brief::Evidence> faces, smiles;
  for (const auto& face : facts.faces) {
    if (faces.size() < kMostFaceEvidence) faces.push_back(brief::RegionEvidence{face.region, "face", face.confidence});
    if (face.isSmiling && smiles.size() < kMostFaceEvidence)
      smiles.push_back(brief::RegionEvidence{face.region, "smile", face.confidence});
  }
  const bool isNear = facts.faces.front().region[2] >= kNearFace;
  const auto* sign = facts.faces.size() >= kManyFaces ? "faces many"
                     : facts.faces.size() > 1         ? "faces few"
                     : isNear                         ? "face near"
                                                      : "face far";
  addWordsOf(reader, sign, 0.5 + 0.5 * facts.faces.front().confidence, faces, keywords);
  if (!smiles.empty()) addWordsOf(reader, "smile", 1, smiles, keywords);
}

void addLooks(const PictureReader& reader, const PictureFacts& facts, std::vector<brief::Keyword>& keywords) {
  // Without a scene the colours are all there is to go by.
  const double scale = facts.scene.empty() ? 1 : 0.75;
  std::size_t added = 0;
  for (const auto& word : reader.words()) {
    const double value = measureOf(facts.look, word.sign);
    if (added == kMostLookKeywords || value < word.low || value > word.high) continue;
    const auto& colour = exampleOf(facts.look, word.sign, value);
    addKeyword(keywords,
               keywordOf(word, word.weight * scale, {brief::ColourEvidence{toHex(colour.colour), colour.share}}));
    ++added;
  }
}

/// Grey scales are no news; the largest strong colour is.
void addColour(const PictureFacts& facts, std::vector<brief::Keyword>& keywords) {
  for (const auto& colour : facts.look.palette) {
    const auto [least, most] = std::minmax({colour.colour[0], colour.colour[1], colour.colour[2]});
    if (colour.share < 0.12 || most - least < 60) continue;
    PictureLook alone = facts.look;
    alone.brightness = most / 255.0 * 0.8;
    alone.saturation = (most - least) / 255.0;
    addKeyword(keywords, {std::string(colour.name),
                          0.4 + 0.4 * colour.share,
                          {brief::ColourEvidence{toHex(colour.colour), colour.share}},
                          colourAffect(alone)});
    return;
  }
}

void addGenres(const PictureReader& reader, const PictureFacts& facts, brief::Brief& brief) {
  const std::string sign = !facts.scene.empty() ? "scene " + facts.scene : "family " + facts.family;
  std::vector<brief::GenreWeight> genres;
  for (const auto& word : reader.words())
    if (word.sign == sign)
      for (const auto& genre : word.genres) genres.push_back({genre, genres.empty() ? 1.0 : 0.7});
  for (const auto& genre : brief.genres) {
    const bool isThere = std::any_of(genres.begin(), genres.end(), [&](const auto& g) { return g.name == genre.name; });
    if (!isThere && genres.size() < 4) genres.push_back({genre.name, 0.5 * genre.weight});
  }
  brief.genres = std::move(genres);
}

/// Classes as a reader would say them: "football stadium".
std::string spoken(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string sceneNote(const PictureFacts& facts, std::string_view name) {
  const std::string picture = name.empty() ? "the picture" : std::string(name);
  const auto likeliest = [&](std::size_t index) {
    return fmt::format("{} {:.0f} %", spoken(facts.scenes[index].name), 100 * facts.scenes[index].probability);
  };
  if (!facts.scene.empty()) return fmt::format("{}: looks like {}", picture, likeliest(0));
  if (facts.kind != PictureKind::Photograph)
    return fmt::format("{}: {}, so I went by its colours and any text in it", picture,
                       facts.kind == PictureKind::Document ? "a page rather than a photograph"
                                                           : "drawn or a screenshot rather than a photograph");
  if (facts.scenes.size() < 2) return fmt::format("{}: I can't tell what it shows and went by its colours", picture);
  if (!facts.family.empty())
    return fmt::format("{}: not sure what it shows ({}, {}), so only '{}' is named", picture, likeliest(0),
                       likeliest(1), facts.family);
  return fmt::format("{}: I can't tell what it shows ({}, {}) and went by its colours", picture, likeliest(0),
                     likeliest(1));
}

brief::Affect between(const brief::Affect& a, const brief::Affect& b, double share) {
  const auto mixed = [&](double x, double y) { return std::clamp(x + share * (y - x), -1.0, 1.0); };
  return {mixed(a.valence, b.valence), mixed(a.arousal, b.arousal), mixed(a.tension, b.tension),
          mixed(a.complexity, b.complexity)};
}

}  // namespace

PictureFacts describePicture(const PictureReader& reader, const Image& image) {
  PictureFacts facts;
  facts.look = lookAt(image);
  facts.kind = kindOf(image);
  facts.scenes = reader.recogniser().recognise(image);
  if (facts.kind != PictureKind::Photograph) return facts;
  facts.faces = reader.faces().find(lightOf(image));
  const auto& first = facts.scenes.front();
  if (first.probability >= kSureScene) {
    facts.scene = first.name;
    facts.family = reader.familyOf(first.name);
    facts.confidence = first.probability;
    facts.region = first.region;
    return facts;
  }
  std::map<std::string_view, double> families;
  for (const auto& guess : facts.scenes) families[reader.familyOf(guess.name)] += guess.probability;
  const auto best = std::max_element(families.begin(), families.end(),
                                     [](const auto& x, const auto& y) { return x.second < y.second; });
  if (best->second < kSureFamily) return facts;
  facts.family = best->first;
  facts.confidence = best->second;
  return facts;
}

brief::Brief inspireFromPicture(const PictureReader& reader, const TextReader& words, const PictureFacts& facts,
                                std::string_view name) {
  std::vector<brief::Keyword> keywords;
  if (!facts.family.empty()) addSeen(reader, facts, keywords);
  addFaces(reader, facts, keywords);
  addLooks(reader, facts, keywords);
  addColour(facts, keywords);
  std::stable_sort(keywords.begin(), keywords.end(), [](const auto& x, const auto& y) { return x.weight > y.weight; });
  if (keywords.size() > kMostPictureKeywords) keywords.resize(kMostPictureKeywords);
  brief::Brief brief = briefFromKeywords(words, std::move(keywords));
  const double leaning = !facts.scene.empty() ? 0.25 : !facts.family.empty() ? 0.5 : 0.75;
  brief.affect = between(brief.affect, colourAffect(facts.look), leaning);
  addGenres(reader, facts, brief);
  if (!facts.faces.empty()) {
    const auto smiling =
        std::count_if(facts.faces.begin(), facts.faces.end(), [](const auto& f) { return f.isSmiling; });
    brief.notes.insert(brief.notes.begin(), fmt::format("{} {} seen, {} of them smiling", facts.faces.size(),
                                                        facts.faces.size() == 1 ? "face" : "faces", smiling));
  }
  brief.notes.insert(brief.notes.begin(), sceneNote(facts, name));
  return brief;
}

Result<brief::Brief> inspirePicture(const PictureReader& reader, const TextReader& words, const Image& image,
                                    std::string_view name) {
  if (!image.isWhole() || image.pixels.empty()) return fail(ErrorCode::InvalidArgument, "the picture has no pixels");
  return inspireFromPicture(reader, words, describePicture(reader, image), name);
}

}  // namespace amuse::inspire
