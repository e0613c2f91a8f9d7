"""Lets several extractors vote on what belongs to an article. Slower by an order of magnitude, and off by default.

The majority takes the place of trafilatura's answer; scope, repair and trimming are those of the standard method.
"""

import logging
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType

from lxml import etree
from lxml.html import HtmlElement

from extraction.extractor import extracted, trafilatura_text
from extraction.flow import choose, matching
from extraction.paragraphs import Paragraph, paragraphs
from extraction.parse import parse

NEEDED = "readability-lxml resiliparse newspaper4k"

_log = logging.getLogger(__name__)


class Ballot:
    """The answers of five extractors to one page."""

    def __init__(self, tree: HtmlElement, url: str) -> None:
        """Ask every extractor about ``tree``, which is not changed.

        Raises RuntimeError, with the command that helps, if one of them is not installed.
        """
        html = etree.tostring(tree, encoding="unicode", method="html")
        self.answers = [answer for answer in _answers(tree, html, url) if answer.strip()]

    def elected(self, root: HtmlElement) -> list[Paragraph]:
        """The paragraphs of ``root``, an element of the tree, that belong to an article by a majority of the answers.

        The standard method decides where there is no majority for anything.
        """
        found = paragraphs(root)
        ballots = [matching(found, answer) for answer in self.answers]
        ballots = [ballot for ballot in ballots if any(ballot)]
        majority = [2 * sum(votes) > len(ballots) for votes in zip(*ballots, strict=True)]
        return choose(found, majority) if any(majority) else extracted(root)


def _answers(tree: HtmlElement, html: str, url: str) -> Iterator[str]:
    voters = [_readability(), _newspaper(url), _resiliparse()]
    yield trafilatura_text(tree)
    yield trafilatura_text(tree, precise=True)
    for voter in voters:
        try:
            yield voter(html)
        except Exception as error:  # noqa: BLE001 - any of them may raise anything on a page that it cannot read
            _log.debug("no vote on %s: %s", url, error)


def _readability() -> Callable[[str], str]:
    module = _module("readability")

    def answer(html: str) -> str:
        return "\n".join(one.text for one in paragraphs(parse(module.Document(html).summary().encode())))

    return answer


def _newspaper(url: str) -> Callable[[str], str]:
    module = _module("newspaper")

    def answer(html: str) -> str:
        article = module.Article(url, fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return str(article.text)

    return answer


def _resiliparse() -> Callable[[str], str]:
    module = _module("resiliparse.extract.html2text")

    def answer(html: str) -> str:
        return str(module.extract_plain_text(html, main_content=True, alt_texts=False, links=False, form_fields=False))

    return answer


def _module(path: str) -> ModuleType:
    try:
        with warnings.catch_warnings():  # newspaper warns of features that are not used here
            warnings.simplefilter("ignore")
            return import_module(path)
    except ImportError as error:
        raise RuntimeError(f"the consensus method needs more extractors: pip install {NEEDED} ({error})") from error
