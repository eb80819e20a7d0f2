"""The street network of the example as it is written: nodes, and streets with class, name and hamlet."""

from dataclasses import dataclass

from inputs.example.area.flat import FloatArray, IntArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Streets:
    """Streets between two points, bent once.

    Attributes
    ----------
    nodes
        Metres, shape (n, 2).
    tail, head
        Nodes of each street, shape (m,).
    bend
        Point on the way, metres, shape (m, 2); nan where it is straight.
    highway, name
        Of each street, length m.
    hamlet
        Hamlet whose houses may stand along it, shape (m,); -1: none.
    """

    nodes: FloatArray
    tail: IntArray
    head: IntArray
    bend: FloatArray
    highway: tuple[str, ...]
    name: tuple[str, ...]
    hamlet: IntArray
