#!/usr/bin/env python3
"""Renders a chart by Helm's SDK for Python: what `make bench` measures and compares with.

  helm-render.py CHART [VALUES...]             {template: text}, as a whole process
  helm-render.py --repeat N CHART [VALUES...]  {"seconds": the best of N renders of the loaded chart, "files": {...}}

The release is `demo` in the namespace `ns`.
"""

import json
import sys
import time

from helm_python.chart import Chart, values_from_yaml


def merged(lower, upper):
    """Tables over tables, everything else replaced: how Helm brings several files of values together."""
    result = dict(lower)
    for key, value in upper.items():
        below = result.get(key)
        result[key] = merged(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return result


def main():
    arguments = sys.argv[1:]
    rounds = None
    if arguments[0] == "--repeat":
        rounds = int(arguments[1])
        arguments = arguments[2:]
    values = {}
    for path in arguments[1:]:
        with open(path, encoding="utf-8") as file:
            values = merged(values, values_from_yaml(file.read()))
    chart = Chart.load(arguments[0])
    best = float("inf")
    for _ in range(rounds or 1):
        start = time.perf_counter()
        files = chart.render(values, name="demo", namespace="ns")
        best = min(best, time.perf_counter() - start)
    json.dump({"seconds": best, "files": files} if rounds else files, sys.stdout)


main()
