#!/usr/bin/env bash
# Road graphs travel as GraphML. networkx 3.5 writes booleans as Python spells them, "True" and "False"; XML Schema, which GraphML
# points to for its types, spells them in small letters, and rustworkx 0.18.1 takes nothing else: a street with oneway=True
# written by one cannot be read by the other.
# Guess before the run: the graph comes back with its attribute.
# Seen: an exception that names 'bool'; without the boolean the same graph is read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check networkx==3.5 rustworkx==0.18.1
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import networkx as nx
import rustworkx as rx

roads = nx.MultiDiGraph()
roads.add_edge("a", "b", length=3.5)
nx.write_graphml(roads, "plain.graphml")
assert rx.read_graphml("plain.graphml")[0].edges()[0]["length"] == 3.5
roads.add_edge("b", "a", oneway=True)
nx.write_graphml(roads, "oneway.graphml")
assert ">True<" in open("oneway.graphml").read()
try:
    rx.read_graphml("oneway.graphml")
except Exception as error:
    print(type(error).__name__, error)
    assert "bool" in str(error)
else:
    raise SystemExit("read: the behaviour has changed")
CODE
