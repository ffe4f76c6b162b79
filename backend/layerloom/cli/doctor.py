"""Examines this installation: versions, the catalogue, the built page, the data folder, disk space."""

import importlib.metadata
import os
import shutil
import sys
from dataclasses import dataclass

from layerloom.api.auth.tokens import read_token
from layerloom.build.refusal_log import UNEXPLAINED
from layerloom.cli.terminal import human_bytes
from layerloom.runtime.settings import Settings, load_settings
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.errors import LayerloomError
from layerloom_schema.text.languages import terminal_language
from layerloom_schema.text.output import printed

_ROOM = 2 * 1000**3


@dataclass(frozen=True)
class Finding:
    """The result of one check; `found` says what to do if it is not ok."""

    ok: bool
    what: str
    found: str


def examine() -> list[Finding]:
    """Run all checks, in the order in which problems are to be solved."""
    settings = load_settings()
    return [
        _system(sys.platform),
        Finding(sys.version_info >= (3, 11), "Python", sys.version.split()[0]),
        *(_package(name) for name in ("tensorflow", "keras", "fastapi", "uvicorn")),
        _catalogue(),
        _page(),
        _data_dir(settings),
        _room(settings),
        _unexplained(settings),
    ]


def _system(platform: str) -> Finding:
    what = printed("doctor.system")
    if platform == "linux":
        return Finding(True, what, "Linux")
    if platform == "darwin":
        return Finding(True, what, printed("doctor.macos"))
    return Finding(False, what, printed("doctor.other_system", platform=platform))


def _package(name: str) -> Finding:
    try:
        return Finding(True, name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(False, name, printed("doctor.not_installed"))


def _catalogue() -> Finding:
    known = read_catalog().keras
    installed = importlib.metadata.version("keras")
    if known == installed:
        return Finding(True, printed("doctor.catalogue"), printed("doctor.of_keras", version=known))
    found = printed("doctor.of_other_keras", version=known, installed=installed)
    return Finding(False, printed("doctor.catalogue"), found)


def _page() -> Finding:
    from layerloom.api.static_page import find_static_page

    if find_static_page() is None:
        return Finding(False, printed("doctor.page"), printed("doctor.not_built"))
    return Finding(True, printed("doctor.page"), printed("doctor.built"))


def _data_dir(settings: Settings) -> Finding:
    folder, what = settings.data_dir, printed("doctor.data_folder")
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir():
        return Finding(False, what, printed("doctor.file_for_folder", path=str(there)))
    if not os.access(there, os.W_OK | os.X_OK) or os.statvfs(there).f_flag & os.ST_RDONLY:
        return Finding(False, what, printed("doctor.not_writable", path=str(folder)))
    if not folder.exists():
        return Finding(True, what, printed("doctor.made_later", path=str(folder)))
    try:
        read_token(settings)
    except LayerloomError as error:
        return Finding(False, what, error.body.in_language(terminal_language(os.environ)).message)
    return Finding(True, what, str(folder))


def _room(settings: Settings) -> Finding:
    parent = next(path for path in (settings.data_dir, *settings.data_dir.parents) if path.exists())
    free = shutil.disk_usage(parent).free
    return Finding(free > _ROOM, printed("doctor.free_disk"), human_bytes(free))


def _unexplained(settings: Settings) -> Finding:
    """Count the calls that Keras refused for a reason that no rule explains. Each one is worth a report."""
    log = settings.logs_dir / "workers.log"
    try:
        count = log.read_text("utf-8", "replace").count(UNEXPLAINED)
    except OSError:
        count = 0
    explained = printed("doctor.explained")
    found = printed("doctor.unexplained", count=count, path=str(log)) if count else explained
    return Finding(True, printed("doctor.refused_calls"), found)
