// Uses the generated client as an editor would: a song is made, gets chords, and is read back.
import createClient from "openapi-fetch";
import type { components, paths } from "./made/api.js";

const client = createClient<paths>({ baseUrl: process.argv[2] ?? "" });
const need = <T>(what: string, answer: { data?: T; error?: unknown }): T => {
  if (answer.data === undefined) throw new Error(`${what}: ${JSON.stringify(answer.error)}`);
  return answer.data;
};

const song = need("create", await client.POST("/api/v1/songs", { body: { title: "Rain" } }));
const answer = need("suggest", await client.POST("/api/v1/suggestions", { body: { text: "rain", count: 2, seed: 3 } }));
// The same address answers with events where they are asked for; here it is not.
if (typeof answer === "string") throw new Error("JSON was expected");
const first: components["schemas"]["Suggested"] | undefined = answer.suggestions[0];
if (!first || answer.suggestions.length !== 2) throw new Error("two suggestions were asked for");
const edits: components["schemas"]["Edit"][] = [
  { op: "addPart", part: { id: "p1", name: "Verse", bars: first.chords.length } },
  { op: "setOrder", order: ["p1"] },
  ...first.chords.map((symbol, i) => ({
    op: "insertChord" as const, partId: "p1", chord: { id: `c${i + 100}`, start: 3840 * i, length: 3840, symbol } })),
];
const params = { path: { songId: song.id } };
const saved = need("edit", await client.POST("/api/v1/songs/{songId}/edits", { params, body: { baseVersion: 1, edits } }));
const read = need("read", await client.GET("/api/v1/songs/{songId}", { params }));
if (read.version !== saved.version || read.song.parts[0]?.chords?.length !== first.chords.length) throw new Error("not what was saved");
const typed = need("chords", await client.POST("/api/v1/chords", { body: { symbols: ["Fm", "H"], key: "C", capo: 1, complete: "A" } }));
if (typed.chords[0]?.chord?.from !== "Min" || !typed.chords[1]?.error || !typed.completions?.length) throw new Error("chords are read and completed");
const ideas = need("ideas", await client.POST("/api/v1/songs/{songId}/suggestions", { params, body: {
  kind: "vary", part: "Verse", count: 1, seed: 5, change: 0.5, shifts: { richness: 0.4 } } }));
if (typeof ideas === "string") throw new Error("JSON was expected");
const idea: components["schemas"]["Idea"] | undefined = ideas.ideas[0];
if (!idea?.edits.length || ideas.version !== saved.version) throw new Error("an idea with its edits was asked for");
const taken = need("take", await client.POST("/api/v1/songs/{songId}/edits", { params, body: { baseVersion: ideas.version, edits: idea.edits } }));
need("undo", await client.POST("/api/v1/songs/{songId}/undo", { params, body: { baseVersion: taken.version } }));
const stale = await client.POST("/api/v1/songs/{songId}/edits", { params, body: { baseVersion: 1, edits: [{ op: "setCapo", capo: 2 }] } });
if (stale.response.status !== 409 || stale.error?.conflict?.head !== taken.version + 1) throw new Error("a conflict was expected");
console.log("the client works");
