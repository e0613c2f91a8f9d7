"""Imports point down: a room uses only the rooms below it, and each big library has one room."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What each room may import of ours, besides itself.
ALLOWED = {
    "commands": {"archive", "extraction", "items", "spiders", "workers"},
    "spiders": {"extraction", "items", "workers"},
    "pipelines": {"archive", "extraction", "items", "workers"},
    "middlewares": {"archive", "items", "workers"},
    "archive": {"items", "workers"},
    "extraction": {"items"},
    "items.py": set(),
    "workers.py": set(),
    "settings.py": set(),
    "web": set(),
    "demo": {"archive", "items"},
}
OURS = {
    "commands", "spiders", "pipelines", "middlewares", "archive", "extraction", "items", "workers", "settings", "web",
}  # fmt: skip

# Where alone a library may be imported.
FENCES = {
    "trafilatura": ("extraction/",),
    "bs4": ("extraction/",),
    "sqlite_utils": ("archive/",),
    "warcio": ("archive/warc",),
    "datasette": ("web/plugins/",),
    "pebble": ("workers.py",),
}
# Extraction is pure: no clock, no files, no network, no chance.
IMPURE = {"time", "random", "socket", "urllib.request", "requests", "subprocess", "scrapy", "twisted", "os", "pathlib"}


def files(room: str) -> Iterator[Path]:
    path = ROOT / room
    yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_uses_only_the_rooms_below_it(room: str) -> None:
    own = {room.removesuffix(".py")}
    for path in files(room):
        used = {name.split(".")[0] for name in imports(path)} & OURS
        assert used <= ALLOWED[room] | own, f"{path.relative_to(ROOT)} imports {used - ALLOWED[room] - own}"


@pytest.mark.parametrize("library", FENCES)
def test_each_big_library_has_one_room(library: str) -> None:
    for room in ALLOWED:
        for path in files(room):
            name = path.relative_to(ROOT).as_posix()
            if library in {used.split(".")[0] for used in imports(path)}:
                assert name.startswith(FENCES[library]), f"{name} imports {library}"


def test_extraction_reads_no_clock_no_file_and_no_network() -> None:
    for path in files("extraction"):
        assert not imports(path) & IMPURE, f"{path.name} imports {imports(path) & IMPURE}"


def test_only_the_workers_load_what_reads_pages() -> None:
    """Each verb of scrapy loads all of these rooms, and the libraries that read pages are slow to load."""
    paths = [path for room in ("commands", "spiders", "pipelines", "middlewares") for path in files(room)]
    modules = ", ".join(path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in paths)
    code = f"import sys, {modules}\nprint(*set(sys.argv) & set(sys.modules))"
    readers = ("bs4", "trafilatura", "py3langid", "openpyxl", "pypdfium2")
    done = subprocess.run([sys.executable, "-c", code, *readers], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_migrations_stand_alone() -> None:
    assert imports(ROOT / "archive" / "migrations.py") == {"sqlite_utils"}


def test_items_know_only_the_standard_library() -> None:
    assert {name.split(".")[0] for name in imports(ROOT / "items.py")} <= set(sys.stdlib_module_names)


def test_the_environment_is_read_in_the_settings_alone() -> None:
    for room in set(ALLOWED) - {"settings.py"}:
        for path in files(room):
            if path == ROOT / "commands" / "serve.py":
                continue  # hands its environment on to the server that takes its place
            text = path.read_text("utf8")
            assert "os.environ" not in text, f"{path.relative_to(ROOT)} reads the environment"
            assert "getenv" not in text, f"{path.relative_to(ROOT)} reads the environment"
