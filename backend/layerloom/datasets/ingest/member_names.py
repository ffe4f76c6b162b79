"""What the names of the files of an archive say.

The functions are written into scripts by their source: lines of at most 100 characters.
"""

import os


def labels_of(names: list[str]) -> list[str] | None:
    """The folder of each file as its class; None where all are in one folder."""
    folders = [name.rpartition("/")[0] for name in names]
    common = os.path.commonpath(folders) if all(folders) else ""
    labels = [folder[len(common) :].strip("/").partition("/")[0] for folder in folders]
    return labels if len(set(labels)) > 1 and all(labels) else None


def files_by_name(names: list[str]) -> dict[str, str]:
    """Files by what a table may call them: the name, its last part, or that without its ending."""
    found = {}
    for name in names:
        last = name.rpartition("/")[2]
        for call in (last.rpartition(".")[0], last, name):
            found[call] = name
    return found
