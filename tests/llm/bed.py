"""What tests of language models share: a configuration and a state of their own, and answers that are good."""
import json
import os
import pathlib
import subprocess
import tempfile
import time

BIN = os.environ.get("AMUSE_BIN", "build/dev/bin")
CANARY = "sk-canary-7f3Qz91LmX"
scratch = pathlib.Path(tempfile.mkdtemp())
AMUSE = f"{BIN}/amuse"
GOOD = ["Am F C G", "Dm7 G7 Em7 Am7", "F G Am Em", "C G/B Am F", "Am Em F G", "F C G Am", "Dm F Am G", "C Am F G",
        "Em F G Am", "G F Am C", "Am G F E7", "F Am G Dm", "C F Am G", "Am Dm E7 Am", "Fmaj7 Em7 Dm7 Cmaj7", "C E7 Am F",
        "G Am F C", "Dm Am E7 Am", "F Fm C G", "Am C G D", "C D F G", "Em7 A7 Dm7 G7", "C Bb F G", "Am F Dm E7",
        "C G Am Em", "F C/E Dm G", "Am7 D7 F G", "C F G F", "Dm7 Em7 Fmaj7 G", "C Em Am G", "F G C Am", "Am Dm G C",
        "G F C C/E", "Fmaj7 C G Am7", "C Am Dm G", "Em Am F G"]
LINES = "".join(f"{i + 1}. {p}\n" for i, p in enumerate(GOOD))


def toml_for(servers, proposer, **more):
    text = f'[llm]\nproposer = "{proposer}"\n' if proposer else ""
    for name, (server, extra) in servers.items():
        text += f'\n[providers.{name}]\nfamily = "{server.family}"\nurl = "{server.url}"\nmodel = "fake-1"\n'
        for key, value in {"patience_seconds": 3, **extra, **more}.items():
            text += f"{key} = {json.dumps(value)}\n"
    return text


class Bed:
    """A configuration and a state of its own."""

    def __init__(self, servers, proposer, environment=None, **more):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=scratch))
        self.config = self.folder / "amuse.toml"
        self.config.write_text(toml_for(servers, proposer, **more))
        self.environment = {**os.environ, "AMUSE_CONFIG": str(self.config), "AMUSE_STATE": str(self.folder / "state"),
                            "FAKE_KEY": CANARY, **(environment or {})}
        self.environment.pop("http_proxy", None)
        self.said = ""

    def run(self, *arguments, timeout=60):
        start = time.monotonic()
        done = subprocess.run([AMUSE, *arguments], env=self.environment, capture_output=True, text=True, timeout=timeout,
                              check=False)
        self.seconds = time.monotonic() - start
        self.said += done.stdout + done.stderr
        return done

    def suggest(self, *more):
        done = self.run("suggest", "rain on the window", "--proposer", "llm", "--mode", "Maj", "--seed", "4", "--json", *more)
        if done.returncode != 0:
            return {"failed": done.stderr}
        return json.loads(done.stdout)
