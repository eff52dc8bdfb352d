// Made by npm run types; do not edit.
export interface paths {
    "/api/v1/inspirations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Words, pictures and sounds, read into keywords with their evidence; nothing is kept unless asked for. */
        post: operations["inspire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Chord progressions for an inspiration and a place in a song, at once or as events as they are accepted. */
        post: operations["suggest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a recording plays: beats, keys, chords with alternatives; at once, or as events with its progress. */
        post: operations["transcribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transcriptions/song": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A transcription, corrected or not, as a song, not yet saved: all of it or a stretch, in any key. */
        post: operations["transcribedSong"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspirations/sending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What reading this would give to a language model; nothing is sent or kept. */
        post: operations["previewReading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/sending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What this question would give to a language model; nothing is sent. */
        post: operations["previewSuggesting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a job. */
        get: operations["readJob"];
        put?: never;
        post?: never;
        /** Stops a job. */
        delete: operations["cancelJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{jobId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A job's events from the beginning, or from the one after Last-Event-ID. */
        get: operations["followJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How likely songs are to hold progressions; tonic C. */
        post: operations["score"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What songs do next after some chords; tonic C. */
        post: operations["next"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Chord symbols as somebody types them: names, numbers, notes, fingerings; and how a name may go on. */
        post: operations["chords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/perform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The timed notes of a song or progression, to play them. */
        post: operations["perform"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A song or progression as a file: sound, MIDI, notation, text. */
        post: operations["export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A file of another program as a song, not yet saved; the body is the file. */
        post: operations["import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Songs, or those in the trash. */
        get: operations["listSongs"];
        put?: never;
        /** A new song; the header Idempotency-Key makes sending it twice harmless. */
        post: operations["createSong"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest document of a branch. */
        get: operations["readSong"];
        /** Another document in the song's place, as one change that can be undone; for imports. */
        put: operations["replaceSong"];
        post?: never;
        /** Into the trash, from where undelete brings it back; with forever=true gone with its history. */
        delete: operations["deleteSong"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/undelete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Out of the trash. */
        post: operations["undeleteSong"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Edits as one change: all of them or none; durable when answered. */
        post: operations["editSong"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back the newest change. */
        post: operations["undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/redo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does again what was undone last. */
        post: operations["redo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the document what it was at a version of any branch; can be undone. */
        post: operations["restoreVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A branch's versions, newest first. */
        get: operations["history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The document as it was. */
        get: operations["readVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/versions/{version}/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a version did to its parent. */
        get: operations["versionEdits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/versions/{version}/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Names a version; an empty name takes it away. */
        put: operations["nameVersion"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/branches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** main first, then by name. */
        get: operations["listBranches"];
        put?: never;
        /** A branch from a version. */
        post: operations["addBranch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/branches/{branch}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Its versions stay and can be read and restored. */
        delete: operations["removeBranch"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A stored song as a file, for links. */
        get: operations["exportSong"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/songs/{songId}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The suggestions this song was shown, newest first. */
        get: operations["shownSuggestions"];
        put?: never;
        /** Chords for a place in a song: others, varied, continued, filled in, reharmonised, contrasted; each with the edits. */
        post: operations["suggestInSong"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pictures and sounds that are kept. */
        get: operations["listMedia"];
        put?: never;
        /** Keeps a picture or sound; the body is the file, the header Content-Type its type. */
        post: operations["keepMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media/{mediaId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes. */
        get: operations["readMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The models that answer. */
        get: operations["models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who proposes chords and reads inspirations, and whether that leaves this machine; never any keys. */
        get: operations["providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calibrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How prior and proposer compare, as fitted by amuse calibrate. */
        get: operations["calibrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grooves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ways a song can be played. */
        get: operations["grooves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/formats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files that can be written and read. */
        get: operations["formats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a login is needed, and there. */
        get: operations["readSession"];
        put?: never;
        /** A session, kept in a cookie. */
        post: operations["logIn"];
        /** Ends the session. */
        delete: operations["logOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers. */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Models are open and the store answers; 503 while it stops. */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus. */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page. */
        get: operations["page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Scripts, styles and fonts of the page; a name has its content's hash, and stays in caches. */
        get: operations["pageAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sounds of its instruments. */
        get: operations["pageSample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its other files. */
        get: operations["pageFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Each -1 to 1. */
        Affect: {
            valence: number;
            arousal: number;
            tension: number;
            complexity: number;
        };
        BranchInfo: {
            name: string;
            head: number;
            from: number;
            createdMs: number;
        };
        BranchQuery: {
            branch?: string;
        };
        Branches: {
            branches: components["schemas"]["BranchInfo"][];
        };
        /** @description What was read. Keywords are the contract: send it back, changed or not, with a suggestion request. */
        Brief: {
            keywords: components["schemas"]["FoundKeyword"][];
            affect: components["schemas"]["Affect"];
            genres: components["schemas"]["Genre"][];
            mode: components["schemas"]["ModeReason"];
            /** @description Low, high */
            tempoBpm: number[];
            /** @description What could not be read */
            notes: string[];
        };
        CalibrationInfo: {
            proposer: string;
            prior: string;
            /** @description Tab-separated */
            table: string;
        };
        Calibrations: {
            calibrations: components["schemas"]["CalibrationInfo"][];
        };
        ChangeRequest: {
            /** @description The version it was made from */
            baseVersion: number;
            edits: components["schemas"]["Edit"][];
            branch?: string;
            /** @description Makes sending it twice harmless */
            key?: string;
            by?: string;
        };
        ChordFacts: {
            /** @description The canonical form */
            symbol: string;
            roman: string;
            nashville: string;
            /** @enum {string} */
            origin: "inKey" | "borrowed" | "applied" | "outside";
            /** @description The mode on the same tonic that lends it */
            from: string | null;
            /** @description The chord of the key that an applied one leads into */
            to: string | null;
            /** @description Null for N.C. */
            root: string | null;
            /** @description Where it is not the root */
            bass: string | null;
            /** @description Spelled, from the root up; a foreign bass is not among them */
            notes: string[];
            /** @description Of the notes */
            pitchClasses: number[];
            /** @description Of the notes: 1, b3, #11 */
            degrees: string[];
        };
        /** @description The easiest first, at most five; none for N.C. */
        ChordShapes: {
            /** @description What a guitarist thinks of with the capo on */
            held: string;
            /** @description Strings from the lowest: E A D G B E */
            guitar: components["schemas"]["Fingering"][];
            /** @description G C E A, no capo */
            ukulele: components["schemas"]["Fingering"][];
            /** @description Inversions from the root up, one that a written bass asks for first; then other layouts */
            piano: components["schemas"]["PianoShape"][];
        };
        ChordsAnswer: {
            key: string;
            mode: components["schemas"]["Mode"];
            capo: number;
            /** @description One a symbol, in order */
            chords: components["schemas"]["TypedChord"][];
            /** @description At most 40: chords of the key first, then borrowed, applied and other ones */
            completions?: components["schemas"]["ChordFacts"][];
        };
        /** @description Symbols to read, a prefix to complete, or both. */
        ChordsRequest: {
            /** @description At most 256, as typed; equal ones are worked out once */
            symbols?: string[];
            /** @description C when not given */
            key?: string;
            /** @description The key's own, else Maj */
            mode?: string;
            /** @description The guitar's */
            capo?: number;
            /** @description With fingerings and keys; true when not given */
            shapes?: boolean;
            /** @description What is typed so far: a symbol or a numeral; empty gives the key's own chords */
            complete?: string;
        };
        /** @description The branch has moved on; nothing was done. */
        Conflict: {
            head: number;
            /** @description False: too many versions to tell, read the song anew */
            complete: boolean;
            /** @description After the base, oldest first */
            since: components["schemas"]["VersionEdits"][];
        };
        /** @description What tells the parts apart. */
        Contrast: {
            before: components["schemas"]["PartFeatures"];
            /** @description One an idea */
            after: components["schemas"]["PartFeatures"][];
        };
        ControlAt: {
            at: number;
            seconds: number;
            controller: number;
            value: number;
        };
        DeleteQuery: {
            forever?: boolean;
        };
        /** @description Where it was found: span and text; region, class, confidence; colour and share; or a span of seconds. */
        Evidence: {
            /** @enum {string} */
            source: "text" | "image" | "audio";
            /** @description Start and end: bytes of the text, or seconds of the sound */
            span?: number[];
            text?: string;
            /** @description x, y, width, height, 0 to 1 */
            region?: number[];
            class?: string;
            /** @description #rrggbb */
            colour?: string;
            share?: number;
            confidence?: number;
        };
        ExportQuery: {
            format: string;
            branch?: string;
            groove?: string;
            tempo?: number;
            swing?: number;
            energy?: number;
            density?: number;
            /** @enum {string} */
            feel?: "normal" | "half" | "double";
            capo?: number;
            /** @enum {string} */
            finish?: "loop" | "final";
            seed?: number;
        };
        /** @description One of song, songId and progression. */
        ExportRequest: {
            /** @description As in /api/v1/formats */
            format: string;
            song?: components["schemas"]["Song"];
            songId?: string;
            branch?: string;
            progression?: components["schemas"]["Progression"];
            play?: components["schemas"]["Play"];
            inspiration?: components["schemas"]["Brief"];
        };
        FileQuery: {
            /** @description The file's name, for people */
            name?: string;
        };
        Fingering: {
            /** @description From the capo or the nut, one a string; -1 is not played */
            frets: number[];
            /** @description MIDI numbers that sound */
            pitches: number[];
            /** @description A barre is one */
            fingers: number;
            /** @description 0: none */
            barreFret: number;
        };
        FormatInfo: {
            id: string;
            name: string;
            extension: string;
            type: string;
            writes: boolean;
            reads: boolean;
        };
        Formats: {
            formats: components["schemas"]["FormatInfo"][];
        };
        FoundKeyword: {
            word: string;
            /** @description 0 to 1 */
            weight: number;
            affect?: components["schemas"]["Affect"];
            evidence?: components["schemas"]["Evidence"][];
        };
        Genre: {
            name: string;
            weight: number;
        };
        GrooveInfo: {
            name: string;
            title: string;
        };
        Grooves: {
            grooves: components["schemas"]["GrooveInfo"][];
        };
        HeardAlternative: {
            chord: string;
            p: number;
        };
        HeardBeat: {
            timeSeconds: number;
            /** @description 1: the downbeat */
            beatInBar: number;
        };
        HeardChord: {
            start: number;
            end: number;
            /** @description N.C.: none */
            chord: string;
            confidence: number;
            /** @description Likeliest first */
            alternatives?: components["schemas"]["HeardAlternative"][];
        };
        HeardKey: {
            start: number;
            end: number;
            /** @description C Maj */
            key: string;
            confidence: number;
        };
        HeardSection: {
            start: number;
            end: number;
            label: string;
        };
        HistoryPage: {
            versions: components["schemas"]["VersionInfo"][];
            /** @description before of the next page */
            next: number | null;
        };
        HistoryQuery: {
            branch?: string;
            before?: number;
            named?: boolean;
            limit?: number;
        };
        Idea: {
            /** @description Put it in, as one change */
            edits: components["schemas"]["Edit"][];
            /** @description What it changes */
            says: string[];
        };
        /** @description The song's inspirations are heard; nothing it keeps, refused or was shown comes back. */
        IdeasRequest: {
            /** @enum {string} */
            kind: "more" | "vary" | "continue" | "fill" | "reharmonise" | "contrast";
            branch?: string;
            /** @description The document to work on; the branch's newest when not given */
            version?: number;
            /** @description Its id or name; the first when not given */
            part?: string;
            /** @description The first bar, counted in the part from 1 */
            from?: number;
            /** @description How many; to the part's end. To continue with: 4. Of a contrast: as the part has */
            bars?: number;
            /**
             * @description keep when not given
             * @enum {string}
             */
            rhythm?: "keep" | "bar" | "auto";
            /** @enum {string} */
            ending?: "loop" | "close" | "open" | "auto";
            /** @description Of a contrasting part */
            name?: string;
            /** @description vary, like: the share of chords that changes; 0.5 when not given */
            change?: number;
            count?: number;
            /** @description Random when not given */
            seed?: number;
            /** @description 0 to 1 */
            surprise?: number;
            shifts?: components["schemas"]["Shifts"];
            /** @description Chords for the place to stay near */
            like?: string[];
            /** @description Said besides the song's inspirations */
            text?: string;
            keywords?: string[];
            /** @description Goes before all of these */
            inspiration?: components["schemas"]["Brief"];
            /** @description true when not given */
            withSongInspirations?: boolean;
            /** @description The song notes what it is shown; true when not given */
            remember?: boolean;
            /** @enum {string} */
            prior?: "open" | "research";
        };
        ImportQuery: {
            /** @description The file's name; tells the format where its bytes do not */
            name?: string;
        };
        Imported: {
            song: components["schemas"]["Song"];
            losses: components["schemas"]["Remark"][];
        };
        /** @description A form; text and files may come together, files may repeat. */
        InspireForm: {
            text?: string;
            /** @description How much the text counts, 0 to 10 */
            textWeight?: string;
            image?: string[];
            audio?: string[];
            /** @description Kept pictures: media:ID */
            imageRef?: string[];
            /** @description Kept sounds: media:ID */
            audioRef?: string[];
            /** @description Of each picture in their order: 1,0.5 */
            imageWeight?: string;
            audioWeight?: string;
            /** @description Added or weighed: warm,jazz:0.5 */
            keywords?: string;
            /** @description Taken away: rainy,soft */
            without?: string;
            /** @description Kept first and at full weight */
            pin?: string;
            /**
             * @description Keep the files, to name them in songs; false when not given
             * @enum {string}
             */
            keep?: "true" | "false";
            /** @description What a language model that reads may be given: words,pictures,sounds; words when not given, empty for nothing */
            share?: string;
        };
        Inspired: {
            inspiration: components["schemas"]["Brief"];
            /** @description The files that were kept */
            media: components["schemas"]["MediaInfo"][];
        };
        /** @description Its events: begun {jobId}; planned (Suggestions as far as they are known, of POST /suggestions only); suggestion {index, suggestion} or progress {share, 0 to 1}; done (Suggestions without their list, or a Transcription); failed (Problem); cancelled. */
        Job: {
            jobId: string;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            /** @description How many there are so far */
            events: number;
        };
        KeyAt: {
            at: number;
            key: string;
            mode: components["schemas"]["Mode"];
        };
        LimitQuery: {
            limit?: number;
        };
        ListSongsQuery: {
            /** @description Words that all occur */
            search?: string;
            trash?: boolean;
            /** @enum {string} */
            order?: "newest" | "title";
            limit?: number;
            /** @description From the page before */
            cursor?: string;
        };
        LoginRequest: {
            password: string;
        };
        MarkerAt: {
            at: number;
            seconds: number;
            text: string;
        };
        MediaInfo: {
            id: string;
            type: string;
            name: string;
            bytes: number;
            addedMs: number;
            /** @description How many name it */
            songs: number;
            /** @description How songs name it */
            ref: string;
        };
        MediaPage: {
            media: components["schemas"]["MediaInfo"][];
            next: string | null;
        };
        MediaQuery: {
            limit?: number;
            /** @description The page before's last id */
            after?: string;
        };
        MeterAt: {
            at: number;
            meter: string;
        };
        ModeReason: {
            name: components["schemas"]["Mode"];
            why: string;
        };
        ModelNames: {
            prior: string;
            proposerModel: string;
            proposer: string;
        };
        Models: {
            version: string;
            priors: components["schemas"]["Prior"][];
            proposerModel: string;
            proposer: string;
        };
        NameRequest: {
            name: string;
        };
        NewBranch: {
            name: string;
            from: number;
        };
        /** @description Either a document or a title for an empty song. */
        NewSong: {
            song?: components["schemas"]["Song"];
            title?: string;
            by?: string;
        };
        NextChords: {
            mode: components["schemas"]["Mode"];
            context: string[];
            options: components["schemas"]["NextOption"][];
            end: number;
        };
        NextOption: {
            chord: string;
            roman: string;
            p: number;
        };
        NextRequest: {
            /** @description Blank-separated; none: likely openings */
            chords?: string;
            mode?: components["schemas"]["Mode"];
            top?: number;
            genre?: string;
            section?: string;
            decade?: number;
            /** @enum {string} */
            prior?: "open" | "research";
        };
        PartFeatures: {
            /** @description Semitones above the tonic */
            startDegree: number;
            /** @description Of its time */
            minorShare: number;
            chordsPerBar: number;
            /** @description Mean MIDI number */
            registerPitch: number;
            density: number;
        };
        /** @description Ticks count from the first sound, 960 a quarter note. */
        Performance: {
            title: string;
            groove: string;
            /** @description The first bar line */
            leadIn: number;
            length: number;
            lengthSeconds: number;
            tempoMap: components["schemas"]["TempoAt"][];
            meterMap: components["schemas"]["MeterAt"][];
            keyMap: components["schemas"]["KeyAt"][];
            chordNames: components["schemas"]["MarkerAt"][];
            partNames: components["schemas"]["MarkerAt"][];
            tracks: components["schemas"]["Track"][];
        };
        PianoShape: {
            /** @description MIDI numbers, low to high */
            pitches: number[];
            /** @enum {string} */
            style: "close" | "shell" | "drop2" | "rootless" | "spread";
            /** @description Of close ones */
            inversion: number;
        };
        /** @description What is not named is as the song has it. */
        Play: {
            groove?: string;
            /** @description Quarter notes a minute, 20 to 400 */
            tempo?: number;
            swing?: number;
            energy?: number;
            density?: number;
            /** @enum {string} */
            feel?: "normal" | "half" | "double";
            capo?: number;
            /** @enum {string} */
            finish?: "loop" | "final";
            seed?: number;
        };
        /** @description One of song, songId and progression. */
        PlayRequest: {
            song?: components["schemas"]["Song"];
            songId?: string;
            branch?: string;
            progression?: components["schemas"]["Progression"];
            play?: components["schemas"]["Play"];
            /** @description Chooses groove, energy and density where the song leaves them open, of a progression also the tempo */
            inspiration?: components["schemas"]["Brief"];
        };
        Prior: {
            /** @enum {string} */
            id: "open" | "research";
            name: string;
            licence: string;
        };
        /** @description What went wrong, as RFC 9457 has it; `code` is stable, `detail` says what to change. */
        Problem: {
            /** @description always about:blank */
            type: string;
            /** @description The status in words */
            title: string;
            status: number;
            /** @description One line for people */
            detail: string;
            /** @description InvalidArgument, Parse, NotFound, Unsupported, TooLarge, Timeout, Cancelled, Unavailable, Internal, Conflict, Unauthorized, Forbidden, RateLimited, MethodNotAllowed, BadRequest */
            code: string;
            /** @description To find it in the log */
            requestId: string;
            /** @description The first byte not understood */
            offset?: number;
            /** @description With 409 */
            conflict?: components["schemas"]["Conflict"];
        };
        /** @description As in a suggestion. */
        Progression: {
            chords: string[];
            /** @description A bar each when not given */
            beats?: number[];
            key?: string;
            mode?: string;
            meter?: string;
            tempoBpm?: number;
            title?: string;
        };
        Provider: {
            id: string;
            /** @enum {string} */
            kind: "builtin" | "llm";
            /**
             * @description What it does: propose chords, or read inspirations besides us
             * @enum {string}
             */
            role: "proposer" | "reader";
            /** @description As configured; builtin for the built-in one */
            name: string;
            model: string;
            /** @description Where it is; empty for the built-in one */
            host: string;
            configured: boolean;
            /** @description Whether inspirations are sent to somebody else */
            leavesMachine: boolean;
            /** @description Whether it takes them */
            pictures: boolean;
            sounds: boolean;
        };
        Providers: {
            providers: components["schemas"]["Provider"][];
        };
        Remark: {
            /** @enum {string} */
            severity: "note" | "warning";
            message: string;
        };
        ReplaceRequest: {
            baseVersion: number;
            song: components["schemas"]["Song"];
            branch?: string;
            /** @description Makes sending it twice harmless */
            key?: string;
            by?: string;
        };
        RestoreRequest: {
            baseVersion: number;
            /** @description The one to bring back */
            version: number;
            branch?: string;
            key?: string;
            by?: string;
        };
        Saved: {
            version: number;
            /** @description 0: the first */
            parent: number;
            branch: string;
            /** @enum {string} */
            kind: "create" | "edit" | "undo" | "redo" | "restore";
            savedMs: number;
            by: string;
            name: string;
            of: number | null;
            operations: number;
            summary: string;
            /** @description As applied, ids filled in */
            edits: components["schemas"]["Edit"][];
            /** @description The key was seen before; nothing was done now */
            repeated: boolean;
            canUndo: boolean;
            canRedo: boolean;
        };
        /** @description Natural logarithms, one a chord and then the end; or an error. */
        Score: {
            chords?: string[];
            logP?: number[];
            logQ?: number[];
            acceptance?: number;
            error?: components["schemas"]["ScoreError"];
        };
        ScoreError: {
            code: string;
            message: string;
            offset: number | null;
        };
        ScoreRequest: {
            /** @description Each blank-separated chords, at most 256 of them, tonic C */
            progressions: string[];
            mode?: components["schemas"]["Mode"];
            /** @enum {string} */
            classes?: "exact" | "sevenths" | "triads";
            genre?: string;
            section?: string;
            decade?: number;
            /** @enum {string} */
            prior?: "open" | "research";
        };
        Scores: {
            /** @description One a progression */
            scores: components["schemas"]["Score"][];
        };
        Sending: {
            /** @description What would go to language models, atMs 0; nothing was sent */
            sends: components["schemas"]["SentItem"][];
            /** @description Which files would not go, why, and whether our keywords of them would */
            notes: string[];
        };
        SentFile: {
            type: string;
            bytes: number;
        };
        SentItem: {
            atMs: number;
            provider: string;
            host: string;
            model: string;
            leavesMachine: boolean;
            /** @description The words that were sent, without our own instructions */
            text: string;
            files: components["schemas"]["SentFile"][];
        };
        Session: {
            loginNeeded: boolean;
            loggedIn: boolean;
        };
        /** @description Off what is heard, each -1 to 1; the answer's inspiration is as it was heard. */
        Shifts: {
            /** @description Darker to brighter */
            brightness?: number;
            /** @description Calmer to wilder */
            energy?: number;
            /** @description Resolved to dissonant */
            tension?: number;
            /** @description Simpler to richer chords */
            richness?: number;
        };
        Shown: {
            chords: string[];
            key: string;
            shownMs: number;
        };
        ShownList: {
            shown: components["schemas"]["Shown"][];
        };
        SongIdeas: {
            seed: number;
            /** @description The one the edits are made for */
            version: number;
            models: components["schemas"]["ModelNames"];
            inspiration: components["schemas"]["Brief"];
            key: string;
            mode: components["schemas"]["Mode"];
            modeWhy: string;
            bars: number;
            meter: string;
            ending: string;
            proposer: string;
            suggestions: components["schemas"]["Suggested"][];
            stats: components["schemas"]["SuggestStats"];
            /** @description Indexes of the suggestions, plainest first; a language model's come as they are accepted */
            order?: number[];
            /** @description What the songwriter should know of how these came about */
            notices?: string[];
            /** @description What went to a language model for this answer */
            sent?: components["schemas"]["SentItem"][];
            /** @description One a suggestion */
            ideas: components["schemas"]["Idea"][];
            contrast?: components["schemas"]["Contrast"];
            /** @enum {string} */
            kind: "more" | "vary" | "continue" | "fill" | "reharmonise" | "contrast";
        };
        /** @description Times are milliseconds since 1970. */
        SongInfo: {
            id: string;
            title: string;
            /** @description The newest of main */
            version: number;
            createdMs: number;
            savedMs: number;
            deletedMs: number | null;
        };
        SongPage: {
            songs: components["schemas"]["SongInfo"][];
            /** @description The next page's cursor */
            next: string | null;
        };
        StepRequest: {
            baseVersion: number;
            /**
             * @description batch when not given
             * @enum {string}
             */
            step?: "operation" | "batch";
            branch?: string;
            key?: string;
            by?: string;
        };
        StoredSong: {
            id: string;
            title: string;
            /** @description The document's */
            version: number;
            createdMs: number;
            savedMs: number;
            deletedMs: number | null;
            branch: string;
            canUndo: boolean;
            canRedo: boolean;
            song: components["schemas"]["Song"];
        };
        /** @description Nothing is needed but something to go by: text, keywords, an inspiration, a context, or a song with inspirations. */
        SuggestRequest: {
            text?: string;
            /** @description Read before; goes before text and keywords */
            inspiration?: components["schemas"]["Brief"];
            /** @description Added to those found in the text */
            keywords?: string[];
            /** @description Its inspirations join in, and what it was shown does not come back; what it shares with language models holds */
            songId?: string;
            /** @description Of the song */
            branch?: string;
            /** @description true when not given */
            withSongInspirations?: boolean;
            /** @description C, F#m, Bb; C or the context's own key when not given */
            key?: string;
            /** @description auto or a mode */
            mode?: string;
            bars?: number;
            /** @description 4/4 and so on; auto, also when not given: 3/4 for a waltz, else 4/4 */
            meter?: string;
            /** @enum {string} */
            rhythm?: "bar" | "auto";
            /** @enum {string} */
            ending?: "loop" | "close" | "open" | "auto";
            count?: number;
            /** @description Bars of chords, | between them, _ for a slot to fill, % repeats a bar, . holds a chord */
            context?: string;
            /** @description 0 to 1 */
            surprise?: number;
            /** @description Random when not given */
            seed?: number;
            /** @description auto: a language model where one is configured; builtin; llm: that model or a refusal; or the name of a provider */
            proposer?: string;
            /** @description How long a language model is waited for, 0 to 600; with events for its first card, else for all of them; then the built-in proposer gives half of them, or what is missing. Not given: alone_seconds with events, else what the provider's settings say */
            waitSeconds?: number;
            /** @enum {string} */
            prior?: "open" | "research";
            /** @description Progressions not to come again: lists of chords */
            exclude?: unknown[];
            shifts?: components["schemas"]["Shifts"];
            /** @description Chords in the key to stay near: "more like this"; with a shift of richness simpler or richer */
            like?: string[];
            /** @description 0 to 1, the share of like that gives way; 0.5 when not given */
            change?: number;
        };
        /** @description proposed = malformed + duplicate + rejected + accepted. */
        SuggestStats: {
            proposed: number;
            malformed: number;
            duplicate: number;
            rejected: number;
            accepted: number;
            filled: number;
            acceptanceRate: number;
            shift: number;
            problems: string[];
            elapsedMs: number;
        };
        Suggested: {
            /** @enum {string} */
            proposer: "builtin" | "llm";
            chords: string[];
            /** @description Of each chord; a beat is the metre's denominator */
            beats: number[];
            romans: string[];
            /** @description MIDI numbers of each chord, low to high */
            voicings: unknown[];
            logP: number;
            logQ: number;
            acceptance: number;
            accepted: boolean;
            /** @description Percentile among real openings, 0 to 1 */
            surprise: number;
            word: string;
            why: components["schemas"]["Why"][];
            voiceLeading: components["schemas"]["VoiceLeading"];
        };
        Suggestions: {
            seed: number;
            version: string;
            models: components["schemas"]["ModelNames"];
            inspiration: components["schemas"]["Brief"];
            key: string;
            mode: components["schemas"]["Mode"];
            modeWhy: string;
            bars: number;
            meter: string;
            ending: string;
            proposer: string;
            suggestions: components["schemas"]["Suggested"][];
            stats: components["schemas"]["SuggestStats"];
            /** @description Indexes of the suggestions, plainest first; a language model's come as they are accepted */
            order?: number[];
            /** @description What the songwriter should know of how these came about */
            notices?: string[];
            /** @description What went to a language model for this answer */
            sent?: components["schemas"]["SentItem"][];
        };
        TempoAt: {
            at: number;
            bpm: number;
        };
        TimedNote: {
            start: number;
            length: number;
            pitch: number;
            velocity: number;
            /** @description When it starts */
            seconds: number;
            lengthSeconds: number;
        };
        Track: {
            name: string;
            /** @enum {string} */
            instrument: "keys" | "guitar" | "bass" | "drums" | "melody" | "pad";
            channel: number;
            /** @description General MIDI, from 0 */
            program: number;
            volume: number;
            pan: number;
            reverb: number;
            notes: components["schemas"]["TimedNote"][];
            controls: components["schemas"]["ControlAt"][];
        };
        /** @description A form with one recording: audio or audioRef. At most 15 minutes of it are heard. */
        TranscribeForm: {
            /** @description Any common kind of sound file */
            audio?: string;
            /** @description A kept sound: media:ID */
            audioRef?: string;
            /** @description Seconds: where to begin */
            from?: string;
            /** @description Seconds: where to end; the recording's end when not given */
            until?: string;
            /** @description The recording's key, where it is known: F#m */
            key?: string;
            /** @description 2 to 7, where it is known */
            beatsPerBar?: string;
            /** @description Bars begin this many beats later than heard, -6 to 6 */
            downbeatShift?: string;
            /** @description 1: twice as many beats as heard; -1: half as many */
            tempoOctave?: string;
            /** @description For each chord, 0 to 10; 3 when not given */
            alternatives?: string;
        };
        TranscribedSongRequest: {
            transcription: components["schemas"]["Transcription"];
            /** @description The key that its main key is moved to; without a mode the recording's own */
            transposeTo?: string;
            /** @enum {string} */
            simplify?: "triads" | "sevenths" | "full";
            /** @description Seconds; only this stretch */
            from?: number;
            until?: number;
            title?: string;
            /** @description Where the chords come from: media:ID, a file's name */
            source?: string;
        };
        /** @description Seconds of the recording; chords follow one another without gaps. */
        Transcription: {
            /** @description Of what was heard */
            durationSeconds: number;
            /** @description Above A = 440 Hz */
            tuningCents?: number;
            /** @description Of most bars */
            meter?: string;
            /** @description Beats a minute; 0 where there are none */
            tempoBpm?: number;
            beats: components["schemas"]["HeardBeat"][];
            keys: components["schemas"]["HeardKey"][];
            chords: components["schemas"]["HeardChord"][];
            /** @description Those of one label repeat one another */
            sections?: components["schemas"]["HeardSection"][];
        };
        /** @description Either an error, or the chord and, where asked for, its shapes. */
        TypedChord: {
            /** @description As typed */
            text: string;
            error?: components["schemas"]["ScoreError"];
            chord?: components["schemas"]["ChordFacts"];
            shapes?: components["schemas"]["ChordShapes"];
        };
        VersionEdits: {
            version: number;
            /** @description 0: the first */
            parent: number;
            branch: string;
            /** @enum {string} */
            kind: "create" | "edit" | "undo" | "redo" | "restore";
            savedMs: number;
            by: string;
            name: string;
            of: number | null;
            operations: number;
            summary: string;
            edits: components["schemas"]["Edit"][];
            inverses: components["schemas"]["Edit"][];
        };
        VersionInfo: {
            version: number;
            /** @description 0: the first */
            parent: number;
            branch: string;
            /** @enum {string} */
            kind: "create" | "edit" | "undo" | "redo" | "restore";
            savedMs: number;
            by: string;
            name: string;
            of: number | null;
            operations: number;
            summary: string;
        };
        VoiceLeading: {
            semitonesPerVoice: number;
            fromContext: number | null;
            toContext: number | null;
        };
        Why: {
            code: string;
            params: unknown;
            text: string;
        };
        /**
         * An Amuse song, schema version 2
         * @description Shapes and sizes; docs/song.md tells the rules between fields. #/$defs/edit describes edits.
         */
        Song: {
            /** @constant */
            schemaVersion: 3;
            title: string;
            tempoMap: {
                at: number;
                bpm: components["schemas"]["Tempo"];
            }[];
            meterMap: {
                at: number;
                meter: components["schemas"]["Meter"];
            }[];
            keyMap: {
                at: number;
                key: components["schemas"]["KeyName"];
                mode: components["schemas"]["Mode"];
            }[];
            parts: components["schemas"]["Part"][];
            order: components["schemas"]["Order"];
            style?: components["schemas"]["Style"];
            capo?: number;
            mix?: components["schemas"]["TrackMix"][];
            inspirations?: components["schemas"]["Inspiration"][];
            keywords?: components["schemas"]["Keywords"];
            suggestions?: components["schemas"]["Suggestion"][];
            sharing?: components["schemas"]["Sharing"];
            nextId?: number;
        };
        /** @description 960 a quarter note. */
        Tick: number;
        /** @description Unique in the song; never used again. */
        Id: string;
        /** @description A lead-sheet chord symbol: "F#m7b5/C", "N.C.". */
        Symbol: string;
        Meter: string;
        KeyName: string;
        /** @enum {unknown} */
        Mode: "Maj" | "Min" | "Dor" | "Phr" | "Lyd" | "Mix" | "Loc" | "Hmin" | "Phdm";
        /** @description Quarter notes a minute. */
        Tempo: number;
        /** @description MIDI numbers, low to high. */
        Voicing: number[];
        Origin: {
            /** @constant */
            kind: "human";
        } | {
            /** @constant */
            kind: "suggestion";
            seed: number;
            prior: string;
            proposer: string;
            inspiration: string;
        } | {
            /** @constant */
            kind: "transcription";
            source: string;
            startSeconds: number;
            endSeconds: number;
            confidence: number;
        };
        /** @description Start and length in part ticks: 0 is the part's first bar line, a pickup lies below it. */
        Chord: {
            id: components["schemas"]["Id"];
            start: components["schemas"]["Tick"];
            length: components["schemas"]["Tick"];
            symbol: components["schemas"]["Symbol"];
            locked?: boolean;
            voicing?: components["schemas"]["Voicing"];
            origin?: components["schemas"]["Origin"];
        };
        Note: {
            id: components["schemas"]["Id"];
            start: components["schemas"]["Tick"];
            length: components["schemas"]["Tick"];
            pitch: number;
            velocity?: number;
        };
        /** @description A syllable with its note, or a line without one. */
        Lyric: {
            id: components["schemas"]["Id"];
            start: components["schemas"]["Tick"];
            text: string;
            noteId?: components["schemas"]["Id"];
        };
        Part: {
            id: components["schemas"]["Id"];
            name: string;
            bars: number;
            pickupTicks?: components["schemas"]["Tick"];
            chords?: components["schemas"]["Chord"][];
            melody?: components["schemas"]["Note"][];
            lyrics?: components["schemas"]["Lyric"][];
            energy?: number;
            density?: number;
        };
        Style: {
            groove?: string;
            swing?: number;
            energy?: number;
            density?: number;
            /** @enum {unknown} */
            feel?: "normal" | "half" | "double";
        };
        Inspiration: {
            text?: string;
            imageRefs?: string[];
            audioRefs?: string[];
            weight?: number;
            active?: boolean;
            /** @description The part it is for; left out: for the whole song. */
            partId?: string;
        };
        /** @description What of the song language models may be given; without it words only. */
        Sharing: {
            words?: boolean;
            pictures?: boolean;
            sounds?: boolean;
        };
        /** @description A track's place in the mix, on top of the groove's own. */
        TrackMix: {
            /** @enum {unknown} */
            track: "keys" | "guitar" | "bass" | "drums" | "melody" | "pad";
            gainDb?: number;
            pan?: number;
            muted?: boolean;
        };
        Keyword: string;
        /** @description What the songwriter did to the keywords found. */
        Keywords: {
            added?: {
                word: components["schemas"]["Keyword"];
                weight?: number;
            }[];
            removed?: components["schemas"]["Keyword"][];
            pinned?: components["schemas"]["Keyword"][];
        };
        /** @enum {unknown} */
        Verdict: "shown" | "kept" | "refused";
        /** @description A progression that was suggested and is not to come again. */
        Suggestion: {
            id: components["schemas"]["Id"];
            chords: components["schemas"]["Symbol"][];
            beats: number[];
            key: components["schemas"]["KeyName"];
            mode: components["schemas"]["Mode"];
            verdict: components["schemas"]["Verdict"];
            note?: string;
            origin?: components["schemas"]["Origin"];
        };
        /** @description In an edit: without an id it gets a fresh one. */
        NewSuggestion: {
            chords: components["schemas"]["Symbol"][];
            beats: number[];
            key: components["schemas"]["KeyName"];
            mode: components["schemas"]["Mode"];
            verdict: components["schemas"]["Verdict"];
            id?: components["schemas"]["Id"];
            note?: string;
            origin?: components["schemas"]["Origin"];
        };
        Order: components["schemas"]["Id"][];
        /** @description A chord in an edit: without an id it gets a fresh one. */
        NewChord: {
            start: components["schemas"]["Tick"];
            length: components["schemas"]["Tick"];
            symbol: components["schemas"]["Symbol"];
            id?: components["schemas"]["Id"];
            locked?: boolean;
            voicing?: components["schemas"]["Voicing"];
            origin?: components["schemas"]["Origin"];
        };
        NewNote: {
            start: components["schemas"]["Tick"];
            length: components["schemas"]["Tick"];
            pitch: number;
            id?: components["schemas"]["Id"];
            velocity?: number;
        };
        NewLyric: {
            start: components["schemas"]["Tick"];
            text: string;
            id?: components["schemas"]["Id"];
            noteId?: components["schemas"]["Id"];
        };
        NewPart: {
            name: string;
            bars: number;
            id?: components["schemas"]["Id"];
            pickupTicks?: components["schemas"]["Tick"];
            chords?: components["schemas"]["NewChord"][];
            melody?: components["schemas"]["NewNote"][];
            lyrics?: components["schemas"]["NewLyric"][];
            energy?: number;
            density?: number;
        };
        /** @description One change to a song; tests/golden/song/edits.json shows each kind at work. */
        Edit: {
            /** @constant */
            op: "insertChord";
            partId: components["schemas"]["Id"];
            chord: components["schemas"]["NewChord"];
        } | {
            /** @constant */
            op: "replaceChord";
            chordId: components["schemas"]["Id"];
            symbol: components["schemas"]["Symbol"];
            voicing?: components["schemas"]["Voicing"];
            origin?: components["schemas"]["Origin"];
        } | {
            /** @constant */
            op: "removeChord";
            chordId: components["schemas"]["Id"];
        } | {
            /** @constant */
            op: "moveChord";
            chordId: components["schemas"]["Id"];
            start: components["schemas"]["Tick"];
        } | {
            /** @constant */
            op: "stretchChord";
            chordId: components["schemas"]["Id"];
            length: components["schemas"]["Tick"];
        } | {
            /** @constant */
            op: "splitChord";
            chordId: components["schemas"]["Id"];
            at: components["schemas"]["Tick"];
            newId?: components["schemas"]["Id"];
        } | {
            /** @constant */
            op: "joinChords";
            chordId: components["schemas"]["Id"];
        } | {
            /** @constant */
            op: "lockChord";
            chordId: components["schemas"]["Id"];
            locked: boolean;
        } | {
            /** @constant */
            op: "setVoicing";
            chordId: components["schemas"]["Id"];
            voicing: components["schemas"]["Voicing"] | null;
        } | {
            /** @constant */
            op: "transposePart";
            partId: components["schemas"]["Id"];
            semitones: number;
        } | {
            /** @constant */
            op: "transposeSong";
            semitones: number;
        } | {
            /** @constant */
            op: "addPart";
            part: components["schemas"]["NewPart"];
            index?: number;
        } | {
            /** @constant */
            op: "removePart";
            partId: components["schemas"]["Id"];
        } | {
            /** @constant */
            op: "renamePart";
            partId: components["schemas"]["Id"];
            name: string;
        } | {
            /** @constant */
            op: "movePart";
            partId: components["schemas"]["Id"];
            index: number;
        } | {
            /** @constant */
            op: "setBars";
            partId: components["schemas"]["Id"];
            bars: number;
        } | {
            /** @constant */
            op: "setPickup";
            partId: components["schemas"]["Id"];
            ticks: components["schemas"]["Tick"];
        } | {
            /** @constant */
            op: "setOrder";
            order: components["schemas"]["Order"];
        } | {
            /** @constant */
            op: "setTempo";
            at: components["schemas"]["Tick"];
            bpm: components["schemas"]["Tempo"] | null;
        } | {
            /** @constant */
            op: "setMeter";
            at: components["schemas"]["Tick"];
            meter: components["schemas"]["Meter"] | null;
        } | ({
            /** @constant */
            op: "setKey";
            at: components["schemas"]["Tick"];
            key: components["schemas"]["KeyName"];
            mode: components["schemas"]["Mode"];
        } | {
            /** @constant */
            op: "setKey";
            at: components["schemas"]["Tick"];
            key: null;
        }) | {
            /** @constant */
            op: "setTitle";
            title: string;
        } | {
            /** @constant */
            op: "setStyle";
            style: components["schemas"]["Style"];
        } | {
            /** @constant */
            op: "setCapo";
            capo: number;
        } | {
            /** @constant */
            op: "addInspiration";
            inspiration: components["schemas"]["Inspiration"];
            index?: number;
        } | {
            /** @constant */
            op: "setSharing";
            sharing: components["schemas"]["Sharing"];
        } | {
            /** @constant */
            op: "removeInspiration";
            index: number;
        } | {
            /** @constant */
            op: "transposeChord";
            chordId: components["schemas"]["Id"];
            semitones: number;
        } | {
            /** @constant */
            op: "setPartLevel";
            partId: components["schemas"]["Id"];
            energy: null | number;
            density: null | number;
        } | {
            /** @constant */
            op: "setTrackMix";
            mix: components["schemas"]["TrackMix"];
        } | {
            /** @constant */
            op: "setKeywords";
            keywords: components["schemas"]["Keywords"];
        } | {
            /** @constant */
            op: "changeInspiration";
            index: number;
            inspiration: components["schemas"]["Inspiration"];
        } | {
            /** @constant */
            op: "addSuggestion";
            suggestion: components["schemas"]["NewSuggestion"];
            index?: number;
        } | {
            /** @constant */
            op: "judgeSuggestion";
            suggestionId: components["schemas"]["Id"];
            verdict: components["schemas"]["Verdict"];
        } | {
            /** @constant */
            op: "removeSuggestion";
            suggestionId: components["schemas"]["Id"];
        } | {
            /** @constant */
            op: "replaceSong";
            song: components["schemas"]["Song"];
        } | {
            /** @constant */
            op: "addNote";
            partId: components["schemas"]["Id"];
            note: components["schemas"]["NewNote"];
        } | {
            /** @constant */
            op: "removeNote";
            noteId: components["schemas"]["Id"];
        } | {
            /** @constant */
            op: "changeNote";
            note: components["schemas"]["Note"];
        } | {
            /** @constant */
            op: "addLyric";
            partId: components["schemas"]["Id"];
            lyric: components["schemas"]["NewLyric"];
        } | {
            /** @constant */
            op: "removeLyric";
            lyricId: components["schemas"]["Id"];
        } | {
            /** @constant */
            op: "changeLyric";
            lyric: components["schemas"]["Lyric"];
        } | {
            /** @constant */
            op: "batch";
            edits: components["schemas"]["Edit"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    inspire: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["InspireForm"];
            };
        };
        responses: {
            /** @description Words, pictures and sounds, read into keywords with their evidence; nothing is kept unless asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inspired"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestRequest"];
            };
        };
        responses: {
            /** @description Chord progressions for an inspiration and a place in a song, at once or as events as they are accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                    "text/event-stream": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transcribe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["TranscribeForm"];
            };
        };
        responses: {
            /** @description What a recording plays: beats, keys, chords with alternatives; at once, or as events with its progress. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcription"];
                    "text/event-stream": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transcribedSong: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TranscribedSongRequest"];
            };
        };
        responses: {
            /** @description A transcription, corrected or not, as a song, not yet saved: all of it or a stretch, in any key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewReading: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["InspireForm"];
            };
        };
        responses: {
            /** @description What reading this would give to a language model; nothing is sent or kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sending"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewSuggesting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestRequest"];
            };
        };
        responses: {
            /** @description What this question would give to a language model; nothing is sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sending"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of a job. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stops a job. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job's events from the beginning, or from the one after Last-Event-ID. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    score: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScoreRequest"];
            };
        };
        responses: {
            /** @description How likely songs are to hold progressions; tonic C. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scores"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    next: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NextRequest"];
            };
        };
        responses: {
            /** @description What songs do next after some chords; tonic C. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextChords"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    chords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChordsRequest"];
            };
        };
        responses: {
            /** @description Chord symbols as somebody types them: names, numbers, notes, fingerings; and how a name may go on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChordsAnswer"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    perform: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlayRequest"];
            };
        };
        responses: {
            /** @description The timed notes of a song or progression, to play them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Performance"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportRequest"];
            };
        };
        responses: {
            /** @description A song or progression as a file: sound, MIDI, notation, text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                    "audio/ogg": string;
                    "audio/midi": string;
                    "application/vnd.recordare.musicxml+xml": string;
                    "text/plain": string;
                    "application/json": unknown;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import: {
        parameters: {
            query?: {
                /** @description The file's name; tells the format where its bytes do not */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description A file of another program as a song, not yet saved; the body is the file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSongs: {
        parameters: {
            query?: {
                /** @description Words that all occur */
                search?: string;
                trash?: boolean;
                order?: "newest" | "title";
                limit?: number;
                /** @description From the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Songs, or those in the trash. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongPage"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSong: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSong"];
            };
        };
        responses: {
            /** @description A new song; the header Idempotency-Key makes sending it twice harmless. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredSong"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSong: {
        parameters: {
            query?: {
                branch?: string;
            };
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest document of a branch. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredSong"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplaceRequest"];
            };
        };
        responses: {
            /** @description Another document in the song's place, as one change that can be undone; for imports. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description The branch has moved on; the problem's conflict has the edits since. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSong: {
        parameters: {
            query?: {
                forever?: boolean;
            };
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Into the trash, from where undelete brings it back; with forever=true gone with its history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongInfo"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undeleteSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Out of the trash. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongInfo"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRequest"];
            };
        };
        responses: {
            /** @description Edits as one change: all of them or none; durable when answered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description The branch has moved on; the problem's conflict has the edits since. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepRequest"];
            };
        };
        responses: {
            /** @description Takes back the newest change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description The branch has moved on; the problem's conflict has the edits since. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepRequest"];
            };
        };
        responses: {
            /** @description Does again what was undone last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description The branch has moved on; the problem's conflict has the edits since. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreRequest"];
            };
        };
        responses: {
            /** @description Makes the document what it was at a version of any branch; can be undone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description The branch has moved on; the problem's conflict has the edits since. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    history: {
        parameters: {
            query?: {
                branch?: string;
                before?: number;
                named?: boolean;
                limit?: number;
            };
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A branch's versions, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document as it was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredSong"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    versionEdits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a version did to its parent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionEdits"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nameVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameRequest"];
            };
        };
        responses: {
            /** @description Names a version; an empty name takes it away. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionInfo"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBranches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description main first, then by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Branches"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addBranch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBranch"];
            };
        };
        responses: {
            /** @description A branch from a version. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BranchInfo"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeBranch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its versions stay and can be read and restored. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportSong: {
        parameters: {
            query: {
                format: string;
                branch?: string;
                groove?: string;
                tempo?: number;
                swing?: number;
                energy?: number;
                density?: number;
                feel?: "normal" | "half" | "double";
                capo?: number;
                finish?: "loop" | "final";
                seed?: number;
            };
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stored song as a file, for links. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                    "audio/ogg": string;
                    "audio/midi": string;
                    "application/vnd.recordare.musicxml+xml": string;
                    "text/plain": string;
                    "application/json": unknown;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shownSuggestions: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The suggestions this song was shown, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownList"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestInSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                songId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdeasRequest"];
            };
        };
        responses: {
            /** @description Chords for a place in a song: others, varied, continued, filled in, reharmonised, contrasted; each with the edits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongIdeas"];
                    "text/event-stream": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMedia: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The page before's last id */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pictures and sounds that are kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaPage"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepMedia: {
        parameters: {
            query?: {
                /** @description The file's name, for people */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Keeps a picture or sound; the body is the file, the header Content-Type its type. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaInfo"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mediaId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models that answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Models"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who proposes chords and reads inspirations, and whether that leaves this machine; never any keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Providers"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    calibrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How prior and proposer compare, as fitted by amuse calibrate. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calibrations"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grooves: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ways a song can be played. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grooves"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    formats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files that can be written and read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Formats"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether a login is needed, and there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description A session, kept in a cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends the session. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Models are open and the store answers; 503 while it stops. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures for Prometheus. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pageAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Scripts, styles and fonts of the page; a name has its content's hash, and stays in caches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                    "text/css": string;
                    "application/octet-stream": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pageSample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sounds of its instruments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": string;
                    "audio/mpeg": string;
                    "audio/wav": string;
                    "application/json": unknown;
                    "application/octet-stream": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pageFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its other files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "text/javascript": string;
                    "text/css": string;
                    "application/octet-stream": string;
                };
            };
            /** @description A problem: its code is stable, its detail says what to change. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
