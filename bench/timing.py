"""How every peer in Python is timed: the same rule as in Steps.java and dl4j's Peer.java."""
import json
import resource
import statistics
import sys
import time

WARM_UP, WARM_UP_SECONDS = 5, 6.0


def arguments(parser):
    parser.add_argument("--seconds", type=float, default=8, help="of a measurement (default 8)")
    parser.add_argument("--turns", action="store_true", help="measure once for every line of standard input, so that others may have their turns between")


def measure(step, images, options, version):
    """Calls step() until it has warmed up, then for so many seconds, and tells what came out; with --turns as often as it is asked."""
    warm, done = 0.0, 0
    while done < WARM_UP or warm < WARM_UP_SECONDS:
        warm += timed(step)
        done += 1
    startup = None
    for _ in turns(options.turns):
        times, begun = [], time.perf_counter()
        while time.perf_counter() - begun < options.seconds or len(times) < WARM_UP:
            times.append(timed(step))
        # What the warming up took more than as many later steps: compilation, allocation, the choice of kernels.
        startup = max(0.0, warm - done * statistics.mean(times)) if startup is None else startup
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        tell({"images_per_second": round(images / statistics.median(times), 1), "steps": len(times), "startup_seconds": round(startup, 3),
              "peak_mb": round(peak / 1e6), "version": version})


def turns(asked):
    if not asked:
        return [None]
    tell({"ready": True})
    return sys.stdin


def timed(step):
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def tell(result):
    print(json.dumps(result), flush=True)
