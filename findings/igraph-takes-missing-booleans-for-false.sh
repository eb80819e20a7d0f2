#!/usr/bin/env bash
# In a road graph some streets say whether they are one-way, others say nothing. igraph 1.0.0 reads such a GraphML without a word and
# fills the gaps by type: a number that is missing becomes NaN, a boolean that is missing becomes False, so "not known" and
# "not one-way" are the same afterwards.
# Guess before the run: a missing boolean is None.
# Seen: False for the street without the attribute, NaN for its missing length.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check networkx==3.5 igraph==1.0.0
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import math

import igraph
import networkx as nx

roads = nx.DiGraph()
roads.add_edge("a", "b", oneway=True, length=3.5)
roads.add_edge("b", "c")
nx.write_graphml(roads, "roads.graphml")
streets = {edge.tuple: edge.attributes() for edge in igraph.Graph.Read_GraphML("roads.graphml").es}
print(streets)
silent = streets[(1, 2)]
assert silent["oneway"] is False
assert math.isnan(silent["length"])
CODE
