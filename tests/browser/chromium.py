"""Where a Chromium is on this machine, and how it is started so that it speaks with nobody but the site under test."""

import os
import shutil
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Chromium's own traffic: updates, reports, sign-in, the first run's pages.
SILENT = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    # No name but the server's leads anywhere, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def find() -> Path | None:
    """Return the path of a Chromium or Chrome, or None when there is none."""
    commands = (shutil.which(command) for command in COMMANDS)
    applications = (path for path in APPLICATIONS if Path(path).is_file())
    found = next((path for path in (*commands, *applications) if path), None)
    return Path(found) if found else None


def flags() -> list[str]:
    """Return the flags to start it with."""
    # Chromium's sandbox refuses to run as root, as which tests run in a container.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    # Containers give /dev/shm 64 MB, in which a page may crash.
    return [*SILENT, "--disable-gpu", "--disable-dev-shm-usage", *(["--no-sandbox"] if root else [])]
