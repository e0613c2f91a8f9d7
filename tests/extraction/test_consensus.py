"""Extractors vote. Here they are stand-ins: the real ones are an extra that need not be installed."""

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from extraction.body import body_text
from extraction.parse import parse
from items import Source

SOURCE = Source(
    name="test",
    title="Test",
    homepage="https://clusters.example/",
    country="EU",
    language="en",
    host="clusters.example",
)
URL = "https://clusters.example/news/7"
ARTICLE = [
    "The lantern makers of Hollin have moved into one workshop, with a single stock of glass and a single truck.",
    "They save a fifth of what they spent before, and the truck now runs full on four days of the week.",
    "The oldest of them, who was against it, has asked for the place next to the window.",
]
TEASERS = [
    "Forty candle makers meet in the capital and talk about wax, which is dearer than ever before.",
    "A harbour without a crane is looking for a crane, and for somebody who can still drive one.",
]
HTML = (
    "<html><head><title>One workshop for all lanterns</title></head><body>"
    f"<div class='a'><h2>How it began</h2>{''.join(f'<p>{line}</p>' for line in ARTICLE)}</div>"
    f"<div class='b'>{''.join(f'<p>{line}</p>' for line in TEASERS)}</div></body></html>"
)


def install(monkeypatch: pytest.MonkeyPatch, **answers: Any) -> None:
    """Put stand-ins of the extractors in place; an answer that is an exception is raised."""

    def reply(name: str) -> str:
        answer = answers[name]
        if isinstance(answer, Exception):
            raise answer
        return "\n".join(answer)

    class Document:
        def __init__(self, html: str) -> None:
            assert "<title>" in html

        def summary(self) -> str:
            return "".join(f"<p>{line}</p>" for line in reply("readability").split("\n"))

    class Article:
        def __init__(self, url: str, *, fetch_images: bool) -> None:
            assert (url, fetch_images) == (URL, False)

        def download(self, *, input_html: str) -> None:
            assert "<title>" in input_html

        def parse(self) -> None:
            self.text = reply("newspaper")

    def extract_plain_text(html: str, **options: bool) -> str:
        assert options["main_content"]
        return reply("resiliparse")

    modules = {
        "readability": SimpleNamespace(Document=Document),
        "newspaper": SimpleNamespace(Article=Article),
        "resiliparse": ModuleType("resiliparse"),
        "resiliparse.extract": ModuleType("resiliparse.extract"),
        "resiliparse.extract.html2text": SimpleNamespace(extract_plain_text=extract_plain_text),
    }
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(
        "extraction.consensus.trafilatura_text",
        lambda _tree, *, precise=False: reply("precise" if precise else "default"),
    )


def consensus() -> list[str]:
    return body_text(parse(HTML.encode()), SOURCE, URL, "consensus").split("\n")


def test_the_majority_decides_and_headings_are_repaired(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = [*ARTICLE, *TEASERS]
    install(
        monkeypatch,
        default=everything,
        precise=ARTICLE[:2],
        readability=ARTICLE,
        newspaper=ARTICLE[1:],
        resiliparse=everything,
    )
    assert consensus() == ["How it began", *ARTICLE]


def test_an_extractor_that_fails_or_finds_nothing_has_no_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    failure = ImportError("no stop words")
    install(monkeypatch, default=ARTICLE, precise=ARTICLE[:2], readability=TEASERS, newspaper=failure, resiliparse=[""])
    assert consensus() == ["How it began", *ARTICLE]


def test_answers_that_agree_on_nothing_leave_the_standard_method(monkeypatch: pytest.MonkeyPatch) -> None:
    extractors = ("default", "precise", "readability", "newspaper", "resiliparse")
    answers = {name: ["Nothing of this page."] for name in extractors}
    install(monkeypatch, **answers)
    standard = body_text(parse(HTML.encode()), SOURCE, URL).split("\n")
    assert consensus() == standard


@pytest.mark.parametrize("missing", ["readability", "newspaper", "resiliparse"])
def test_a_missing_extractor_is_a_clear_error(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    install(monkeypatch)
    for name in [name for name in sys.modules if name.split(".")[0] == missing]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(RuntimeError, match="pip install readability-lxml resiliparse newspaper4k"):
        consensus()
