#include "app/transcription_picture.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "app/canvas.h"

namespace amuse::app {
namespace {

using transcribe::Transcription;

constexpr double kLineSeconds = 20;
constexpr int kWidth = 1280, kLeft = 40, kRight = 12, kTop = 8;
constexpr int kNames = 12, kChords = 18, kChromaRow = 8, kChroma = 12 * kChromaRow, kConfidence = 32, kGap = 20;
constexpr int kLineHeight = kNames + kChords + kChroma + 4 + kConfidence + kGap;
constexpr Rgb kPaper{255, 255, 255}, kInk{20, 24, 32}, kPale{196, 200, 208}, kFrame{222, 226, 232}, kBlue{0, 84, 150},
    kOrange{190, 80, 0}, kBeat{150, 156, 168};

/// One line: the seconds it shows, and where they stand on the canvas.
class Line final {
 public:
  Line(Canvas& canvas, const Transcription& heard, double from, int top)
      : canvas_(canvas), heard_(heard), from_(from), top_(top) {}

  void draw() {
    drawNames();
    drawChroma();
    drawBeats();
    drawChords();
    drawConfidence();
  }

 private:
  [[nodiscard]] double until() const noexcept { return from_ + kLineSeconds; }
  [[nodiscard]] int xOf(double seconds) const noexcept {
    const double share = std::clamp((seconds - from_) / kLineSeconds, 0.0, 1.0);
    return kLeft + static_cast<int>(std::lround(share * (kWidth - kLeft - kRight)));
  }
  template <typename Span>
  [[nodiscard]] bool isHere(const Span& span) const noexcept {
    return span.start < until() && span.end > from_;
  }

  void drawNames() {
    const int total = static_cast<int>(from_);
    canvas_.text(4, top_, fmt::format("{}:{:02}", total / 60, total % 60), kInk);
    for (const auto& span : heard_.keys)
      if (isHere(span)) canvas_.text(xOf(span.start) + 20, top_, toText(span.key), kOrange);
    for (const auto& section : heard_.sections)
      if (isHere(section) && section.start >= from_) canvas_.text(xOf(section.start) + 4, top_, section.label, kInk);
  }

  void drawChroma() {
    constexpr const char* kPitchNames[12] = {"C", "", "D", "", "E", "F", "", "G", "", "A", "", "B"};
    const int top = top_ + kNames + kChords;
    for (int row = 0; row < 12; ++row) canvas_.text(kLeft - 12, top + (11 - row) * kChromaRow, kPitchNames[row], kBeat);
    const auto& chroma = heard_.chroma;
    const int end = xOf(std::min(until(), heard_.durationSeconds + startOf()));
    for (int x = kLeft; x < end && chroma.hopSeconds > 0; ++x) {
      const double seconds = from_ - startOf() + kLineSeconds * (x - kLeft) / (kWidth - kLeft - kRight);
      const auto frame = static_cast<std::size_t>(std::lround(seconds / chroma.hopSeconds));
      if (frame >= chroma.frames.size()) break;
      for (int row = 0; row < 12; ++row)
        canvas_.box(x, top + (11 - row) * kChromaRow, 1, kChromaRow - 1,
                    mixed(kPaper, kBlue, static_cast<double>(chroma.frames[frame][static_cast<std::size_t>(row)])));
    }
  }

  void drawBeats() {
    const int top = top_ + kNames + kChords;
    for (const auto& beat : heard_.beats) {
      if (beat.timeSeconds < from_ || beat.timeSeconds >= until()) continue;
      const bool isDownbeat = beat.beatInBar == 1;
      const int x = xOf(beat.timeSeconds), above = isDownbeat ? 3 : 0;
      canvas_.line(x, top - above, x, top + (isDownbeat ? kChroma : kChromaRow), isDownbeat ? kOrange : kBeat);
    }
  }

  void drawChords() {
    constexpr int kScale = 2;
    for (const auto& chord : heard_.chords) {
      if (!isHere(chord)) continue;
      const int x = xOf(chord.start), room = xOf(chord.end) - x - 4;
      const std::string name = chord.chord ? toText(*chord.chord) : "-";
      const int scale = Canvas::widthOf(name, kScale) <= room ? kScale : 1;
      const auto letters = static_cast<std::size_t>(std::max(0, room / Canvas::widthOf("C", scale)));
      canvas_.text(x + 3, top_ + kNames + (scale == kScale ? 0 : 5), std::string_view(name).substr(0, letters),
                   mixed(kPale, kInk, chord.confidence), scale);
    }
  }

  void drawConfidence() {
    const int bottom = top_ + kNames + kChords + kChroma + 4 + kConfidence, height = kConfidence - 2;
    canvas_.line(kLeft, bottom, kWidth - kRight, bottom, kFrame);
    canvas_.line(kLeft, bottom - height, kWidth - kRight, bottom - height, kFrame);
    canvas_.text(4, bottom - height - 2, "100%", kBeat);
    canvas_.text(4, bottom - Canvas::kLetterHeight, "0%", kBeat);
    int before = -1;
    for (const auto& chord : heard_.chords) {
      if (!isHere(chord)) continue;
      const int y = bottom - static_cast<int>(std::lround(std::clamp(chord.confidence, 0.0, 1.0) * height));
      if (before >= 0) canvas_.line(xOf(chord.start), before, xOf(chord.start), y, kBlue);
      canvas_.line(xOf(chord.start), y, xOf(chord.end), y, kBlue);
      before = y;
    }
  }

  /// Where the recording's part that was heard begins.
  [[nodiscard]] double startOf() const noexcept { return heard_.chords.empty() ? 0 : heard_.chords.front().start; }

  Canvas& canvas_;
  const Transcription& heard_;
  double from_;
  int top_;
};

}  // namespace

Image drawTranscription(const Transcription& heard) {
  const double start = heard.chords.empty() ? 0 : heard.chords.front().start;
  const double seconds = std::clamp(heard.durationSeconds, 0.0, transcribe::kMaxTranscribeSeconds);
  const int lines = std::max(1, static_cast<int>(std::ceil(seconds / kLineSeconds)));
  Canvas canvas(kWidth, kTop + lines * kLineHeight, kPaper);
  for (int line = 0; line < lines; ++line)
    Line(canvas, heard, start + kLineSeconds * line, kTop + line * kLineHeight).draw();
  return canvas.image();
}

}  // namespace amuse::app
