"""What the documents say is there: settings, commands, sources, links. Each failure says what to write where."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.verbs import OURS, ROOT, problems

# The .md files of other folders are data: texts of the demo, pages for tests.
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("[a-z]*/README.md")])
README = ROOT / "README.md"
OPERATIONS = ROOT / "docs" / "operations.md"
ADDING = ROOT / "docs" / "adding-a-source.md"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
# Folders of one person's machine. /srv, /etc and /tmp are the same for everybody.
MACHINE = re.compile(r"(?<![\w.:/])/(?:work|root|home|Users|mnt)/[\w.-]+")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    assert path.exists(), f"{named(path)} is missing"
    return path.read_text("utf8")


def our_settings() -> dict[str, str]:
    """Return the names and the lines of the settings under the heading `Ours` of settings.py."""
    _, _, rest = text(ROOT / "settings.py").partition("# --- Ours")
    ours, _, _ = rest.partition("\n# --- ")
    return dict(re.findall(r"^([A-Z_]+) = (.*)$", ours, re.MULTILINE))


def defaults() -> dict[str, object]:
    """Return the value of every setting on a machine that sets none of them."""
    values: dict[str, object] = {}
    with patch.dict("os.environ", clear=True):
        exec(compile(text(ROOT / "settings.py"), "settings.py", "exec"), values)
    return values


def rows_of_settings() -> dict[str, tuple[str, str]]:
    """Return star and default of each row of the table of settings in docs/operations.md."""
    rows = re.findall(r"^\| `([A-Z_]+)`( \*)? \| (.*?) ?\|", text(OPERATIONS), re.MULTILINE)
    return {name: (star, default.strip("`")) for name, star, default in rows}


@pytest.mark.parametrize("name", our_settings())
def test_every_setting_of_ours_is_in_the_table_of_settings(name: str) -> None:
    assert name in rows_of_settings(), f"docs/operations.md, Settings: add a row for `{name}`"
    _, default = rows_of_settings()[name]
    assert default == str(defaults()[name]), f"docs/operations.md, Settings: the default of `{name}`"


@pytest.mark.parametrize("name", rows_of_settings())
def test_a_star_marks_the_settings_that_are_read_from_the_environment(name: str) -> None:
    read = re.search(rf'environ\.get\(\s*"{name}"', text(ROOT / "settings.py"))
    assert name in defaults(), f"docs/operations.md, Settings: settings.py has no {name}"
    assert bool(read) == bool(rows_of_settings()[name][0]), f"docs/operations.md, Settings: the star of `{name}`"


@pytest.mark.parametrize("verb", sorted(OURS))
def test_every_command_is_documented(verb: str) -> None:
    found = [path for path in DOCUMENTS if re.search(rf"\bscrapy {verb}\b", text(path))]
    assert found, f"README.md or docs/operations.md: say what `scrapy {verb}` does"


def source_names() -> Iterator[str]:
    for path in (ROOT / "spiders").glob("*.py"):
        yield from re.findall(r'^    name = "(\w+)"$', text(path), re.MULTILINE)


@pytest.mark.parametrize("name", sorted(source_names()))
def test_every_source_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in text(README), f"README.md: name the source `{name}` in the list of sources"


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_the_commands_in_a_document_exist(path: Path) -> None:
    fenced = [block for language, block in FENCE.findall(text(path)) if language in ("sh", "bash", "console")]
    inline = INLINE.findall(FENCE.sub("", text(path)))
    wrong = [why for snippet in (*fenced, *inline) for why in problems(snippet)]
    assert not wrong, f"{named(path)}: {'; '.join(wrong)}"


def anchors(path: Path) -> set[str]:
    """Return the fragments that GitHub gives to the headings of a document."""
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", text(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_lead_to_files_and_headings_that_exist(path: Path) -> None:
    for link in LINK.findall(FENCE.sub("", text(path))):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, fragment = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), f"{named(path)}: the link to {link} leads nowhere"
        assert not fragment or file.suffix != ".md" or fragment in anchors(file), f"{named(path)}: no heading {link}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_a_document_names_no_folder_of_one_machine(path: Path) -> None:
    found = MACHINE.search(text(path))
    assert not found, f"{named(path)}: write {found[0] if found else ''} as a path from the root of the project"


def test_the_example_of_a_source_is_the_real_one() -> None:
    example = re.search(r"<!-- demo.py -->\n```python\n(.*?)```\n<!-- end -->", text(ADDING), re.DOTALL)
    assert example, "docs/adding-a-source.md: keep spiders/demo.py between <!-- demo.py --> and <!-- end -->"
    assert example[1] == text(ROOT / "spiders" / "demo.py"), "docs/adding-a-source.md: paste spiders/demo.py anew"


def test_every_fact_of_a_source_is_explained() -> None:
    tree = ast.parse(text(ROOT / "items.py"))
    [source] = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Source"]
    facts = [
        node.target.id for node in source.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    for fact in facts:
        assert re.search(rf"^\|[^|]*`{fact}`", text(ADDING), re.MULTILINE), (
            f"docs/adding-a-source.md: say what `{fact}` is"
        )


def test_the_rooms_are_in_the_architecture() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {
        "tests",
        "benchmarks",
        "deploy",
        "demo",
        "docs",
    }
    for room in sorted(rooms):
        assert f"`{room}/`" in text(ROOT / "docs" / "architecture.md"), f"docs/architecture.md: say what {room}/ is for"


def test_the_version_has_an_entry_in_the_changelog() -> None:
    version = re.search(r'^version = "(.+)"$', text(ROOT / "pyproject.toml"), re.MULTILINE)
    assert version
    assert f"## [{version[1]}]" in text(ROOT / "CHANGELOG.md"), f"CHANGELOG.md: say what {version[1]} brings"
