"""Training steps of Ganvas beside PyTorch, and if wanted Keras and Deeplearning4j, in turn on one machine: see docs/speed.md. Begun by bench/speed."""
import argparse
import datetime
import json
import os
import pathlib
import statistics
import sys
import tempfile

import bench_models as models
import speed_machine as machine
import speed_table as table

HOME = pathlib.Path(__file__).resolve().parent.parent
# What a process takes beside the steps that are timed, in seconds on two cores: start, warming up, a step that is over late.
OVERHEAD = {"ganvas-fp32": 10, "ganvas-bf16": 10, "before-fp32": 10, "before-bf16": 10, "pytorch": 10, "pytorch-bf16": 10,
            "pytorch-compiled": 15, "keras": 17, "dl4j": 9}
# Once a model: torch.compile at work with nothing in its cache; the second for BigGAN, which has many more layers.
COMPILATION, LONG_COMPILATION = 30, 120


class Bench:
    def __init__(self, o):
        self.o = o
        self.work = tempfile.TemporaryDirectory(prefix="ganvas-speed-")
        self.java = machine.java(HOME)
        self.threads = o.threads or machine.cores()
        # Ganvas asks its allocator to keep freed pages; the peers get the same.
        self.environment = {"MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str((1 << 31) - 1), **os.environ, "OMP_NUM_THREADS": str(self.threads), "TORCHINDUCTOR_CACHE_DIR": self.work.name + "/inductor"}
        self.compile(HOME, "now", "bench/Steps.java", "bench/Peak.java")
        if o.before:
            self.compile(o.before, "before", "bench/Steps.java")
        self.dl4j = machine.build_dl4j(HOME, self.java) if o.dl4j else None
        found = machine.description()
        # Without instructions for it each product in bf16 is put together of others, and takes minutes here.
        self.bf16 = not found["features"] or any(f.endswith("bf16") for f in found["features"])
        self.data = {"date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"), "machine": found,
                     "threads": self.threads, "rounds": o.rounds, "seconds": o.seconds, "versions": {}, "peak_gflops": {"ganvas": [], "pytorch": []},
                     "models": {}, "foreign_cpu_share": None, "load_before": machine.load(),
                     "environment": machine.steering(os.environ)}

    def compile(self, tree, name, *sources):
        machine.run([str(pathlib.Path(self.java).with_name("javac")), "-cp", "target/ganvas.jar", "-d", os.path.join(self.work.name, name), *sources], tree)

    def contestants(self, model):
        o = self.o
        ours = [program + "-" + p for program in ["ganvas", *(["before"] if o.before else [])] for p in ["fp32", *(["bf16"] if self.bf16 else [])]]
        wanted = [*ours, "pytorch", *(["pytorch-bf16"] if o.peer_bf16 and self.bf16 else []),
                  *([] if o.no_compile else ["pytorch-compiled"])]
        return wanted + (["keras"] if o.keras and model in models.KERAS else []) + (["dl4j"] if o.dl4j and model in models.DL4J else [])

    def ganvas(self, *main, tree="now"):
        classes = "target/ganvas.jar" + os.pathsep + os.path.join(self.work.name, tree)
        return [self.java, "--enable-native-access=ALL-UNNAMED", "-Xlog:disable", "-cp", classes, *map(str, main)]

    def peer(self, *arguments):
        return [self.o.python, "-B", "bench/peer.py", *map(str, arguments)]

    def command(self, contestant, model, layout):
        """The command line of a contestant that measures in turns. @layout: of PyTorch's pictures, "" or "channels-last"."""
        settings, channels, size = models.MODELS[model]
        seconds = self.o.seconds
        if of_ganvas(contestant):
            program, precision = contestant.split("-")
            return self.ganvas("-Dturns=true", "Steps", model, precision, self.threads, seconds, channels, size, *("%s=%s" % s for s in settings.items()),
                               tree="before" if program == "before" else "now")
        if contestant == "dl4j":
            return [self.java, "--enable-native-access=ALL-UNNAMED", "-cp", self.dl4j, "Peer", str(seconds), "--turns"]
        more = ["--threads", self.threads, "--seconds", seconds, "--turns"]
        if contestant == "keras":
            return [self.o.keras, "-B", "bench/keras_peer.py", model, *map(str, more)]
        return self.peer(model, *more, *(["--" + layout] if layout else []), *(["--bf16"] if contestant == "pytorch-bf16" else []),
                         *(["--compile"] if contestant == "pytorch-compiled" else []))

    def begun(self, model, contestant, layout):
        # Ganvas's threads look whether others want the cores, and would take the turns of the others for that: they wait as on an idle machine.
        environment = {"GOMP_SPINCOUNT": "100000", **self.environment} if of_ganvas(contestant) else self.environment
        tree = self.o.before if contestant.startswith("before") else HOME
        return machine.Contestant(self.command(contestant, model, layout), tree, environment, self.o.limit)

    def start(self, model, contestant, layouts):
        """A contestant that has warmed up, and its layout: of two that which is the faster in three turns each."""
        tried = {layout: self.begun(model, contestant, layout) for layout in layouts}
        speeds = {layout: [] for layout in layouts}
        for _ in range(3 if len(layouts) > 1 else 0):
            for layout, process in tried.items():
                speeds[layout].append(process.turn()["images_per_second"])
        best = max(layouts, key=lambda layout: statistics.median(speeds[layout] or [0]))
        for layout, process in tried.items():
            if layout != best:
                process.end()
        return tried[best], best

    def turns(self, model):
        """All contestants of a model: each warms up alone, then all wait but the one whose turn it is."""
        there, layout = {}, {}
        entries = self.data["models"][model]["contestants"]
        try:
            for c in self.contestants(model):
                entry = entries[c] = {"runs": [], "error": None}
                both = c in ("pytorch", "pytorch-bf16") and model not in models.DENSE
                # What is compiled gets the layout of eager PyTorch.
                layouts = ["", "channels-last"] if both else [layout.get("pytorch", "")] if c == "pytorch-compiled" else [""]
                try:
                    there[c], layout[c] = self.start(model, c, layouts)
                except machine.Failed as e:
                    self.failed(entry, model, c, e)
                if c.startswith("pytorch"):
                    entry["layout"] = layout.get(c) or "contiguous"
            for number in range(1, self.o.rounds + 1):
                order = list(there)
                shift = number % max(1, len(order))                # the first of one round is not the first of the next
                for c in order[shift:] + order[:shift]:
                    try:
                        result = there[c].turn()
                    except machine.Failed as e:
                        self.failed(entries[c], model, c, e)
                        del there[c]
                        continue
                    self.data["versions"][c.split("-")[0]] = result.pop("version", models.DL4J_VERSION)
                    entries[c]["runs"].append({"round": number, **result})
        finally:
            for process in there.values():
                process.end()
        for c, entry in entries.items():
            if entry["runs"]:
                print("%-32s %-18s %10.1f images/s" % (model, c, statistics.median(r["images_per_second"] for r in entry["runs"])), file=sys.stderr, flush=True)

    @staticmethod
    def failed(entry, model, contestant, error):
        entry["error"] = str(error)
        print("%s %s failed: %s" % (model, contestant, error), file=sys.stderr)

    def peaks(self):
        for name, command in (("ganvas", self.ganvas("Peak", self.threads)), ("pytorch", self.peer("peak", "--threads", self.threads, *(["--bf16"] if self.bf16 else [])))):
            result, error = machine.measured(command, HOME, self.environment, self.o.limit)
            print("matrix product, %s: %s" % (name, error or result), file=sys.stderr)
            if result:
                self.data["peak_gflops"][name].append(result)

    def cards(self):
        """What each model is made of, from 'ganvas describe', and the work of a step."""
        for model in self.o.models:
            entry = card(model)
            first = machine.counted(self.peer(model, "--count"), HOME)
            d_steps = int(entry["settings"].get("d-steps", 1))
            work = models.step_multiply_adds(entry["family"], entry["forward"], first["first"], d_steps)
            self.data["models"][model] = {"set": models.MODELS[model][0], "batch": entry["settings"]["batch"], "d_steps": d_steps,
                                          "parameters": entry["parameters"], "step_multiply_adds": work, "contestants": {}}

    def seconds(self):
        """About how long everything takes."""
        total = 0
        for model in self.o.models:
            who = self.contestants(model)
            compilation = LONG_COMPILATION if models.MODELS[model][0] else COMPILATION
            total += 30 + sum(OVERHEAD[c] for c in who) + self.o.rounds * len(who) * (self.o.seconds + 0.1)
            total += (compilation if "pytorch-compiled" in who else 0) + (0 if model in models.DENSE else OVERHEAD["pytorch"] + 6 * self.o.seconds)
        return total

    def all_models(self):
        busy = machine.Busy()
        try:
            self.cards()
            for model in self.o.models:
                self.peaks()
                self.turns(model)
        except KeyboardInterrupt:
            print("Stopped: the table is of what was measured.", file=sys.stderr)
        self.data["foreign_cpu_share"] = busy.foreign()


