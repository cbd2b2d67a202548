"""Training steps of Ganvas beside PyTorch, and if wanted Keras and Deeplearning4j, in turn on one machine: see docs/speed.md. Begun by bench/speed."""
import argparse
import datetime
import json
import os
import pathlib
import sys
import tempfile

import bench_models as models
import speed_machine as machine
import speed_table as table

HOME = pathlib.Path(__file__).resolve().parent.parent
# What a process takes beside the steps that are timed, in seconds on two cores: start, warming up, a step that is over late.
OVERHEAD = {"ganvas-fp32": 10, "ganvas-bf16": 10, "pytorch": 10, "pytorch-bf16": 10, "pytorch-compiled": 15, "keras": 17, "dl4j": 9}
# Once a model: torch.compile at work with nothing in its cache; the second for BigGAN, which has many more layers.
COMPILATION, LONG_COMPILATION = 30, 120


class Bench:
    def __init__(self, o):
        self.o = o
        self.work = tempfile.TemporaryDirectory(prefix="ganvas-speed-")
        self.java = machine.java(HOME)
        self.threads = o.threads or machine.cores()
        self.layout, self.failed = {}, {}
        # Ganvas asks its allocator to keep freed pages; the peers get the same.
        self.environment = {"MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str((1 << 31) - 1), **os.environ, "OMP_NUM_THREADS": str(self.threads), "TORCHINDUCTOR_CACHE_DIR": self.work.name + "/inductor"}
        javac = str(pathlib.Path(self.java).with_name("javac"))
        machine.run([javac, "-cp", "target/ganvas.jar", "-d", self.work.name, "bench/Steps.java", "bench/Peak.java"], HOME)
        self.dl4j = machine.build_dl4j(HOME, self.java) if o.dl4j else None
        found = machine.description()
        # Without instructions for it each product in bf16 is put together of others, and takes minutes here.
        self.bf16 = not found["features"] or any(f.endswith("bf16") for f in found["features"])
        self.data = {"date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"), "machine": found,
                     "threads": self.threads, "rounds": o.rounds, "seconds": o.seconds, "versions": {}, "peak_gflops": {"ganvas": [], "pytorch": []},
                     "models": {}, "foreign_cpu_share": None, "load_before": machine.load(),
                     "environment": machine.steering(os.environ)}

    def contestants(self, model):
        o = self.o
        wanted = ["ganvas-fp32", *(["ganvas-bf16"] if self.bf16 else []), "pytorch", *(["pytorch-bf16"] if o.peer_bf16 and self.bf16 else []),
                  *([] if o.no_compile else ["pytorch-compiled"])]
        return wanted + (["keras"] if o.keras and model in models.KERAS else []) + (["dl4j"] if o.dl4j and model in models.DL4J else [])

    def ganvas(self, *main):
        classes = "target/ganvas.jar" + os.pathsep + self.work.name
        return [self.java, "--enable-native-access=ALL-UNNAMED", "-Xlog:disable", "-cp", classes, *map(str, main)]

    def peer(self, *arguments):
        return [self.o.python, "-B", "bench/peer.py", *map(str, arguments)]

    def command(self, contestant, model, layout):
        """The command line of a measurement. @layout: of PyTorch's pictures, "" or "channels-last"."""
        settings, channels, size = models.MODELS[model]
        seconds = self.o.seconds
        if contestant.startswith("ganvas"):
            own = ["%s=%s" % s for s in settings.items()]
            return self.ganvas("Steps", model, contestant[7:], self.threads, seconds, channels, size, *own)
        if contestant == "dl4j":
            return [self.java, "--enable-native-access=ALL-UNNAMED", "-cp", self.dl4j, "Peer", str(seconds)]
        more = ["--threads", self.threads, "--seconds", seconds]
        if contestant == "keras":
            return [self.o.keras, "-B", "bench/keras_peer.py", model, *map(str, more)]
        return self.peer(model, *more, *(["--" + layout] if layout else []), *(["--bf16"] if contestant == "pytorch-bf16" else []),
                         *(["--compile"] if contestant == "pytorch-compiled" else []))

    def one(self, model, contestant, layout, number):
        """Measures once and keeps it; images per second, or 0 where it failed."""
        result, error = machine.measured(self.command(contestant, model, layout), HOME, self.environment, self.o.limit)
        entry = self.data["models"][model]["contestants"].setdefault(contestant, {"runs": [], "error": None})
        if error:
            entry["error"] = error
            self.failed[model, contestant, layout] = True
            print("%s %s failed: %s" % (model, contestant, error), file=sys.stderr)
            return 0
        self.data["versions"][contestant.split("-")[0]] = result.pop("version", models.DL4J_VERSION)
        entry["runs"].append({"round": number, **result, **({"layout": layout or "contiguous"} if contestant.startswith("pytorch") else {})})
        print("round %d  %-32s %-18s %-14s %10.1f images/s" % (number, model, contestant, layout, result["images_per_second"]), file=sys.stderr)
        return result["images_per_second"]

    def unless_failed(self, model, contestant, layout, number):
        if (model, contestant, layout) not in self.failed:
            self.one(model, contestant, layout, number)

    def turn(self, model, number):
        """Every contestant once; the first of one round is not the first of the next."""
        all_of_them = self.contestants(model)
        shift = (number - 1) % len(all_of_them)
        for contestant in all_of_them[shift:] + all_of_them[:shift]:
            if contestant not in ("pytorch", "pytorch-bf16") or model in models.DENSE:
                layout = self.layout.get((model, "pytorch"), "") if contestant == "pytorch-compiled" else ""
                self.unless_failed(model, contestant, layout, number)
            elif (model, contestant) in self.layout:
                self.unless_failed(model, contestant, self.layout[model, contestant], number)
            else:
                # The first round tries both layouts, the others run the faster; what is compiled gets that of eager PyTorch.
                speeds = {layout: self.one(model, contestant, layout, number) for layout in ("", "channels-last")}
                self.layout[model, contestant] = max(speeds, key=speeds.get)

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
        total = self.o.rounds * 20 + 10 * len(self.o.models)
        for model in self.o.models:
            compilation = LONG_COMPILATION if models.MODELS[model][0] else COMPILATION
            for c in self.contestants(model):
                both = c in ("pytorch", "pytorch-bf16") and model not in models.DENSE
                total += (self.o.rounds + both) * (OVERHEAD[c] + self.o.seconds) + (compilation if c == "pytorch-compiled" else 0)
        return total

    def all_rounds(self):
        busy = machine.Busy()
        try:
            self.cards()
            for number in range(1, self.o.rounds + 1):
                self.peaks()
                for model in self.o.models:
                    self.turn(model, number)
        except KeyboardInterrupt:
            print("Stopped: the table is of what was measured.", file=sys.stderr)
        self.data["foreign_cpu_share"] = busy.foreign()


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
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--seconds", type=float, default=3, help="of every measurement (default 3)")
    p.add_argument("--threads", type=int, help="of everybody (default: one a core)")
    p.add_argument("--keras", metavar="PYTHON", help="a Python that has keras and tensorflow")
    p.add_argument("--dl4j", action="store_true", help="Deeplearning4j too; Maven fetches 230 MB the first time")
    p.add_argument("--no-compile", action="store_true", help="without torch.compile")
    p.add_argument("--peer-bf16", action="store_true", help="PyTorch under bf16 autocast too")
    p.add_argument("--json", metavar="FILE", help="every measurement")
    p.add_argument("--limit", type=float, default=900, help="seconds after which a process is given up")
    p.add_argument("--check", action="store_true", help="only compares the networks of both sides")
    o = p.parse_args()
    # Processes begin in the project's folder. Not by realpath: that would lead out of a virtual environment.
    o.python, o.keras = (os.path.abspath(p) if p and os.sep in p else p for p in (o.python, o.keras))
    o.models = list(models.MODELS) if o.models == "all" else o.models.split(",")
    for m in o.models:
        if m not in models.MODELS:
            why = ": " + models.OMITTED[m] if m in models.OMITTED else ""
            p.error("--models: expected some of %s; found %s%s" % (", ".join(models.MODELS), m, why))
    return o


def main():
    o = arguments()
    machine.run(["./ganvas", "models"], HOME)                    # builds it
    if o.check:
        sys.exit(1 if check(o) else 0)
    bench = Bench(o)
    print("%d models, %d rounds: about %d minutes. Nothing else should run meanwhile; the load is %s now." % (
        len(o.models), o.rounds, round(bench.seconds() / 60) or 1, bench.data["load_before"]), file=sys.stderr)
    bench.all_rounds()
    table.summarise(bench.data)
    if o.json:
        temporary = pathlib.Path(o.json + ".tmp")
        temporary.write_text(json.dumps(bench.data, indent=1) + "\n")
        temporary.replace(o.json)
    print(table.markdown(bench.data))


main()
