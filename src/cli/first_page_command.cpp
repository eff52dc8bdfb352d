#include <fmt/format.h>

#include <array>
#include <cctype>
#include <memory>

#include "app/render.h"
#include "app/suggest.h"
#include "base/base64.h"
#include "base/files.h"
#include "base/version.h"
#include "cli/internal/commands.h"
#include "cli/internal/play_options.h"

namespace amuse::cli {
namespace {

/// What the page shows: far apart in mood, so that a first listener hears the range. The hue colours its section.
struct Example {
  std::string_view text;
  int hue;
};
constexpr std::array<Example, 3> kExamples{
    {{"memories of a warm summer beach", 28}, {"funeral in the rain", 214}, {"smoky jazz bar after midnight", 340}}};
constexpr std::uint32_t kPageSeed = 1;

struct PageOptions {
  std::string output = "first.html";
  bool silent = false;
  PlayTyped play;
};

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    if (c == '&')
      html += "&amp;";
    else if (c == '<')
      html += "&lt;";
    else if (c == '>')
      html += "&gt;";
    else if (c == '"')
      html += "&quot;";
    else
      html += c;
  }
  return html;
}

/// Accidentals as musicians write them, in chord names and numerals: "Ebmaj7" -> "E\u266dmaj7", "#ivm7b5".
std::string engraved(std::string_view symbol) {
  std::string text;
  for (std::size_t i = 0; i < symbol.size(); ++i) {
    const char before = i > 0 ? symbol[i - 1] : '/', after = i + 1 < symbol.size() ? symbol[i + 1] : '/';
    const bool afterLetter = before >= 'A' && before <= 'G';
    const bool beforeDegree = std::string_view("0123456789IViv").find(after) != std::string_view::npos;
    const bool flat = symbol[i] == 'b' && (afterLetter || beforeDegree || (before == 'b' && text.ends_with("\u266d")));
    text += symbol[i] == '#' ? "\u266f" : flat ? "\u266d" : std::string(1, symbol[i]);
  }
  return escaped(text);
}

std::string chips(const brief::Brief& brief) {
  std::string html = "<ul class=\"chips\" aria-label=\"Keywords heard\">\n";
  for (const auto& keyword : brief.keywords) {
    std::string from;
    for (const auto& evidence : keyword.evidence)
      if (const auto* text = std::get_if<brief::TextEvidence>(&evidence); text && from.empty())
        from = fmt::format("<small>from &ldquo;{}&rdquo;</small>", escaped(text->text));
    html += fmt::format("<li>{}{}</li>\n", escaped(keyword.word), from);
  }
  return html + "</ul>\n";
}

/// Seconds each chord lasts, for the light that follows the music.
std::string spansOf(const app::Suggestion& suggestion, double bpm) {
  std::string spans;
  for (const song::Tick length : suggestion.wholeLengths)
    spans += fmt::format("{}{:.4f}", spans.empty() ? "" : " ",
                         static_cast<double>(length) / song::kTicksPerQuarter * 60 / bpm);
  return spans;
}

/// Long names are set smaller, so that four chords stand side by side on a phone.
std::string chordCell(const std::string& name, const std::string& roman) {
  constexpr std::size_t kLongName = 5;
  return fmt::format("<li{}><b>{}</b><small>{}</small></li>\n", name.size() > kLongName ? " class=\"long\"" : "",
                     engraved(name), engraved(roman));
}

std::string card(const app::Suggestion& suggestion, std::size_t number, double bpm, const std::string& sound) {
  std::string chords, reasons;
  for (std::size_t i = 0; i < suggestion.chords.size(); ++i)
    chords += chordCell(theory::toText(suggestion.chords[i]), suggestion.romans[i]);
  for (const auto& why : suggestion.why) reasons += fmt::format("<li>{}</li>\n", escaped(why.text));
  return fmt::format(R"(<article data-spans="{0}">
<div class="top"><button type="button" aria-label="Play {1}, {2}"><svg class="play" viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2l10 6-10 6z"/></svg><svg class="pause" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 2h4v12H3zM9 2h4v12H9z"/></svg></button>
<h3>{1}. {2}</h3></div>
<ol class="chords">
{3}</ol>
<ul class="why">
{4}</ul>
<div class="meter" aria-hidden="true"><i></i></div>
{5}
</article>
)",
                     spansOf(suggestion, bpm), number, suggestion.word, chords, reasons, sound);
}

