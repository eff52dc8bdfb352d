#include "wire/api_table.h"

namespace amuse::wire {

std::string_view shapes() noexcept {
  // Beside these there are the shapes of data/song.schema.json: Song, Edit, Chord, Inspiration, Mode, Meter, KeyName
  // ...
  return R"(
Problem What went wrong, as RFC 9457 has it; `code` is stable, `detail` says what to change.
  type string always about:blank
  title string The status in words
  status integer
  detail string One line for people
  code string InvalidArgument, Parse, NotFound, Unsupported, TooLarge, Timeout, Cancelled, Unavailable, Internal, Conflict, Unauthorized, Forbidden, RateLimited, MethodNotAllowed, BadRequest
  requestId string To find it in the log
  offset? integer The first byte not understood
  conflict? Conflict With 409

InspireForm A form; text and files may come together, files may repeat.
  text? string
  textWeight? string How much the text counts, 0 to 10
  image? binary[]
  audio? binary[]
  imageRef? string[] Kept pictures: media:ID
  audioRef? string[] Kept sounds: media:ID
  imageWeight? string Of each picture in their order: 1,0.5
  audioWeight? string
  keywords? string Added or weighed: warm,jazz:0.5
  without? string Taken away: rainy,soft
  pin? string Kept first and at full weight
  keep? true|false Keep the files, to name them in songs; false when not given
  share? string What a language model that reads may be given: words,pictures,sounds; words when not given, empty for nothing
Inspired
  inspiration Brief
  media MediaInfo[] The files that were kept
Brief What was read. Keywords are the contract: send it back, changed or not, with a suggestion request.
  keywords FoundKeyword[]
  affect Affect
  genres Genre[]
  mode ModeReason
  tempoBpm integer[] Low, high
  notes string[] What could not be read
FoundKeyword
  word string
  weight number 0 to 1
  affect? Affect
  evidence? Evidence[]
Evidence Where it was found: span and text; region, class, confidence; colour and share; or a span of seconds.
  source text|image|audio
  span? number[] Start and end: bytes of the text, or seconds of the sound
  text? string
  region? number[] x, y, width, height, 0 to 1
  class? string
  colour? string #rrggbb
  share? number
  confidence? number
Affect Each -1 to 1.
  valence number
  arousal number
  tension number
  complexity number
Genre
  name string
  weight number
ModeReason
  name Mode
  why string

SuggestRequest Nothing is needed but something to go by: text, keywords, an inspiration, a context, or a song with inspirations.
  text? string
  inspiration? Brief Read before; goes before text and keywords
  keywords? string[] Added to those found in the text
  songId? string Its inspirations join in, and what it was shown does not come back; what it shares with language models holds
  branch? string Of the song
  withSongInspirations? boolean true when not given
  key? string C, F#m, Bb; C or the context's own key when not given
  mode? string auto or a mode
  bars? 1..32
  meter? string 4/4 and so on; auto, also when not given: 3/4 for a waltz, else 4/4
  rhythm? bar|auto
  ending? loop|close|open|auto
  count? 1..100
  context? string Bars of chords, | between them, _ for a slot to fill, % repeats a bar, . holds a chord
  surprise? number 0 to 1
  seed? 0..4294967295 Random when not given
  proposer? string auto: a language model where one is configured; builtin; llm: that model or a refusal; or the name of a provider
  waitSeconds? number How long a language model is waited for, 0 to 600; with events for its first card, else for all of them; then the built-in proposer gives half of them, or what is missing. Not given: alone_seconds with events, else what the provider's settings say
  prior? open|research
  exclude? any[] Progressions not to come again: lists of chords
  shifts? Shifts
  like? string[] Chords in the key to stay near: "more like this"; with a shift of richness simpler or richer
  change? number 0 to 1, the share of like that gives way; 0.5 when not given
Shifts Off what is heard, each -1 to 1; the answer's inspiration is as it was heard.
  brightness? number Darker to brighter
  energy? number Calmer to wilder
  tension? number Resolved to dissonant
  richness? number Simpler to richer chords
Suggestions
  seed integer
  version string
  models ModelNames
  inspiration Brief
  key string
  mode Mode
  modeWhy string
  bars integer
  meter string
  ending string
  proposer string
  suggestions Suggested[]
  stats SuggestStats
  order? integer[] Indexes of the suggestions, plainest first; a language model's come as they are accepted
  notices? string[] What the songwriter should know of how these came about
  sent? SentItem[] What went to a language model for this answer
Sending
  sends SentItem[] What would go to language models, atMs 0; nothing was sent
  notes string[] Which files would not go, why, and whether our keywords of them would
SentItem
  atMs integer
  provider string
  host string
  model string
  leavesMachine boolean
  text string The words that were sent, without our own instructions
  files SentFile[]
SentFile
  type string
  bytes integer
Suggested
  proposer builtin|llm
  chords string[]
  beats number[] Of each chord; a beat is the metre's denominator
  romans string[]
  voicings any[] MIDI numbers of each chord, low to high
  logP number
  logQ number
  acceptance number
  accepted boolean
  surprise number Percentile among real openings, 0 to 1
  word string
  why Why[]
  voiceLeading VoiceLeading
Why
  code string
  params any
  text string
VoiceLeading
  semitonesPerVoice number
  fromContext number?
  toContext number?
SuggestStats proposed = malformed + duplicate + rejected + accepted.
  proposed integer
  malformed integer
  duplicate integer
  rejected integer
  accepted integer
  filled integer
  acceptanceRate number
  shift number
  problems string[]
  elapsedMs number
ModelNames
  prior string
  proposerModel string
  proposer string
IdeasRequest The song's inspirations are heard; nothing it keeps, refused or was shown comes back.
  kind more|vary|continue|fill|reharmonise|contrast
  branch? string
  version? integer The document to work on; the branch's newest when not given
  part? string Its id or name; the first when not given
  from? integer The first bar, counted in the part from 1
  bars? integer How many; to the part's end. To continue with: 4. Of a contrast: as the part has
  rhythm? keep|bar|auto keep when not given
  ending? loop|close|open|auto
  name? string Of a contrasting part
  change? number vary, like: the share of chords that changes; 0.5 when not given
  count? 1..100
  seed? 0..4294967295 Random when not given
  surprise? number 0 to 1
  shifts? Shifts
  like? string[] Chords for the place to stay near
  text? string Said besides the song's inspirations
  keywords? string[]
  inspiration? Brief Goes before all of these
  withSongInspirations? boolean true when not given
  remember? boolean The song notes what it is shown; true when not given
  prior? open|research
SongIdeas
  ...Suggestions
  ideas Idea[] One a suggestion
  contrast? Contrast
  kind more|vary|continue|fill|reharmonise|contrast
  version integer The one the edits are made for
Idea
  edits Edit[] Put it in, as one change
  says string[] What it changes
Contrast What tells the parts apart.
  before PartFeatures
  after PartFeatures[] One an idea
PartFeatures
  startDegree integer Semitones above the tonic
  minorShare number Of its time
  chordsPerBar number
  registerPitch number Mean MIDI number
  density number
Job Its events: begun {jobId}; planned (Suggestions as far as they are known, of POST /suggestions only); suggestion {index, suggestion} or progress {share, 0 to 1}; done (Suggestions without their list, or a Transcription); failed (Problem); cancelled.
  jobId string
  state waiting|running|done|failed|cancelled
  events integer How many there are so far

TranscribeForm A form with one recording: audio or audioRef. At most 15 minutes of it are heard.
  audio? binary Any common kind of sound file
  audioRef? string A kept sound: media:ID
  from? string Seconds: where to begin
  until? string Seconds: where to end; the recording's end when not given
  key? string The recording's key, where it is known: F#m
  beatsPerBar? string 2 to 7, where it is known
  downbeatShift? string Bars begin this many beats later than heard, -6 to 6
  tempoOctave? string 1: twice as many beats as heard; -1: half as many
  alternatives? string For each chord, 0 to 10; 3 when not given
Transcription Seconds of the recording; chords follow one another without gaps.
  durationSeconds number Of what was heard
  tuningCents? number Above A = 440 Hz
  meter? string Of most bars
  tempoBpm? number Beats a minute; 0 where there are none
  beats HeardBeat[]
  keys HeardKey[]
  chords HeardChord[]
  sections? HeardSection[] Those of one label repeat one another
HeardBeat
  timeSeconds number
  beatInBar integer 1: the downbeat
HeardKey
  start number
  end number
  key string C Maj
  confidence number
HeardChord
  start number
  end number
  chord string N.C.: none
  confidence number
  alternatives? HeardAlternative[] Likeliest first
HeardAlternative
  chord string
  p number
HeardSection
  start number
  end number
  label string
TranscribedSongRequest
  transcription Transcription
  transposeTo? string The key that its main key is moved to; without a mode the recording's own
  simplify? triads|sevenths|full
  from? number Seconds; only this stretch
  until? number
  title? string
  source? string Where the chords come from: media:ID, a file's name

ScoreRequest
  progressions string[] Each blank-separated chords, at most 256 of them, tonic C
  mode? Mode
  classes? exact|sevenths|triads
  genre? string
  section? string
  decade? integer
  prior? open|research
Scores
  scores Score[] One a progression
Score Natural logarithms, one a chord and then the end; or an error.
  chords? string[]
  logP? number[]
  logQ? number[]
  acceptance? number
  error? ScoreError
ScoreError
  code string
  message string
  offset integer?
NextRequest
  chords? string Blank-separated; none: likely openings
  mode? Mode
  top? 1..192
  genre? string
  section? string
  decade? integer
  prior? open|research
NextChords
  mode Mode
  context string[]
  options NextOption[]
  end number
NextOption
  chord string
  roman string
  p number

ChordsRequest Symbols to read, a prefix to complete, or both.
  symbols? string[] At most 256, as typed; equal ones are worked out once
  key? string C when not given
  mode? string The key's own, else Maj
  capo? 0..11 The guitar's
  shapes? boolean With fingerings and keys; true when not given
  complete? string What is typed so far: a symbol or a numeral; empty gives the key's own chords
ChordsAnswer
  key string
  mode Mode
  capo integer
  chords TypedChord[] One a symbol, in order
  completions? ChordFacts[] At most 40: chords of the key first, then borrowed, applied and other ones
TypedChord Either an error, or the chord and, where asked for, its shapes.
  text string As typed
  error? ScoreError
  chord? ChordFacts
  shapes? ChordShapes
ChordFacts
  symbol string The canonical form
  roman string
  nashville string
  origin inKey|borrowed|applied|outside
  from string? The mode on the same tonic that lends it
  to string? The chord of the key that an applied one leads into
  root string? Null for N.C.
  bass string? Where it is not the root
  notes string[] Spelled, from the root up; a foreign bass is not among them
  pitchClasses integer[] Of the notes
  degrees string[] Of the notes: 1, b3, #11
ChordShapes The easiest first, at most five; none for N.C.
  held string What a guitarist thinks of with the capo on
  guitar Fingering[] Strings from the lowest: E A D G B E
  ukulele Fingering[] G C E A, no capo
  piano PianoShape[] Inversions from the root up, one that a written bass asks for first; then other layouts
Fingering
  frets integer[] From the capo or the nut, one a string; -1 is not played
  pitches integer[] MIDI numbers that sound
  fingers integer A barre is one
  barreFret integer 0: none
PianoShape
  pitches integer[] MIDI numbers, low to high
  style close|shell|drop2|rootless|spread
  inversion integer Of close ones

PlayRequest One of song, songId and progression.
  song? Song
  songId? string
  branch? string
  progression? Progression
  play? Play
  inspiration? Brief Chooses groove, energy and density where the song leaves them open, of a progression also the tempo
ExportRequest One of song, songId and progression.
  format string As in /api/v1/formats
  song? Song
  songId? string
  branch? string
  progression? Progression
  play? Play
  inspiration? Brief
Progression As in a suggestion.
  chords string[]
  beats? number[] A bar each when not given
  key? string
  mode? string
  meter? string
  tempoBpm? number
  title? string
Play What is not named is as the song has it.
  groove? string
  tempo? number Quarter notes a minute, 20 to 400
  swing? number
  energy? number
  density? number
  feel? normal|half|double
  capo? 0..11
  finish? loop|final
  seed? 0..4294967295
Performance Ticks count from the first sound, 960 a quarter note.
  title string
  groove string
  leadIn integer The first bar line
  length integer
  lengthSeconds number
  tempoMap TempoAt[]
  meterMap MeterAt[]
  keyMap KeyAt[]
  chordNames MarkerAt[]
  partNames MarkerAt[]
  tracks Track[]
TempoAt
  at integer
  bpm number
MeterAt
  at integer
  meter string
KeyAt
  at integer
  key string
  mode Mode
MarkerAt
  at integer
  seconds number
  text string
Track
  name string
  instrument keys|guitar|bass|drums|melody|pad
  channel integer
  program integer General MIDI, from 0
  volume integer
  pan integer
  reverb integer
  notes TimedNote[]
  controls ControlAt[]
TimedNote
  start integer
  length integer
  pitch integer
  velocity integer
  seconds number When it starts
  lengthSeconds number
ControlAt
  at integer
  seconds number
  controller integer
  value integer
ImportQuery
  name? string The file's name; tells the format where its bytes do not
Imported
  song Song
  losses Remark[]
Remark
  severity note|warning
  message string

ListSongsQuery
  search? string Words that all occur
  trash? boolean
  order? newest|title
  limit? 1..200
  cursor? string From the page before
BranchQuery
  branch? string
LimitQuery
  limit? 1..200
DeleteQuery
  forever? boolean
HistoryQuery
  branch? string
  before? integer
  named? boolean
  limit? 1..200
ExportQuery
  format string
  branch? string
  groove? string
  tempo? number
  swing? number
  energy? number
  density? number
  feel? normal|half|double
  capo? 0..11
  finish? loop|final
  seed? 0..4294967295
SongInfo Times are milliseconds since 1970.
  id string
  title string
  version integer The newest of main
  createdMs integer
  savedMs integer
  deletedMs integer?
SongPage
  songs SongInfo[]
  next string? The next page's cursor
NewSong Either a document or a title for an empty song.
  song? Song
  title? string
  by? string
StoredSong
  id string
  title string
  version integer The document's
  createdMs integer
  savedMs integer
  deletedMs integer?
  branch string
  canUndo boolean
  canRedo boolean
  song Song
ReplaceRequest
  baseVersion integer
  song Song
  branch? string
  key? string Makes sending it twice harmless
  by? string
ChangeRequest
  baseVersion integer The version it was made from
  edits Edit[]
  branch? string
  key? string Makes sending it twice harmless
  by? string
StepRequest
  baseVersion integer
  step? operation|batch batch when not given
  branch? string
  key? string
  by? string
RestoreRequest
  baseVersion integer
  version integer The one to bring back
  branch? string
  key? string
  by? string
NameRequest
  name string
VersionInfo
  version integer
  parent integer 0: the first
  branch string
  kind create|edit|undo|redo|restore
  savedMs integer
  by string
  name string
  of integer?
  operations integer
  summary string
Saved
  ...VersionInfo
  edits Edit[] As applied, ids filled in
  repeated boolean The key was seen before; nothing was done now
  canUndo boolean
  canRedo boolean
VersionEdits
  ...VersionInfo
  edits Edit[]
  inverses Edit[]
Conflict The branch has moved on; nothing was done.
  head integer
  complete boolean False: too many versions to tell, read the song anew
  since VersionEdits[] After the base, oldest first
HistoryPage
  versions VersionInfo[]
  next integer? before of the next page
Branches
  branches BranchInfo[]
NewBranch
  name string
  from integer
BranchInfo
  name string
  head integer
  from integer
  createdMs integer
ShownList
  shown Shown[]
Shown
  chords string[]
  key string
  shownMs integer

MediaQuery
  limit? 1..200
  after? string The page before's last id
FileQuery
  name? string The file's name, for people
MediaPage
  media MediaInfo[]
  next string?
MediaInfo
  id string
  type string
  name string
  bytes integer
  addedMs integer
  songs integer How many name it
  ref string How songs name it

Models
  version string
  priors Prior[]
  proposerModel string
  proposer string
Prior
  id open|research
  name string
  licence string
Providers
  providers Provider[]
Provider
  id string
  kind builtin|llm
  role proposer|reader What it does: propose chords, or read inspirations besides us
  name string As configured; builtin for the built-in one
  model string
  host string Where it is; empty for the built-in one
  configured boolean
  leavesMachine boolean Whether inspirations are sent to somebody else
  pictures boolean Whether it takes them
  sounds boolean
Calibrations
  calibrations CalibrationInfo[]
CalibrationInfo
  proposer string
  prior string
  table string Tab-separated
Grooves
  grooves GrooveInfo[]
GrooveInfo
  name string
  title string
Formats
  formats FormatInfo[]
FormatInfo
  id string
  name string
  extension string
  type string
  writes boolean
  reads boolean

LoginRequest
  password string
Session
  loginNeeded boolean
  loggedIn boolean
)";
}

}  // namespace amuse::wire
