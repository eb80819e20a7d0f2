"""Problem files: right ones, and ones with values of another kind anywhere, or broken bytes.

A right one has to be answered, and the answer is followed step by step by the numbers of the file alone.
"""

import json
import random
from pathlib import Path

from benchmarks.odd_files.garbling import garbled_bytes, garbled_tree
from benchmarks.odd_files.judging import Wrong, said_by
from tests.usecases.neutral_files import random_file, walk_answer


def variant(rng: random.Random, workspace: Path) -> tuple[str, ...]:
    """A problem file answered, or judged by `--check`, by the command."""
    whole = random_file(rng.randrange(2**32), num_jobs=rng.randint(2, 6), num_vehicles=rng.randint(1, 3))
    num_faults = rng.choice((0, 1, 1, 1, 2, 5))
    content = garbled_tree(whole, rng, num_faults=num_faults)
    source, target = workspace.parent / "problem.json", workspace.parent / "answer.json"
    source.write_bytes(json.dumps(content).encode())
    if is_garbled := rng.random() < 0.1:
        source.write_bytes(garbled_bytes(source.read_bytes(), rng))
    target.unlink(missing_ok=True)
    doing = ["--check"] if rng.random() < 0.2 else ["-o", str(target), "--engine", "insertion", "--iterations", "0"]
    said = said_by("solve", str(source), *doing)
    if said.exit_code and target.exists():
        raise Wrong("refused, and an answer was written")
    if not (num_faults or is_garbled):
        if said.exit_code:
            raise Wrong(f"a right file refused: {said.codes}")
        if target.exists():
            try:
                walk_answer(content, json.loads(target.read_text(encoding="utf-8")))
            except AssertionError as error:
                raise Wrong(f"the walk of the answer: {error}") from error
    return said.codes if said.exit_code else ()