def of_ganvas(contestant):
    return contestant.startswith(("ganvas", "before"))


def card(model):
    own = [word for k, v in models.MODELS[model][0].items() for word in ("--set", "%s=%s" % (k, v))]
    described = json.loads(machine.run(["./ganvas", "describe", model, *own, "--json"], HOME))
    networks = described["networks"]
    return {"family": described["family"], "settings": {s["name"]: s["value"] for s in described["settings"]},
            "parameters": {n["name"]: n["trainable"] for n in networks}, "forward": {n["name"]: n["multiplyAdds"] for n in networks}}


def check(o):
    """Whether the peers have the networks that Ganvas has, and a step the work that the rule says. Gives the number of differences."""
    wrong = 0
    dl4j = machine.build_dl4j(HOME, machine.java(HOME)) if o.dl4j else None
    for model in o.models:
        ours, theirs = card(model), machine.counted([o.python, "-B", "bench/peer.py", model, "--count"], HOME)
        d_steps = int(ours["settings"].get("d-steps", 1))
        rule = models.step_multiply_adds(ours["family"], ours["forward"], theirs["first"], d_steps)
        pairs = [("parameters", ours["parameters"], theirs["parameters"]), ("multiply-adds forward", ours["forward"], theirs["forward"]),
                 ("multiply-adds of a step", rule, theirs["step"]), ("images of a step", int(ours["settings"]["batch"]) * d_steps, theirs["images"])]
        if o.keras and model in models.KERAS:
            keras = machine.counted([o.keras, "-B", "bench/keras_peer.py", model, "--count"], HOME)["parameters"]
            pairs.append(("parameters in Keras", list(ours["parameters"].values()), keras))
        if dl4j and model in models.DL4J:
            count = machine.counted([machine.java(HOME), "-cp", dl4j, "Peer", "0", "--count"], HOME)["parameters"]
            pairs.append(("parameters in Deeplearning4j", sum(ours["parameters"].values()), count))
        bad = [p for p in pairs if p[1] != p[2]]
        wrong += len(bad)
        print("%-32s %s" % (model, "; ".join("%s: Ganvas %s, peer %s" % p for p in bad) or "same: %s" % ours["parameters"]), flush=True)
    return wrong


