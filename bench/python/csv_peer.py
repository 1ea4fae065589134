"""pandas' C engine as a peer: `scan FILE` → nanoseconds from the file to columns of numbers, and their sum."""
import sys
import time

import pandas

for line in sys.stdin:
    path = line.split()[1]
    start = time.perf_counter_ns()
    table = pandas.read_csv(path, engine="c")
    elapsed = time.perf_counter_ns() - start
    print(elapsed, table.to_numpy().sum(), flush=True)
