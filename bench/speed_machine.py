"""What bench/speed asks of the machine: processes, versions, who else is at work."""
import json
import os
import pathlib
import platform
import re
import resource
import subprocess
import sys
import tempfile
import threading


def run(command, home):
    """Its standard output; ends the program with what went wrong where it fails."""
    done = subprocess.run(command, cwd=home, capture_output=True, text=True)
    if done.returncode:
        sys.exit("bench/speed: %s failed:\n%s" % (" ".join(command[:4]), (done.stdout + done.stderr).strip()[-2000:]))
    return done.stdout


def measured(command, home, environment, limit):
    """(the JSON line that it ends with, None), or (None, its last line of error)."""
    try:
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None, "took longer than %d s (--limit)" % limit
    except OSError as e:
        return None, str(e)
    line = last_json(done.stdout)
    if done.returncode == 0 and line is not None:
        return line, None
    return None, last_words(done.stdout + "\n" + done.stderr, done.returncode)


def last_words(text, code):
    """Its last line; of a Java stack trace the one that says what it is."""
    said = [s.strip() for s in text.splitlines() if s.strip() and not s.startswith(("\tat ", "\t... "))]
    return said[-1][:300] if said else "ended with exit code %d and said nothing" % code


def last_json(text):
    lines = [s for s in text.splitlines() if s.startswith("{")]
    return json.loads(lines[-1]) if lines else None


def counted(command, home):
    """As measured(), but a failure ends the program."""
    return last_json(run(list(map(str, command)), home))


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def steering(environment):
    """Variables that choose kernels or threads: a table made under them is one of another machine."""
    return {k: v for k, v in sorted(environment.items())
            if re.match(r"(OPENBLAS|MKL|ONEDNN|DNNL|OMP|GOMP|KMP|MALLOC)_|ATEN_CPU|TORCH|TF_ENABLE|XLA_|LD_PRELOAD", k)}


def load():
    return round(os.getloadavg()[0], 2)


def java(home):
    """The one that ./ganvas finds."""
    environment = {**os.environ, "GANVAS_JAVA_OPTS": "-XshowSettings:properties"}
    said = subprocess.run(["./ganvas", "models"], cwd=home, capture_output=True, text=True, env=environment)
    found = re.search(r"java\.home = (.+)", said.stderr)
    if not found:
        sys.exit("bench/speed: './ganvas models' does not tell which Java it runs on:\n" + said.stderr[-500:])
    return os.path.join(found.group(1).strip(), "bin", "java")


def build_dl4j(home, java_of_ganvas):
    """Builds bench/dl4j and gives its class path."""
    own = pathlib.Path("bench/dl4j/target")
    flags = cpuinfo("flags").split()
    natives = "linux-x86_64-" + ("avx512" if "avx512f" in flags else "avx2")
    environment = {**os.environ, "JAVA_HOME": str(pathlib.Path(java_of_ganvas).parent.parent)}
    done = subprocess.run(["./mvnw", "-B", "-ntp", "-q", "-f", "bench/dl4j/pom.xml", "-Djavacpp.platform=linux-x86_64", "-Dnatives.nd4j=" + natives,
                           "clean", "package"], cwd=home, env=environment, capture_output=True, text=True)
    if done.returncode:
        print("bench/dl4j: its build failed, its cells stay empty:\n" + (done.stdout + done.stderr)[-1000:], file=sys.stderr)
    return os.pathsep.join([str(own / "dl4j-peer-1.jar"), str(own / "lib" / "*")])


def cpuinfo(key):
    """The first line of that name; nothing where the system has no such file."""
    try:
        found = re.search(r"^%s\s*: (.*)$" % re.escape(key), pathlib.Path("/proc/cpuinfo").read_text(), re.M)
        return found.group(1) if found else ""
    except OSError:
        return ""


def description():
    flags = cpuinfo("flags").split()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"cpu": cpuinfo("model name") or platform.processor() or platform.machine(), "cores": cores(), "memory_gb": round(memory / 1e9, 1),
            "system": "%s %s" % (platform.system(), platform.release()),
            "features": [f for f in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if f in flags]}


class Failed(Exception):
    """A process that ended or said nothing in time; the text is its last line of error."""


class Contestant:
    """A process that has warmed up and measures whenever it is asked to; between its turns it waits for a line of input."""

    def __init__(self, command, home, environment, limit):
        self.limit, self.errors, self.late = limit, tempfile.TemporaryFile("w+"), False
        try:
            self.process = subprocess.Popen(command, cwd=home, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        except OSError as e:
            raise Failed(str(e))
        self.answer()

    def turn(self):
        try:
            self.process.stdin.write("\n")
            self.process.stdin.flush()
        except OSError:
            pass                                                   # it has ended: what it said at last is to be read
        return self.answer()

    def answer(self):
        """Its next line of JSON."""
        timer = threading.Timer(self.limit, self.give_up)
        timer.start()
        try:
            said = []
            for line in self.process.stdout:
                if line.startswith("{"):
                    return json.loads(line)
                said.append(line)
        finally:
            timer.cancel()
        self.process.kill()
        code = self.process.wait()
        if self.late:
            raise Failed("took longer than %d s (--limit)" % self.limit)
        self.errors.seek(0)
        raise Failed(last_words("".join(said) + self.errors.read(), code))

    def give_up(self):
        self.late = True
        self.process.kill()

    def end(self):
        try:
            self.process.stdin.close()
            self.process.wait(30)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()


class Busy:
    """How much of the processors others had while this program and its processes ran."""

    def __init__(self):
        self.begun = self.now()

    @staticmethod
    def now():
        """(all processor time, its idle part, that of this program and of what it ran), in seconds; None where /proc does not tell."""
        try:
            ticks = [int(t) for t in pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
        except OSError:
            return None
        own = sum(u.ru_utime + u.ru_stime for u in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)))
        hertz = os.sysconf("SC_CLK_TCK")
        return sum(ticks) / hertz, (ticks[3] + ticks[4]) / hertz, own

    def foreign(self):
        now = self.now()
        if not now or not self.begun:
            return None
        total, idle, own = (a - b for a, b in zip(now, self.begun))
        return round(max(0.0, (total - idle - own) / total), 3) if total else None
