"use strict";
// The first page: words, a picture or a sound in, four progressions to hear out. Everything goes through /api/v1.
(() => {
  const $ = (id) => document.getElementById(id);
  const status = (text) => { $("status").textContent = text; };
  const problem = (text) => { $("problem").textContent = text; };
  let brief = null;      // What was heard; taking a keyword away changes it.
  let last = null;       // The newest answer.
  let shown = [];        // Progressions on the page: "more" does not bring them back.
  let playing = null;    // {audio, button, items, timer}

  /** Sends a request; a problem becomes an Error with its detail. */
  async function call(path, options = {}) {
    const response = await fetch("/api/v1/" + path, options);
    if (response.status === 401) { $("login").hidden = false; $("password").focus(); }
    if (!response.ok) {
      const body = await response.json().catch(() => null);
      throw new Error(body && body.detail ? body.detail : "The server answered " + response.status + ".");
    }
    return response;
  }
  const send = (path, value) => call(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });

  /** An element with text and attributes. */
  function make(name, text, attributes = {}) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }
  const engraved = (symbol) => symbol.replace(/([A-G])b/g, "$1♭").replace(/b(?=[0-9IViv])/g, "♭").replace(/#/g, "♯");

  async function listen() {
    const form = new FormData();
    const text = $("text").value.trim();
    if (text) form.append("text", text);
    for (const [id, field] of [["picture", "image"], ["sound", "audio"]])
      if ($(id).files.length) form.append(field, $(id).files[0]);
    if (![...form.keys()].length) throw new Error("Give a phrase, a picture or a sound first.");
    return (await (await call("inspirations", { method: "POST", body: form })).json()).inspiration;
  }

  async function suggest(more) {
    const answer = await (await send("suggestions", {
      inspiration: brief, key: $("key").value.trim() || "C", bars: Number($("bars").value),
      surprise: Number($("surprise").value), exclude: more ? shown : [] })).json();
    last = answer;
    shown = (more ? shown : []).concat(answer.suggestions.map((one) => one.chords));
    if (!more) $("cards").replaceChildren();
    showBrief(answer);
    const first = $("cards").children.length;
    for (const one of answer.suggestions) $("cards").append(card(one, answer));
    $("more").hidden = false;
    status(answer.suggestions.length + " suggestions in " + answer.key + " " + answer.mode + ".");
    if (more) $("cards").children[first].querySelector("button").focus();
  }

  function showBrief(answer) {
    $("heard").hidden = false;
    $("keywords").replaceChildren(...brief.keywords.map((keyword) => {
      const item = make("li");
      const button = make("button", "", { type: "button", "aria-label": "Take away " + keyword.word });
      button.append(keyword.word, " ");
      const found = (keyword.evidence || []).find((one) => one.text || one.class);
      if (found) button.append(make("small", "from " + (found.text || found.class)), " ");
      button.append(make("span", "×", { "aria-hidden": "true" }));
      button.addEventListener("click", () => {
        brief.keywords = brief.keywords.filter((one) => one !== keyword);
        work(async () => { await hearAgain(); await suggest(false); });
      });
      item.append(button);
      return item;
    }));
    const [low, high] = brief.tempoBpm;
    $("facts").textContent = [answer.modeWhy, low + " to " + high + " beats a minute.", ...brief.notes].filter(Boolean).join(" ");
  }

  /** The rest of what was heard follows from the keywords that are left. */
  async function hearAgain() {
    if (!brief.keywords.length) return;
    const form = new FormData();
    form.append("keywords", brief.keywords.map((one) => one.word.replace(/[,:]/g, " ") + ":" + one.weight).join(","));
    brief = (await (await call("inspirations", { method: "POST", body: form })).json()).inspiration;
  }

  function card(one, answer) {
    const item = make("li");
    const top = make("div", "", { class: "top" });
    const number = $("cards").children.length + 1;
    const play = make("button", "Play", { type: "button", "aria-label": "Play " + number + ", " + one.word });
    const save = make("button", "MIDI", { type: "button", class: "quiet", "aria-label": "Save " + number + " as MIDI" });
    top.append(play, make("h3", number + ". " + one.word), save);
    const chords = make("ol", "", { class: "chords" });
    one.chords.forEach((chord, i) => {
      const cell = make("li");
      cell.append(make("b", engraved(chord)), make("small", engraved(one.romans[i])));
      chords.append(cell);
    });
    const why = make("ul", "", { class: "why" });
    for (const reason of one.why) why.append(make("li", reason.text));
    item.append(top, chords, why);
    const ask = (format) => ({ format, inspiration: brief, play: { finish: "final" }, progression: {
      chords: one.chords, beats: one.beats, key: answer.key, mode: answer.mode, meter: answer.meter, title: one.word,
      tempoBpm: Math.round((brief.tempoBpm[0] + brief.tempoBpm[1]) / 2) } });
    play.addEventListener("click", () => toggle(play, chords, ask));
    save.addEventListener("click", () => work(async () => download(await (await send("export", ask("midi"))).blob(), one.word + ".mid")));
    return item;
  }

  function download(blob, name) {
    const link = make("a", "", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function stop() {
    if (!playing) return;
    playing.audio.pause();
    clearInterval(playing.timer);
    playing.button.textContent = "Play";
    for (const cell of playing.items) cell.classList.remove("now");
    URL.revokeObjectURL(playing.audio.src);
    playing = null;
  }

  async function toggle(button, chords, ask) {
    const mine = playing && playing.button === button;
    stop();
    if (mine) return;
    await work(async () => {
      const audio = new Audio();
      const format = audio.canPlayType("audio/ogg; codecs=vorbis") ? "ogg" : "wav";
      const notes = send("perform", { ...ask(format), format: undefined }).then((response) => response.json());
      const sound = await (await send("export", ask(format))).blob();
      const starts = (await notes).chordNames.map((mark) => mark.seconds);
      audio.src = URL.createObjectURL(sound);
      const items = [...chords.children];
      const timer = setInterval(() => {
        const now = starts.filter((at) => at <= audio.currentTime + 0.03).length - 1;
        items.forEach((cell, i) => cell.classList.toggle("now", i === now));
      }, 60);
      playing = { audio, button, items, timer };
      button.textContent = "Stop";
      audio.addEventListener("ended", stop);
      await audio.play();
      status("");
    }, "Making the sound …");
  }

  /** Runs one piece of work; says that it goes on, and what went wrong. */
  async function work(task, saying = "Listening …") {
    problem("");
    status(saying);
    try { await task(); } catch (error) { status(""); problem(error.message); }
  }

  $("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    stop();
    work(async () => { brief = await listen(); await suggest(false); });
  });
  $("more").addEventListener("click", () => { stop(); work(() => suggest(true), "Looking further …"); });
  $("login").addEventListener("submit", (event) => {
    event.preventDefault();
    work(async () => {
      await send("session", { password: $("password").value });
      $("login").hidden = true;
      $("password").value = "";
      status("Logged in.");
      $("text").focus();
    }, "Logging in …");
  });
  call("session").then((response) => response.json()).then((session) => {
    $("login").hidden = !session.loginNeeded || session.loggedIn;
  }).catch(() => {});
})();
