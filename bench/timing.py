"""How every peer in Python is timed: the same rule as in Steps.java and dl4j's Peer.java."""
import json
import resource
import statistics
import sys
import time

WARM_UP, WARM_UP_SECONDS = 5, 6.0


def measure(step, images, seconds):
    """Calls step() until it has warmed up, then for so many seconds; a dictionary of what came out."""
    warm, done = 0.0, 0
    while done < WARM_UP or warm < WARM_UP_SECONDS:
        warm += timed(step)
        done += 1
    times, begun = [], time.perf_counter()
    while time.perf_counter() - begun < seconds or len(times) < WARM_UP:
        times.append(timed(step))
    median = statistics.median(times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    # What the warming up took more than as many later steps: compilation, allocation, the choice of kernels.
    return {"images_per_second": round(images / median, 1), "steps": len(times), "startup_seconds": round(max(0.0, warm - done * statistics.mean(times)), 3),
            "peak_mb": round(peak / 1e6)}


def timed(step):
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def tell(result):
    print(json.dumps(result), flush=True)
