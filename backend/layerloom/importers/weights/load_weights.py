"""Load a weights file into the model of a document: match it, and keep what fits for the runs that start from it."""

import hashlib
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile

import numpy as np

from layerloom.graph.structure import Structure
from layerloom.runtime.private_files import make_private_dir
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.weights import WeightsReport

from .drawn_layers import drawn_layers
from .match_weights import Match, match_weights
from .read_weights import open_weights


def load_weights(
    document: Document,
    structure: Structure,
    path: Path,
    name: str,
    folder: Path,
    *,
    partly: bool,
) -> WeightsReport:
    """Match the weights of a file with a document without errors; what fits is kept in `folder`.

    Args:
        document: The document, with the graphs of the trained runs in it.
        structure: Its structural check.
        path: The weights file.
        name: Its name as a person knows it.
        folder: The folder of kept weights.
        partly: Whether to keep what fits where not everything does.

    Raises:
        Refused: If the file cannot be read, or nothing in it fits.
    """
    with open_weights(path, name) as saved:
        match = match_weights(drawn_layers(document, structure), saved)
        if not match.given and not match.misfits:
            raise Refused(
                422, ErrorCode.weights_unreadable, variant="no_match", params={"file": name}, got=name
            )
        report = WeightsReport(
            file=None,
            match=match.match,
            matched=match.matched,
            misfits=match.misfits,
            left_over=match.left_over,
            without=match.without,
        )
        if not match.given or not (report.complete or partly):
            return report
        return report.model_copy(update={"file": _keep(match, folder)})


def _keep(match: Match, folder: Path) -> str:
    """Write the weights that fit into a file that is named by its content, and return the name."""
    make_private_dir(folder)
    with TemporaryDirectory(dir=folder, prefix=".") as made:
        path = Path(made) / "weights.npz"
        with ZipFile(path, "w", ZIP_STORED, allowZip64=True) as archive:
            for key, weight in sorted(match.given.items()):
                with archive.open(f"{key}.npy", "w", force_zip64=True) as file:
                    np.lib.format.write_array(file, weight.read(), allow_pickle=False)
        digest = hashlib.blake2b(digest_size=16)
        for key, weight in sorted(match.given.items()):
            digest.update(f"{key} {weight.shape}".encode())
            digest.update(np.ascontiguousarray(weight.read()).tobytes())
        name = digest.hexdigest()
        os.replace(path, folder / f"{name}.npz")
    return name
