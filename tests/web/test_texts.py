"""The texts of the interface: complete, used, escaped, and fit for languages with other plurals than English."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from fnmatch import filter as filter_keys
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes
from markupsafe import Markup

import web.texts
from web.languages import language_tag, written_in
from web.texts import DEFAULT, FOLDER, Texts

WEB = FOLDER.parent
TABLES = tomllib.loads((FOLDER / f"{DEFAULT}.toml").read_text("utf-8"))
KEYS = {f"{table}.{name}" for table, texts in TABLES.items() for name in texts}
START = re.compile(r"[a-z]+\.[a-z_]*")
COMPUTED = re.compile(r"[a-z]+\.[a-z_]*\*[a-z_]*|\*\.[a-z_]+")
# A key, with * for what is computed, and the names of the values that come with it where these are known.
Use = tuple[str, frozenset[str] | None]


def texts_of(key: str) -> list[str]:
    """Return the text of ``key``, or all its plural forms."""
    table, _, name = key.partition(".")
    text = TABLES[table][name]
    return list(text.values()) if isinstance(text, dict) else [text]


def in_templates() -> Iterator[Use]:
    """Yield what the templates ask for."""
    environment = jinja2.Environment(autoescape=True)
    for path in sorted((WEB / "templates").glob("*.html")):
        for call in environment.parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                values = frozenset(keyword.key for keyword in call.kwargs)
                yield from ((key, values) for key in _keys(call.args[0]))


def _keys(node: nodes.Expr | None) -> Iterator[str]:
    match node:
        case nodes.Const():
            yield str(node.value)
        case nodes.Concat():
            yield "".join(str(part.value) if isinstance(part, nodes.Const) else "*" for part in node.nodes)
        case nodes.CondExpr():
            yield from _keys(node.expr1)
            yield from _keys(node.expr2)
        case _:
            # A key that the page was given: it stands in the code.
            assert isinstance(node, nodes.Getattr | nodes.Name), node


def in_code() -> Iterator[Use]:
    """Yield the keys in the code, and whatever strings put together there may be one."""
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Constant(value=str(text)) if text in KEYS:
                    yield text, None
                case ast.BinOp(left=ast.Constant(value=str(start)), op=ast.Add()) if START.fullmatch(start):
                    yield f"{start}*", None
                case ast.JoinedStr():
                    key = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
                    if COMPUTED.fullmatch(key):
                        yield key, None


USES = [*in_templates(), *in_code()]


def test_every_text_that_a_template_asks_for_is_there() -> None:
    asked = {key for key, values in USES if values is not None}
    assert [key for key in asked if not filter_keys(KEYS, key)] == []
    assert len(asked) > 100


def test_every_text_is_used() -> None:
    used = {found for key, _ in USES for found in filter_keys(KEYS, key)}
    assert sorted(KEYS - used) == []


def test_every_text_gets_the_values_that_it_has_places_for() -> None:
    lacking = []
    for key, values in USES:
        if values is None or key not in KEYS:
            continue
        forms = texts_of(key)
        places = {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name is not None}
        if len(forms) > 1:
            places.add("count")
        if places - values:
            lacking.append((key, places - values))
    assert lacking == []


def test_every_plural_has_the_forms_of_english() -> None:
    forms = {name for texts in TABLES.values() for text in texts.values() if isinstance(text, dict) for name in text}
    assert forms == {"one", "other"}


@pytest.fixture
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Texts:
    (tmp_path / "pl.toml").write_text(
        '[search]\nfound = { one = "{count} artykuł", few = "{count} artykuły", many = "{count} artykułów",'
        ' other = "{count} artykułu" }\nnothing_for = "Nie ma <{words}>"\n',
        "utf-8",
    )
    monkeypatch.setattr(web.texts, "FOLDER", tmp_path)
    return Texts("pl")


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "1 artykuł"), (2, "2 artykuły"), (5, "5 artykułów"), (22, "22 artykuły"), (12345, "12\xa0345 artykułów")],
)
def test_plurals_and_numbers_of_another_language(polish: Texts, count: int, shown: str) -> None:
    assert polish("search.found", count=count) == shown


def test_dates_and_names_of_another_language(polish: Texts) -> None:
    assert polish.date("2026-11-03T06:30:00Z") == "3 listopada 2026"
    assert polish.month(5) == "maj"
    assert (polish.language_name("de-AT"), polish.country_name("be")) == ("niemiecki", "Belgia")


def test_a_text_that_a_language_lacks_is_an_error(polish: Texts) -> None:
    assert polish.has("search.found")
    assert not polish.has("search.title")
    with pytest.raises(KeyError):
        polish("search.title")


def test_texts_and_values_are_escaped_and_markup_stays(polish: Texts) -> None:
    assert polish("search.nothing_for", words="<script>") == "Nie ma &lt;&lt;script&gt;&gt;"
    assert polish("search.nothing_for", words=Markup("<q>a</q>")) == "Nie ma &lt;<q>a</q>&gt;"
    assert polish.plain("search.nothing_for", words="a & {b}") == "Nie ma <a & {b}>"


@pytest.mark.parametrize(
    ("iso", "shown"),
    [("2026-11-03", "3 November 2026"), ("2026-01-31T23:59:59Z", "31 January 2026"), ("2026", "2026"), (None, "")],
)
def test_dates_in_english(iso: str | None, shown: str) -> None:
    assert Texts().date(iso) == shown


def test_times_in_english() -> None:
    assert Texts().time("2026-11-03T06:30:59Z") == "3 November 2026, 06:30 UTC"
    assert Texts().time("2026-11-03") == "3 November 2026"


@pytest.mark.parametrize("tag", ["de", "EN", "pt-BR", "zh-Hant-TW", "und"])
def test_a_known_language_becomes_an_attribute(tag: str) -> None:
    assert language_tag(tag) == tag
    assert written_in(tag) == f'dir="auto" lang="{tag}"'


@pytest.mark.parametrize(
    "tag", [None, "", "qq", "english", "de_AT", 'de" onclick="x', "<b>", "de-\N{ARABIC LETTER ALEF}b"]
)
def test_anything_else_does_not(tag: str | None) -> None:
    assert language_tag(tag) == ""
    assert written_in(tag) == 'dir="auto"'
