#include "media/picture_text.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <optional>

#include "base/files.h"
#include "base/text.h"
#include "media/child_process.h"

namespace amuse::media {
namespace {

constexpr double kLeastWordConfidence = 0.6;
constexpr std::size_t kLeastLetters = 3, kMostText = 2000, kColumns = 12;
using SteadyClock = std::chrono::steady_clock;

/// The child and our end of its socket, ended and closed whatever happens.
struct Reading {
  StartedChild child;
  ~Reading() {
    (void)::close(child.socket);
    (void)endChild(child.pid);
  }
};

std::filesystem::path tesseractOf(const TextReadingOptions& options) {
  if (!options.tesseract.empty()) return options.tesseract;
  const char* named = std::getenv("AMUSE_TESSERACT");  // NOLINT(concurrency-mt-unsafe)
  return named != nullptr ? named : "/usr/bin/tesseract";
}

/// Lightness as a portable grey map, which Tesseract reads.
std::string toGreyMap(const Image& image) {
  std::string out = fmt::format("P5\n{} {}\n255\n", image.width, image.height);
  for (std::size_t i = 0; i < image.pixels.size(); i += 3)
    out += static_cast<char>((299 * image.pixels[i] + 587 * image.pixels[i + 1] + 114 * image.pixels[i + 2]) / 1000);
  return out;
}

std::optional<double> numberIn(std::string_view cell) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return value;
}

/// Letters in a word, where any byte over 127 counts as one.
std::size_t lettersIn(std::string_view word) {
  return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 127;
  }));
}

class Conversation {
 public:
  Conversation(int socket, double timeoutSeconds, std::stop_token stop)
      : socket_(socket),
        deadline_(SteadyClock::now() +
                  std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(timeoutSeconds))),
        stop_(std::move(stop)) {}

  /// Sends everything and closes that direction; a reader that has left early is told by its answer.
  Result<void> say(std::string_view bytes) {
    while (!bytes.empty()) {
      if (auto ready = wait(POLLOUT); !ready) return ready;
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent < 0 && errno != EAGAIN && errno != EINTR) break;
      if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    (void)::shutdown(socket_, SHUT_WR);
    return {};
  }
  Result<std::string> hear() {
    std::string heard;
    while (heard.size() <= kMaxTesseractBytes) {
      if (auto ready = wait(POLLIN); !ready) return tl::unexpected(ready.error());
      char piece[16384];
      const auto got = ::recv(socket_, piece, sizeof piece, MSG_DONTWAIT);
      if (got == 0) break;
      if (got < 0 && errno != EAGAIN && errno != EINTR) break;
      if (got > 0) heard.append(piece, static_cast<std::size_t>(got));
    }
    return heard;
  }

 private:
  Result<void> wait(short events) const {
    while (true) {
      if (stop_.stop_requested()) return fail(ErrorCode::Cancelled, "stopped before the text was read");
      if (SteadyClock::now() > deadline_) return fail(ErrorCode::Timeout, "reading the text took too long");
      pollfd entry{socket_, events, 0};
      if (::poll(&entry, 1, 20) > 0) return {};
    }
  }
  int socket_;
  SteadyClock::time_point deadline_;
  std::stop_token stop_;
};

void addWord(const std::vector<std::string_view>& cells, std::array<double, 2> size, std::string_view& line,
             PictureText& text) {
  std::array<double, 4> box{};
  for (std::size_t i = 0; i < box.size(); ++i) {
    const auto number = numberIn(cells[6 + i]);
    if (!number || !(*number >= 0)) return;
    box[i] = std::min(*number / size[i % 2], 1.0);
  }
  const auto confidence = numberIn(cells[10]);
  const auto word = trim(cells[11]);
  if (!confidence || *confidence < 100 * kLeastWordConfidence || lettersIn(word) * 2 < word.size()) return;
  if (lettersIn(word) == 0 || text.text.size() + word.size() > kMostText) return;
  // Block, paragraph and line number together.
  const std::string_view place(cells[2].data(),
                               static_cast<std::size_t>(cells[4].data() - cells[2].data()) + cells[4].size());
  if (!text.text.empty()) text.text += place == line ? ' ' : '\n';
  line = place;
  const std::size_t start = text.text.size();
  text.text += word;
  text.words.push_back({start, text.text.size(), box, std::min(1.0, *confidence / 100)});
}

}  // namespace

Result<PictureText> parseTesseractTable(std::string_view table, int width, int height) {
  if (table.size() > kMaxTesseractBytes) return fail(ErrorCode::TooLarge, "the picture holds too much text");
  if (!table.starts_with("level\t")) return fail(ErrorCode::Parse, "Tesseract gave no table of words");
  PictureText text;
  std::string_view line;
  for (const auto row : split(table, '\n')) {
    const auto cells = split(row, '\t');
    if (cells.size() == kColumns && cells[0] == "5" && findInvalidUtf8(cells[11]) == std::string_view::npos)
      addWord(cells, {static_cast<double>(std::max(1, width)), static_cast<double>(std::max(1, height))}, line, text);
  }
  if (lettersIn(text.text) < kLeastLetters) return PictureText{};
  return text;
}

Result<PictureText> readPictureText(const Image& image, const TextReadingOptions& options,
                                    const std::stop_token& stop) {
  if (!image.isWhole() || image.pixels.empty()) return fail(ErrorCode::InvalidArgument, "the picture has no pixels");
  const auto tesseract = tesseractOf(options);
  if (::access(tesseract.c_str(), X_OK) != 0)
    return fail(ErrorCode::Unavailable,
                "text in pictures is read where Tesseract is installed: apt-get install "
                "tesseract-ocr");
  const auto program = options.program.empty() ? programFolder() / "amuse-media" : options.program;
  const auto child =
      startChild(program, {"LANG=C.UTF-8", "OMP_THREAD_LIMIT=1", "AMUSE_READ_TEXT=" + tesseract.string()});
  if (!child) return tl::unexpected(child.error());
  const Reading reading{*child};
  Conversation conversation(child->socket, options.timeoutSeconds, stop);
  if (auto said = conversation.say(toGreyMap(image)); !said) return tl::unexpected(said.error());
  const auto table = conversation.hear();
  if (!table) return tl::unexpected(table.error());
  if (table->empty())
    return fail(ErrorCode::Unavailable, "Tesseract could not read here; is tesseract-ocr-eng installed?");
  return parseTesseractTable(*table, image.width, image.height);
}

}  // namespace amuse::media
