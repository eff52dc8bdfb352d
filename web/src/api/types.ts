/** The names of the interface's shapes, as the server describes them (schema.d.ts is made from its OpenAPI document). */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Brief = Schemas['Brief'];
export type FoundKeyword = Schemas['FoundKeyword'];
export type Evidence = Schemas['Evidence'];
export type Inspired = Schemas['Inspired'];
export type Provider = Schemas['Provider'];
export type SentItem = Schemas['SentItem'];
export type Sends = Schemas['Sending'];
export type SuggestRequest = Schemas['SuggestRequest'];
export type Suggestions = Schemas['Suggestions'];
export type Shifts = Schemas['Shifts'];
export type IdeasRequest = Schemas['IdeasRequest'];
export type SongIdeas = Schemas['SongIdeas'];
export type Idea = Schemas['Idea'];
export type Suggested = Schemas['Suggested'];
export type PlayRequest = Schemas['PlayRequest'];
export type Performance = Schemas['Performance'];
export type Problem = Schemas['Problem'];
export type StoredSong = Schemas['StoredSong'];
export type SongInfo = Schemas['SongInfo'];
export type SongPage = Schemas['SongPage'];
export type Saved = Schemas['Saved'];
export type Conflict = Schemas['Conflict'];
export type VersionInfo = Schemas['VersionInfo'];
export type HistoryPage = Schemas['HistoryPage'];
export type BranchInfo = Schemas['BranchInfo'];
export type FormatInfo = Schemas['FormatInfo'];
export type GrooveInfo = Schemas['GrooveInfo'];
export type Imported = Schemas['Imported'];
export type ApiSong = Schemas['Song'];
export type Edit = Schemas['Edit'];
export type Mode = Schemas['Mode'];
export type Origin = Schemas['Origin'];
export type Transcription = Schemas['Transcription'];
export type HeardChord = Schemas['HeardChord'];
