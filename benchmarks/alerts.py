"""Counts the alerts of each level in an alerts.log as scripts usually parse it: by regular expressions, line by line."""

import collections
import re
import sys

HEADER = re.compile(r"\*\* Alert (\d+)\.(\d+):( mail )? - (.*)")
RULE = re.compile(r"Rule: (\d+) \(level (\d+)\) -> '(.*)'")

levels = collections.Counter()
is_alert = False
with open(sys.argv[1], encoding="latin-1") as log:
    for line in log:
        if HEADER.match(line):
            is_alert = True
        elif is_alert and (rule := RULE.match(line)):
            levels[int(rule.group(2))] += 1
            is_alert = False
print(dict(sorted(levels.items())))