/// The suggestion in its groove, played twice round, as a songwriter would hear it.
song::Song loopedTwice(const app::Player& player, const app::PlayOptions& how, const app::SuggestAnswer& answer,
                       std::size_t index, std::string_view text) {
  auto song = player.dressed(app::toSong(answer, index, std::string(text)), how);
  song.order.push_back(song.order.front());
  return song;
}

std::string lowerFirst(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

Result<std::string> section(const app::Engine& engine, app::Player& player, const Example& example,
                            const PageOptions& page) {
  app::SuggestInput input;
  input.text = example.text;
  input.seed = kPageSeed;
  const auto answer = app::suggest(engine, input, SystemClock{});
  if (!answer) return tl::unexpected(answer.error());
  app::PlayOptions how{answer->brief, wishesOf(page.play), answer->seed};
  how.ending = endingOf(page.play, perform::Ending::Final);
  how.slows = false;  // the light follows a steady beat
  const song::Song first = loopedTwice(player, how, *answer, 0, example.text);
  const double bpm = first.tempoMap.front().bpm;
  std::string html = fmt::format(
      "<section style=\"--hue:{}\">\n<h2>{}</h2>\n<p class=\"facts\">{} {}, {}, {:g} bpm, played as {}</p>\n",
      example.hue, escaped(example.text), engraved(theory::toText(answer->plan.key.tonic)),
      theory::factsOf(answer->plan.key.mode).fullName, song::toText(answer->plan.meter), bpm,
      escaped(lowerFirst(player.titleOf(first.style.groove))));
  html += chips(answer->brief) + "<div class=\"cards\">\n";
  for (std::size_t i = 0; i < answer->suggestions.size(); ++i) {
    std::string audio = "<audio></audio>";
    if (!page.silent) {
      const auto sound = player.sound(loopedTwice(player, how, *answer, i, example.text), how, media::AudioFormat::Ogg);
      if (!sound) return tl::unexpected(sound.error());
      audio = fmt::format("<audio preload=\"auto\" src=\"data:audio/ogg;base64,{}\"></audio>", toBase64(*sound));
    }
    html += card(answer->suggestions[i], i + 1, bpm, audio);
  }
  return html + "</div>\n</section>\n";
}

void replaceMarker(std::string& page, std::string_view marker, const std::string& content) {
  if (const auto at = page.find(marker); at != std::string::npos) page.replace(at, marker.size(), content);
}

Result<int> runFirstPage(const PageOptions& options, const Streams& streams) {
  const std::string& output = options.output;
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  auto page = readFile(*home / "data" / "first_page.html", 1u << 20);
  if (!page) return tl::unexpected(page.error());
  const auto engine = app::Engine::open(*home, app::PriorSet::Open);
  if (!engine) return tl::unexpected(engine.error());
  auto player = app::Player::open(*home);
  if (!player) return tl::unexpected(player.error());
  std::string sections;
  for (const auto& example : kExamples) {
    const auto html = section(*engine, *player, example, options);
    if (!html) return tl::unexpected(html.error());
    sections += *html;
  }
  replaceMarker(*page, "<!-- SECTIONS -->", sections);
  replaceMarker(
      *page, "<!-- FOOTER -->",
      fmt::format("<p>amuse {}, prior {}, seed {}. The same seed gives the same page.</p>\n"
                  "<p>Your own: <code>amuse suggest \"a line of yours\" --wav mine.wav --midi mine.mid</code></p>",
                  version(), escaped(engine->names().prior), kPageSeed));
  std::error_code ignored;
  if (const auto folder = std::filesystem::path(output).parent_path(); !folder.empty())
    std::filesystem::create_directories(folder, ignored);
  if (const auto written = writeFile(output, *page); !written) return tl::unexpected(written.error());
  streams.out << "wrote " << output << '\n';
  return 0;
}

}  // namespace

void addFirstPage(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<PageOptions>();
  auto* command =
      app.add_subcommand("first-page", "A page with three inspirations and four players each, to open in a browser");
  command->add_option("-o,--output", options->output, "The file to write")->capture_default_str();
  command->add_flag("--silent", options->silent, "Without sound, where amuse-media or a soundfont is missing");
  addPlayOptions(*command, options->play, "final");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runFirstPage(*options, runner.streams); }; });
}

}  // namespace amuse::cli
