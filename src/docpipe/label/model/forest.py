"""Forests of oblivious trees: every tree asks the same few questions of a line, the answers name its leaf."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

HERE = Path(__file__).parent
# Rows that are scored together: so many that their answers stay in the cache of a processor.
AT_ONCE = 512


class Forest(NamedTuple):
    """`column` and `limit` hold the questions (question, tree); `leaf` the scores (tree, leaf), `base` what all share.

    A question is whether the value in the column is above the limit; the answer to question k is bit k of the leaf.
    """

    column: npt.NDArray[np.int16]
    limit: npt.NDArray[np.float32]
    leaf: npt.NDArray[np.float32]
    base: float

    def scores(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The log-odds of each row."""
        if not len(rows) or not self.column.size:
            return np.full(len(rows), self.base, np.float32)
        if len(rows) > AT_ONCE:
            parts = (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
            return np.concatenate([self.scores(part) for part in parts])
        questions, trees = self.column.shape
        answers = rows.T.take(self.column.ravel().astype(np.intp), axis=0) > self.limit.reshape(-1, 1)
        bits = answers.view(np.uint8).reshape(questions, trees, len(rows))
        at = bits[-1]
        for question in bits[-2::-1]:
            at += at
            at |= question
        leaves = at + (np.arange(trees) * (1 << questions))[:, None]
        scores = np.add.reduce(self.leaf.ravel().take(leaves), dtype=np.float32)
        result: npt.NDArray[np.float32] = scores + np.float32(self.base)
        return result


class Model(NamedTuple):
    """Two forests: the second one sees what the first one thinks of the lines around.

    `columns` names the columns that they were trained on, so that a model is never asked about others.
    """

    first: Forest
    second: Forest
    columns: str = ""


def write_model(model: Model, path: Path) -> None:
    """The model as a file that is the same, byte for byte, whenever the numbers are the same."""
    arrays = {"columns": np.frombuffer(model.columns.encode(), np.uint8)}
    for name, forest in (("first", model.first), ("second", model.second)):
        arrays[f"{name}_column"] = forest.column.astype(np.int16)
        arrays[f"{name}_limit"] = forest.limit.astype(np.float32)
        arrays[f"{name}_leaf"] = forest.leaf.astype(np.float16)
        arrays[f"{name}_base"] = np.array([forest.base], np.float32)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def load_model(name: str) -> Model | None:
    """The model called `html` or `text`; None where none was trained yet."""
    path = HERE / f"{name}.npz"
    if not path.is_file():
        return None
    with np.load(path) as held:
        forests = [
            Forest(
                held[f"{part}_column"],
                held[f"{part}_limit"],
                held[f"{part}_leaf"].astype(np.float32),
                float(held[f"{part}_base"][0]),
            )
            for part in ("first", "second")
        ]
        return Model(forests[0], forests[1], bytes(held["columns"]).decode())