def arguments():
    p = argparse.ArgumentParser(prog="bench/speed", description="Training steps of Ganvas beside PyTorch, Keras and Deeplearning4j: images per second.")
    p.add_argument("python", metavar="PYTHON", help="a Python that has torch")
    p.add_argument("--models", default=",".join(models.DEFAULT), help="names with commas between, or all")
    p.add_argument("--rounds", type=int, default=12, help="turns of everybody (default 12)")
    p.add_argument("--seconds", type=float, default=1.5, help="of every turn (default 1.5)")
    p.add_argument("--threads", type=int, help="of everybody (default: one a core)")
    p.add_argument("--keras", metavar="PYTHON", help="a Python that has keras and tensorflow")
    p.add_argument("--dl4j", action="store_true", help="Deeplearning4j too; Maven fetches 230 MB the first time")
    p.add_argument("--no-compile", action="store_true", help="without torch.compile")
    p.add_argument("--peer-bf16", action="store_true", help="PyTorch under bf16 autocast too")
    p.add_argument("--before", metavar="FOLDER", help="another checkout of Ganvas too: is this one faster?")
    p.add_argument("--json", metavar="FILE", help="every measurement")
    p.add_argument("--limit", type=float, default=900, help="seconds after which a process that says nothing is given up")
    p.add_argument("--check", action="store_true", help="only compares the networks of both sides")
    o = p.parse_args()
    # Processes begin in the project's folder. Not by realpath: that would lead out of a virtual environment.
    o.python, o.keras = (os.path.abspath(p) if p and os.sep in p else p for p in (o.python, o.keras))
    o.before = o.before and os.path.abspath(o.before)
    o.models = list(models.MODELS) if o.models == "all" else o.models.split(",")
    for m in o.models:
        if m not in models.MODELS:
            why = ": " + models.OMITTED[m] if m in models.OMITTED else ""
            p.error("--models: expected some of %s; found %s%s" % (", ".join(models.MODELS), m, why))
    return o


def main():
    o = arguments()
    for tree in (HOME, o.before):
        if tree:
            machine.run(["./ganvas", "models"], tree)            # builds it
    if o.check:
        sys.exit(1 if check(o) else 0)
    bench = Bench(o)
    print("%d models, %d rounds: about %d minutes. Nothing else should run meanwhile; the load is %s now." % (
        len(o.models), o.rounds, round(bench.seconds() / 60) or 1, bench.data["load_before"]), file=sys.stderr)
    bench.all_models()
    table.summarise(bench.data)
    if o.json:
        temporary = pathlib.Path(o.json + ".tmp")
        temporary.write_text(json.dumps(bench.data, indent=1) + "\n")
        temporary.replace(o.json)
    print(table.markdown(bench.data))


main()
