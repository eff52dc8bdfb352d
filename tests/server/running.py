"""A server of our own for a test: started on a free port with an empty data folder, stopped at the end."""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

BIN = os.environ.get("AMUSE_BIN", "build/dev/bin")


class Running:
    def __init__(self, *options, data=None, password=None):
        self.own_data = data is None
        self.data = data or tempfile.mkdtemp()
        if password is not None:
            subprocess.run([f"{BIN}/amuse", "password", "--data", self.data], input=password + "\n", text=True,
                           check=True, stdout=subprocess.DEVNULL)
        self.log = open(os.path.join(self.data, "log"), "w+")
        self.process = subprocess.Popen([f"{BIN}/amuse", "serve", "--port", "0", "--data", self.data, *options],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://[^ ]*:(\d+) ", line)
        if not found:
            self.log.seek(0)
            raise RuntimeError(f"it did not start: {line}{self.log.read()}")
        self.port = int(found.group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        if self.own_data:
            shutil.rmtree(self.data, ignore_errors=True)

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def memory_mb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            return int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1)) / 1024

    def cpu_seconds(self):
        """The processor time it has taken, with that of the processes it waited for."""
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
        return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


class Claims:
    """Counts sentences that hold, and ends with the line ./dev test reads."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def claim(self, sentence, holds, saw=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {sentence}; saw {str(saw)[:300]}")

    def skip(self, sentence, why):
        self.skipped += 1
        print(f"skipped: {sentence}: {why}")

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else ""))
        sys.exit(1 if self.failed else 0)
