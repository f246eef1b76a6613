"""The virtual environment of scripts/run and scripts/test. Standard library only."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
COMMANDS = {"launch.py": "scripts/run", "check.py": "scripts/test", "measure.py": "scripts/bench"}
NO_VENV = "this Python cannot make virtual environments; type: sudo apt-get install python3-venv"


def stop(reason: str) -> NoReturn:
    """One line on stderr, exit 1."""
    print(f"{COMMANDS.get(Path(sys.argv[0]).name, 'scripts')}: {reason}", file=sys.stderr)
    sys.exit(1)


def say(text: str) -> None:
    print(text, flush=True)


def prepare(*requirements: str) -> None:
    """``.venv`` holds exactly what the files list, checked by hash; nothing runs when it does.

    The stamp holds the folder too: a moved environment points to where it was.
    """
    wanted = _stamp(requirements)
    stamp = VENV / f"installed-{'+'.join(requirements)}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not _usable():
        say("Making .venv …")
        _make()
    say("Installing packages (only the first time and after an upgrade) …")
    for name in requirements:
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--no-input", "--require-hashes", "-r", str(ROOT / name)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            stop(f"the packages of {name} could not be installed; the reason stands above")
    (VENV / "made-in").write_text(str(VENV))
    stamp.write_text(wanted)


def _stamp(requirements: tuple[str, ...]) -> str:
    digest = hashlib.sha256(f"{VENV}\n{sys.version_info[:2]}\n".encode())
    for name in requirements:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _usable() -> bool:
    """There is an environment, made here, whose Python still runs and has pip."""
    made_in = VENV / "made-in"
    if made_in.exists() and made_in.read_text() != str(VENV):
        return False
    try:
        test = [str(PYTHON), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
        return subprocess.run(test, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make() -> None:
    if VENV.is_symlink():
        VENV.unlink()  # clearing it would empty the environment of another checkout
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(make, capture_output=True, check=False).returncode == 0:
        return
    if not install_system_packages("python3-venv"):
        stop(NO_VENV)
    made = subprocess.run(make, capture_output=True, text=True, check=False)
    if made.returncode:
        stop(f"no .venv: {(made.stderr or made.stdout).strip().splitlines()[-1:]}; {NO_VENV}")


def install_system_packages(*names: str) -> bool:
    """True when root and apt could install them."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"Installing {', '.join(names)} with apt-get …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if subprocess.run(install, env=quiet, capture_output=True, check=False).returncode == 0:
        return True
    subprocess.run(["apt-get", "update"], env=quiet, capture_output=True, check=False)
    return subprocess.run(install, env=quiet, capture_output=True, check=False).returncode == 0
