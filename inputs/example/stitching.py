"""Closing gaps: a lane that ends within a few steps of a street is led on to it, as people would walk."""

from inputs.example.network import Network

_GAP = 9.0  # metres; a dead end this near to a street would be drawn as if it met it


def close_gaps(network: Network) -> int:
    """Join each dead end to a street that it nearly meets; returns how many were joined."""
    num_joined = 0
    for tip in range(len(network.xy)):
        edges = network.at_node[tip]
        if len(edges) != 1 or network.is_barrier(edges[0]):
            continue
        own = edges[0]
        street = network.ends(own)[2]
        leave_out = set(network.at_node[network.other_end(own, tip)])
        found = network.nearest(network.xy[tip], _GAP, leave_out=leave_out)
        if found is not None and not network.is_barrier(found[1]):
            network.add_edge(tip, network.split(found[1], found[2]), street)
            num_joined += 1
    return num_joined
