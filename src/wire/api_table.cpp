#include "wire/api_table.h"

namespace amuse::wire {
namespace {

constexpr std::size_t kSmall = 64u << 10, kMedium = 1u << 20, kSongBytes = (8u << 20) + 4096,
                      kUploadBytes = (64u << 20) + (64u << 10);
constexpr auto Json = BodyKind::Json, Form = BodyKind::Form, Bytes = BodyKind::Bytes;
constexpr auto Chords = Lane::Chords, Media = Lane::Media;
constexpr auto Everybody = Access::Everybody;

// clang-format off
constexpr Route kRoutes[] = {
    // Inspirations and chords.
    {.id = "inspire", .method = "POST", .path = "/api/v1/inspirations",
     .summary = "Words, pictures and sounds, read into keywords with their evidence; nothing is kept unless asked for.",
     .body = Form, .request = "InspireForm", .bodyBytes = kUploadBytes, .response = "Inspired", .lane = Media},
    {.id = "suggest", .method = "POST", .path = "/api/v1/suggestions",
     .summary = "Chord progressions for an inspiration and a place in a song, at once or as events as they are accepted.",
     .body = Json, .request = "SuggestRequest", .bodyBytes = kMedium, .response = "Suggestions", .lane = Chords,
     .streams = true},
    {.id = "transcribe", .method = "POST", .path = "/api/v1/transcriptions",
     .summary = "What a recording plays: beats, keys, chords with alternatives; at once, or as events with its progress.",
     .body = Form, .request = "TranscribeForm", .bodyBytes = kUploadBytes, .response = "Transcription", .lane = Media,
     .streams = true},
    {.id = "transcribedSong", .method = "POST", .path = "/api/v1/transcriptions/song",
     .summary = "A transcription, corrected or not, as a song, not yet saved: all of it or a stretch, in any key.",
     .body = Json, .request = "TranscribedSongRequest", .bodyBytes = kSongBytes, .response = "Imported", .lane = Chords},
    {.id = "readJob", .method = "GET", .path = "/api/v1/jobs/{jobId}", .summary = "What became of a job.",
     .response = "Job"},
    {.id = "followJob", .method = "GET", .path = "/api/v1/jobs/{jobId}/events",
     .summary = "A job's events from the beginning, or from the one after Last-Event-ID.",
     .response = "text/event-stream"},
    {.id = "cancelJob", .method = "DELETE", .path = "/api/v1/jobs/{jobId}", .summary = "Stops a job.", .response = "Job"},
    {.id = "score", .method = "POST", .path = "/api/v1/score",
     .summary = "How likely songs are to hold progressions; tonic C.",
     .body = Json, .request = "ScoreRequest", .bodyBytes = kMedium, .response = "Scores", .lane = Chords},
    {.id = "next", .method = "POST", .path = "/api/v1/next", .summary = "What songs do next after some chords; tonic C.",
     .body = Json, .request = "NextRequest", .bodyBytes = kSmall, .response = "NextChords", .lane = Chords},
    {.id = "chords", .method = "POST", .path = "/api/v1/chords",
     .summary = "Chord symbols as somebody types them: names, numbers, notes, fingerings; and how a name may go on.",
     .body = Json, .request = "ChordsRequest", .bodyBytes = kSmall, .response = "ChordsAnswer"},
    {.id = "perform", .method = "POST", .path = "/api/v1/perform",
     .summary = "The timed notes of a song or progression, to play them.",
     .body = Json, .request = "PlayRequest", .bodyBytes = kSongBytes, .response = "Performance", .lane = Chords},
    {.id = "export", .method = "POST", .path = "/api/v1/export",
     .summary = "A song or progression as a file: sound, MIDI, notation, text.",
     .body = Json, .request = "ExportRequest", .bodyBytes = kSongBytes,
     .response = "audio/wav audio/ogg audio/midi application/vnd.recordare.musicxml+xml text/plain application/json",
     .lane = Media},
    {.id = "import", .method = "POST", .path = "/api/v1/import",
     .summary = "A file of another program as a song, not yet saved; the body is the file.",
     .query = "ImportQuery", .body = Bytes, .bodyBytes = kSongBytes, .response = "Imported", .lane = Chords},

    // Songs.
    {.id = "listSongs", .method = "GET", .path = "/api/v1/songs", .summary = "Songs, or those in the trash.",
     .query = "ListSongsQuery", .response = "SongPage"},
    {.id = "createSong", .method = "POST", .path = "/api/v1/songs",
     .summary = "A new song; the header Idempotency-Key makes sending it twice harmless.",
     .body = Json, .request = "NewSong", .bodyBytes = kSongBytes, .status = 201, .response = "StoredSong"},
    {.id = "readSong", .method = "GET", .path = "/api/v1/songs/{songId}", .summary = "The newest document of a branch.",
     .query = "BranchQuery", .response = "StoredSong"},
    {.id = "replaceSong", .method = "PUT", .path = "/api/v1/songs/{songId}",
     .summary = "Another document in the song's place, as one change that can be undone; for imports.",
     .body = Json, .request = "ReplaceRequest", .bodyBytes = kSongBytes, .response = "Saved", .conflicts = true},
    {.id = "deleteSong", .method = "DELETE", .path = "/api/v1/songs/{songId}",
     .summary = "Into the trash, from where undelete brings it back; with forever=true gone with its history.",
     .query = "DeleteQuery", .response = "SongInfo"},
    {.id = "undeleteSong", .method = "POST", .path = "/api/v1/songs/{songId}/undelete", .summary = "Out of the trash.",
     .response = "SongInfo"},
    {.id = "editSong", .method = "POST", .path = "/api/v1/songs/{songId}/edits",
     .summary = "Edits as one change: all of them or none; durable when answered.",
     .body = Json, .request = "ChangeRequest", .bodyBytes = kSongBytes, .response = "Saved", .conflicts = true},
    {.id = "undo", .method = "POST", .path = "/api/v1/songs/{songId}/undo", .summary = "Takes back the newest change.",
     .body = Json, .request = "StepRequest", .bodyBytes = kSmall, .response = "Saved", .conflicts = true},
    {.id = "redo", .method = "POST", .path = "/api/v1/songs/{songId}/redo", .summary = "Does again what was undone last.",
     .body = Json, .request = "StepRequest", .bodyBytes = kSmall, .response = "Saved", .conflicts = true},
    {.id = "restoreVersion", .method = "POST", .path = "/api/v1/songs/{songId}/restore",
     .summary = "Makes the document what it was at a version of any branch; can be undone.",
     .body = Json, .request = "RestoreRequest", .bodyBytes = kSmall, .response = "Saved", .conflicts = true},
    {.id = "history", .method = "GET", .path = "/api/v1/songs/{songId}/history", .summary = "A branch's versions, newest first.",
     .query = "HistoryQuery", .response = "HistoryPage"},
    {.id = "readVersion", .method = "GET", .path = "/api/v1/songs/{songId}/versions/{version}",
     .summary = "The document as it was.", .response = "StoredSong"},
    {.id = "versionEdits", .method = "GET", .path = "/api/v1/songs/{songId}/versions/{version}/edits",
     .summary = "What a version did to its parent.", .response = "VersionEdits"},
    {.id = "nameVersion", .method = "PUT", .path = "/api/v1/songs/{songId}/versions/{version}/name",
     .summary = "Names a version; an empty name takes it away.",
     .body = Json, .request = "NameRequest", .bodyBytes = kSmall, .response = "VersionInfo"},
    {.id = "listBranches", .method = "GET", .path = "/api/v1/songs/{songId}/branches", .summary = "main first, then by name.",
     .response = "Branches"},
    {.id = "addBranch", .method = "POST", .path = "/api/v1/songs/{songId}/branches", .summary = "A branch from a version.",
     .body = Json, .request = "NewBranch", .bodyBytes = kSmall, .status = 201, .response = "BranchInfo"},
    {.id = "removeBranch", .method = "DELETE", .path = "/api/v1/songs/{songId}/branches/{branch}",
     .summary = "Its versions stay and can be read and restored.", .status = 204},
    {.id = "exportSong", .method = "GET", .path = "/api/v1/songs/{songId}/export",
     .summary = "A stored song as a file, for links.", .query = "ExportQuery",
     .response = "audio/wav audio/ogg audio/midi application/vnd.recordare.musicxml+xml text/plain application/json",
     .lane = Media},
    {.id = "suggestInSong", .method = "POST", .path = "/api/v1/songs/{songId}/suggestions",
     .summary = "Chords for a place in a song: others, varied, continued, filled in, reharmonised, contrasted; each with the edits.",
     .body = Json, .request = "IdeasRequest", .bodyBytes = kMedium, .response = "SongIdeas", .lane = Chords,
     .streams = true},
    {.id = "shownSuggestions", .method = "GET", .path = "/api/v1/songs/{songId}/suggestions",
     .summary = "The suggestions this song was shown, newest first.", .query = "LimitQuery", .response = "ShownList"},

    // Media.
    {.id = "listMedia", .method = "GET", .path = "/api/v1/media", .summary = "Pictures and sounds that are kept.",
     .query = "MediaQuery", .response = "MediaPage"},
    {.id = "keepMedia", .method = "POST", .path = "/api/v1/media",
     .summary = "Keeps a picture or sound; the body is the file, the header Content-Type its type.",
     .query = "FileQuery", .body = Bytes, .bodyBytes = 64u << 20, .status = 201, .response = "MediaInfo"},
    {.id = "readMedia", .method = "GET", .path = "/api/v1/media/{mediaId}", .summary = "The bytes.",
     .response = "application/octet-stream"},

    // What there is.
    {.id = "models", .method = "GET", .path = "/api/v1/models", .summary = "The models that answer.", .response = "Models"},
    {.id = "providers", .method = "GET", .path = "/api/v1/providers",
     .summary = "Who can propose chords, and what of it leaves this machine; never any keys.", .response = "Providers"},
    {.id = "calibrations", .method = "GET", .path = "/api/v1/calibrations",
     .summary = "How prior and proposer compare, as fitted by amuse calibrate.", .response = "Calibrations"},
    {.id = "grooves", .method = "GET", .path = "/api/v1/grooves", .summary = "The ways a song can be played.",
     .response = "Grooves"},
    {.id = "formats", .method = "GET", .path = "/api/v1/formats", .summary = "The files that can be written and read.",
     .response = "Formats"},
    {.id = "openapi", .method = "GET", .path = "/api/v1/openapi.json", .summary = "This document.",
     .response = "application/json", .access = Everybody},

    // Who is there.
    {.id = "readSession", .method = "GET", .path = "/api/v1/session", .summary = "Whether a login is needed, and there.",
     .response = "Session", .access = Everybody},
    {.id = "logIn", .method = "POST", .path = "/api/v1/session", .summary = "A session, kept in a cookie.",
     .body = Json, .request = "LoginRequest", .bodyBytes = 4096, .response = "Session", .access = Everybody},
    {.id = "logOut", .method = "DELETE", .path = "/api/v1/session", .summary = "Ends the session.", .status = 204,
     .access = Everybody},

    // How it is.
    {.id = "healthz", .method = "GET", .path = "/healthz", .summary = "The process answers.", .response = "text/plain",
     .access = Everybody},
    {.id = "readyz", .method = "GET", .path = "/readyz", .summary = "Models are open and the store answers; 503 while it stops.",
     .response = "text/plain", .access = Everybody},
    {.id = "metrics", .method = "GET", .path = "/metrics", .summary = "Figures for Prometheus.", .response = "text/plain"},
    {.id = "page", .method = "GET", .path = "/", .summary = "The page.", .response = "text/html", .access = Everybody},
    {.id = "pageAsset", .method = "GET", .path = "/assets/{path...}",
     .summary = "Scripts, styles and fonts of the page; a name has its content's hash, and stays in caches.",
     .response = "text/javascript text/css application/octet-stream", .access = Everybody},
    {.id = "pageSample", .method = "GET", .path = "/samples/{path...}", .summary = "Sounds of its instruments.",
     .response = "audio/ogg audio/mpeg audio/wav application/json application/octet-stream", .access = Everybody},
    {.id = "pageFile", .method = "GET", .path = "/{file}", .summary = "Its other files.",
     .response = "text/html text/javascript text/css application/octet-stream", .access = Everybody},
};
// clang-format on

}  // namespace

std::span<const Route> routes() noexcept { return kRoutes; }

}  // namespace amuse::wire
