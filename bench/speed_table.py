"""The figures of bench/speed in words: medians, ratios, shares of the machine's peak; as Markdown."""
import statistics

NAMES = {"ganvas-fp32": "Ganvas fp32", "ganvas-bf16": "Ganvas bf16", "before-fp32": "before fp32", "before-bf16": "before bf16",
         "pytorch": "PyTorch", "pytorch-bf16": "PyTorch bf16", "pytorch-compiled": "PyTorch compiled", "keras": "Keras", "dl4j": "DL4J"}
# From this share of the processors on, what others did shows in the figures.
DISTURBED = 0.03


def summarise(data):
    """Adds to each contestant its median, to each model its ratios, and the peak."""
    measured = [runs for runs in data["peak_gflops"].values() if runs]
    data["peak"] = {p: max((statistics.median(r[p] for r in runs) for runs in measured if p in runs[0]), default=None) for p in ("fp32", "bf16")}
    for model in data["models"].values():
        contestants = model["contestants"]
        for c in contestants.values():
            runs = c["runs"]
            if not runs:
                continue
            c["images_per_second"] = statistics.median(r["images_per_second"] for r in runs)
            c["peak_mb"] = max(r["peak_mb"] for r in runs)
            c["startup_seconds"] = max(r["startup_seconds"] for r in runs)
        others = [c for name, c in contestants.items() if not name.startswith(("ganvas", "before")) and name != "pytorch-bf16" and "images_per_second" in c]
        best = max(others, key=lambda c: c["images_per_second"], default=None)
        model["ratios"] = {p: {"pytorch": ratio(contestants, "ganvas-" + p, contestants.get("pytorch")), "best": ratio(contestants, "ganvas-" + p, best),
                               "before": ratio(contestants, "ganvas-" + p, contestants.get("before-" + p))}
                           for p in ("fp32", "bf16")}
        for p in ("fp32", "bf16"):
            speed = contestants.get("ganvas-" + p, {}).get("images_per_second")
            if speed and data["peak"][p]:
                contestants["ganvas-" + p]["share_of_peak"] = round(2e-9 * model["step_multiply_adds"] * speed / data["peak"][p], 3)


def ratio(contestants, ours, theirs):
    """The median over rounds of what both did in the same one, and its quartiles."""
    if theirs is None or ours not in contestants:
        return None
    other = {r["round"]: r["images_per_second"] for r in theirs["runs"]}
    pairs = [r["images_per_second"] / other[r["round"]] for r in contestants[ours]["runs"] if r["round"] in other]
    if not pairs:
        return None
    low, middle, high = statistics.quantiles(pairs, n=4, method="inclusive") if len(pairs) > 1 else pairs * 3
    return [round(x, 2) for x in (middle, low, high)]


def markdown(data):
    present = [n for n in NAMES if any(n in m["contestants"] for m in data["models"].values())]
    speed = [["model", "batch", *(NAMES[n] for n in present),
              *("%s ÷ %s" % (p, whom) for whom in ("PyTorch", "best", "before") for p in ("fp32", "bf16"))]]
    rest = [["model", "million multiply-adds an image", "fp32: share of peak", "bf16: share of peak", *("MB, " + NAMES[n] for n in present),
             *("s lost, " + NAMES[n] for n in present)]]
    errors = []
    for name, m in data["models"].items():
        c = m["contestants"]
        label = "`%s`" % name + ("".join(" %s %s" % (k, m["set"][k]) for k in ("channels",) if k in m["set"]))
        batch = "%s" % m["batch"] if m["d_steps"] == 1 else "%d × %s" % (m["d_steps"], m["batch"])
        r = m["ratios"]
        speed.append([label, batch, *(number(c.get(n, {}).get("images_per_second")) for n in present),
                      *(factor(r[p][whom]) for whom in ("pytorch", "best", "before") for p in ("fp32", "bf16"))])
        shares = [percent(c.get("ganvas-" + p, {}).get("share_of_peak")) for p in ("fp32", "bf16")]
        rest.append([label, "%.1f" % (m["step_multiply_adds"] / 1e6), *shares,
                     *(number(c.get(n, {}).get("peak_mb")) for n in present), *(number(c.get(n, {}).get("startup_seconds")) for n in present)])
        errors += ["- %s, %s: `%s`" % (name, NAMES[n], c[n]["error"]) for n in present if n in c and c[n]["error"]]
    parts = [under(data), grid(speed), grid(rest)]
    if errors:
        parts.append("What failed:\n\n" + "\n".join(errors))
    return "\n\n".join(parts)


def under(data):
    m, peak = data["machine"], data["peak"]
    said = "Images per second of a training step, medians of %d turns of %g s; %d threads; %s, %d cores, %s GB, %s, %s; %s." % (
        data["rounds"], data["seconds"], data["threads"], m["cpu"], m["cores"], m["memory_gb"], m["system"], " ".join(m["features"]), data["date"][:10])
    said += " Matrix product: %s GFLOP/s in fp32, %s. " % (number(peak["fp32"]), number(peak["bf16"]) + " in bf16" if peak["bf16"] else "bf16 the processor does not have")
    said += "; ".join(("before: " if v == "before" else "") + data["versions"][v] for v in sorted(data["versions"])) + "."
    if data.get("environment"):
        said += " **Under** `%s`." % " ".join("%s=%s" % v for v in data["environment"].items())
    share = data["foreign_cpu_share"]
    if share is None:
        return said
    said += " Others had %.1f %% of the processors meanwhile." % (100 * share)
    return said if share < DISTURBED else "**The machine was busy with something else: do not use these figures.** " + said


def grid(rows):
    """Without the columns in which nobody has anything."""
    rows = list(zip(*(column for column in zip(*rows) if any(column[1:]))))
    lines = ["| " + " | ".join(r) + " |" for r in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def number(x):
    if x is None:
        return ""
    return "{:,.0f}".format(x) if x >= 100 else "%.1f" % x


def factor(x):
    return "" if x is None else "%.2f (%.2f to %.2f)" % tuple(x)


def percent(x):
    return "" if x is None else "%.0f %%" % (100 * x)
