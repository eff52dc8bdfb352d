#include "evaluate/scene_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "base/clock.h"
#include "base/files.h"
#include "base/random.h"
#include "evaluate/plot.h"
#include "inspire/dense_descriptors.h"
#include "inspire/picture_reader.h"

namespace amuse::evaluate {
namespace {

constexpr std::size_t kMostPhotoBytes = 8u << 20;

/// Classes whose words a person would accept for each other's photographs.
constexpr std::array<std::array<std::string_view, 2>, 5> kLookAlikes{{{"forest", "rainforest"},
                                                                      {"landscape", "mountain"},
                                                                      {"landscape", "opencountry"},
                                                                      {"insidecity", "street"},
                                                                      {"insidecity", "tallbuilding"}}};

bool isAccepted(std::string_view named, std::string_view given) {
  if (named == given) return true;
  return std::any_of(kLookAlikes.begin(), kLookAlikes.end(), [&](const auto& pair) {
    return (pair[0] == named && pair[1] == given) || (pair[1] == named && pair[0] == given);
  });
}

std::vector<std::filesystem::path> sortedPaths(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

Image greyCopy(const Image& image) {
  Image copy = image;
  const auto plane = inspire::lightOf(image);
  for (std::size_t i = 0; i < plane.values.size(); ++i)
    for (std::size_t c = 0; c < 3; ++c)
      copy.pixels[i * 3 + c] = static_cast<std::uint8_t>(std::clamp(plane.values[i] * 255 + 0.5f, 0.0f, 255.0f));
  return copy;
}

/// Judges one photograph and adds it to the counts, which become shares at the end.
void judge(const inspire::PictureReader& reader, const ScenePhoto& photo, SceneReport& report) {
  const auto row = std::find(report.classes.begin(), report.classes.end(), photo.scene);
  if (row == report.classes.end()) return;
  const SystemClock clock;
  const Stopwatch watch(clock);
  const auto facts = inspire::describePicture(reader, photo.image);
  report.meanMs += watch.elapsedMs();
  ++report.photos;
  const auto& likeliest = facts.scenes.front().name;
  const auto column = std::find(report.classes.begin(), report.classes.end(), likeliest);
  report.confusion[static_cast<std::size_t>(row - report.classes.begin())]
                  [static_cast<std::size_t>(column - report.classes.begin())] += 1;
  report.accuracy += likeliest == photo.scene ? 1 : 0;
  report.greyAccuracy += reader.recogniser().recognise(greyCopy(photo.image)).front().name == photo.scene ? 1 : 0;
  const auto family = reader.familyOf(photo.scene);
  report.withFaces += facts.faces.empty() ? 0 : 1;
  report.drawn += facts.kind == inspire::PictureKind::Photograph ? 0 : 1;
  if (facts.family.empty()) {
    report.coloursAlone += 1;
    return;
  }
  (facts.scene.empty() ? report.familyNamed : report.classNamed) += 1;
  report.wrongWord += facts.family != family ? 1 : 0;
  const bool isSceneRight = !facts.scene.empty() && isAccepted(facts.scene, photo.scene);
  report.rightScene += isSceneRight ? 1 : 0;
  report.wrongScene += !facts.scene.empty() && !isSceneRight ? 1 : 0;
  report.rightWord += isSceneRight || facts.family == family ? 1 : 0;
}

/// What always naming one class and its family would get right, at best.
double safeWordShare(const inspire::PictureReader& reader, const SceneReport& report) {
  double best = 0;
  for (std::size_t named = 0; named < report.classes.size(); ++named) {
    double right = 0;
    for (std::size_t given = 0; given < report.classes.size(); ++given)
      if (isAccepted(report.classes[named], report.classes[given]) ||
          reader.familyOf(report.classes[named]) == reader.familyOf(report.classes[given]))
        right += std::accumulate(report.confusion[given].begin(), report.confusion[given].end(), 0.0);
    best = std::max(best, right);
  }
  return best;
}

}  // namespace

bool isHeldOutScene(std::string_view fileName) noexcept { return stableHash(fileName) % 20 < 3; }

Result<void> forEachScenePhoto(media::MediaClient& media, const std::filesystem::path& folder,
                               const std::function<bool(std::string_view)>& wants,
                               const std::function<void(const ScenePhoto&)>& take) {
  bool isEmpty = true;
  for (const auto& kind : sortedPaths(folder)) {
    if (!std::filesystem::is_directory(kind)) continue;
    for (const auto& file : sortedPaths(kind)) {
      const std::string name = file.filename().string();
      if (file.extension() != ".jpg" || !wants(name)) continue;
      const auto bytes = readFile(file, kMostPhotoBytes);
      if (!bytes) return tl::unexpected(bytes.error());
      auto picture = media.decodeImage(*bytes);
      if (!picture) return fail(picture.error().code, file.string() + ": " + picture.error().message);
      take({name, kind.filename().string(), std::move(picture->image)});
      isEmpty = false;
    }
  }
  if (isEmpty) return fail(ErrorCode::NotFound, "no photographs under " + folder.string());
  return {};
}

Result<SceneReport> evaluateScenes(const std::filesystem::path& home, const std::filesystem::path& folder) {
  const auto reader = inspire::PictureReader::open(home);
  if (!reader) return tl::unexpected(reader.error());
  auto media = media::MediaClient::start();
  if (!media) return tl::unexpected(media.error());
  SceneReport report;
  report.classes = reader->recogniser().classes();
  report.confusion.assign(report.classes.size(), std::vector<double>(report.classes.size()));
  const auto read = forEachScenePhoto(*media, folder, isHeldOutScene,
                                      [&](const ScenePhoto& photo) { judge(*reader, photo, report); });
  if (!read) return tl::unexpected(read.error());
  report.safeWord = safeWordShare(*reader, report);
  const auto photos = static_cast<double>(std::max<std::size_t>(1, report.photos));
  for (double* value : {&report.accuracy, &report.greyAccuracy, &report.classNamed, &report.familyNamed,
                        &report.rightWord, &report.rightScene, &report.wrongScene, &report.withFaces, &report.drawn,
                        &report.wrongWord, &report.coloursAlone, &report.safeWord, &report.meanMs})
    *value /= photos;
  return report;
}

std::string toText(const SceneReport& report) {
  std::string out = fmt::format("{} held-out photographs of {} classes\n\n", report.photos, report.classes.size());
  const auto share = [&](const std::string& name, double value, const std::string& note = "") {
    out += fmt::format("{:<52}{:>6.1f} %  {}\n", name, 100 * value, note);
  };
  share("likeliest class right", report.accuracy);
  share("  of their grey copies", report.greyAccuracy);
  share("a class is sure enough to be named", report.classNamed);
  share("only the family is", report.familyNamed);
  share("neither: colours alone speak, and a note says so", report.coloursAlone);
  share("a right scene, weather or family word", report.rightWord,
        fmt::format("always the same class: {:.1f} %", 100 * report.safeWord));
  share("  a right scene word, families left out", report.rightScene);
  share("a plainly wrong one (of another family)", report.wrongWord);
  share("  a scene word for another scene, of any family", report.wrongScene);
  share("faces seen (hardly a photograph shows one)", report.withFaces);
  share("taken for no photograph", report.drawn);
  for (std::size_t c = 0; c < report.classes.size(); ++c) {
    const auto& row = report.confusion[c];
    share("  " + report.classes[c], row[c] / std::max(1.0, std::accumulate(row.begin(), row.end(), 0.0)));
  }
  return out + fmt::format("{:<52}{:>6.1f} ms\n", "time a photograph, decoded", report.meanMs);
}

std::string toSvg(const SceneReport& report) {
  return toSvg(ConfusionMatrix{"Held-out photographs", report.classes, report.confusion});
}

}  // namespace amuse::evaluate
