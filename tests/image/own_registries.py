"""Lends a build in a container this machine's own ways to packages: `python own_registries.py FOLDER`.

Prints, one a line, the arguments for `buildah build`. Settings are read from pip and npm themselves, written to FOLDER
and mounted, never copied: no address and no secret gets into the image. A local path that a setting names (an index in
a folder, certificates) is mounted at the same place.
"""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

PIP = {
    "index-url",
    "extra-index-url",
    "find-links",
    "cert",
    "client-cert",
    "trusted-host",
    "proxy",
    "no-index",
}
CERTIFICATES = ("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")
"""Variables that say, beside the settings of pip and npm, whom to trust."""


def pip_settings() -> dict[str, str]:
    """The package index that pip is configured with; the environment has the last word, as with pip itself."""
    said = _ask(sys.executable, "-m", "pip", "config", "list")
    found: dict[str, str] = {}
    lines = [line.partition("=") for line in said.splitlines()]
    for name, _, value in sorted(lines, key=lambda line: line[0].startswith(":env:")):
        key = name.rpartition(".")[2]
        if key in PIP:
            found[key] = str(ast.literal_eval(value))
    return found


def npm_settings() -> str:
    """The text of npm's own two files, and what the environment adds."""
    files = [Path(_ask("npm", "config", "get", name).strip()) for name in ("globalconfig", "userconfig")]
    lines = [path.read_text("utf-8") for path in files if path.is_file()]
    for name, value in os.environ.items():
        if name.lower() in ("npm_config_registry", "npm_config_cafile"):
            lines.append(f"{name.lower().removeprefix('npm_config_')}={value}")
    text = "\n".join(lines)
    trusted = os.environ.get("NODE_EXTRA_CA_CERTS")
    return text if trusted is None or "cafile" in text else f"{text}\ncafile={trusted}"


def local_paths(*texts: str) -> list[Path]:
    """The files and folders that settings name; of an index in a folder the one above, as its links lead beside it."""
    words = [word for text in texts for word in re.split(r"[\s=\"',]+", text)]
    paths = {Path(word.removeprefix("file://")).parent for word in words if word.startswith("file:///")}
    paths |= {Path(word) for word in words if re.match(r"/\w", word)}
    return sorted(path for path in paths if len(path.parts) > 2 and path.exists())


def main(folder: Path) -> None:
    """Writes the settings and prints the arguments."""
    pip, npm = pip_settings(), npm_settings()
    trusted = [os.environ[name] for name in CERTIFICATES if name in os.environ]
    written = {
        "/etc/pip.conf": "\n".join(["[global]", *(f"{key} = {value}" for key, value in pip.items())]),
        "/root/.npmrc": npm,
    }
    folder.mkdir(mode=0o700, exist_ok=True)
    for target, text in written.items():
        source = folder / Path(target).name
        source.write_text(text + "\n", "utf-8")
        print(f"--volume={source}:{target}:ro")
    for path in local_paths(*pip.values(), npm, *trusted):
        print(f"--volume={path}:{path}:ro")


def _ask(*command: str) -> str:
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
