"""The text of office mark-up as lines: a paragraph a line, a row of a table a line with tabs between its cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from extraction.documents.package import attribute, local

# As many blanks as one element may stand for.
_MOST_BLANKS = 100


def _never(_: etree._Element) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the elements of a format mean, by their names without namespace.

    ``text`` are those whose text counts; none: all text within a paragraph does. ``signs`` stand for the characters
    given, ``skipped`` are left out with all that they hold, ``begins_page`` says whether a page begins at an element.
    """

    paragraphs: frozenset[str]
    cells: frozenset[str]
    rows: frozenset[str]
    signs: dict[str, str]
    text: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    is_skipped: Callable[[etree._Element], bool] = _never
    begins_page: Callable[[etree._Element], bool] = _never


def texts(root: etree._Element, rules: Rules) -> Iterator[str]:
    """Yield the text of each page below ``root``. A page without any text is none, but for the only one."""
    flow = _Flow(rules)
    yielded = False
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            flow.end(element)
        elif local(element) in rules.skipped or rules.is_skipped(element):
            walk.skip_subtree()
            flow.skipping = element
        else:
            if rules.begins_page(element) and (page := flow.taken()):
                yield page
                yielded = True
            flow.start(element)
    page = flow.taken()
    if page or not yielded:
        yield page


class _Flow:
    """The text of the page under way."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._pieces: list[str] = []
        self._paragraphs = 0
        self._cells = 0
        self.skipping: etree._Element | None = None

    def taken(self) -> str:
        """Return the text so far, and begin anew."""
        text = "".join(self._pieces).strip()
        self._pieces = []
        return text

    def start(self, element: etree._Element) -> None:
        """Take what stands at the start of an element."""
        name = local(element)
        if name in self._rules.paragraphs:
            # A box of text is anchored in a paragraph, often in one that has nothing else.
            if self._paragraphs and self._pieces and not self._pieces[-1].endswith("\n"):
                self._pieces.append("\n")
            self._paragraphs += 1
        elif name in self._rules.cells:
            self._cells += 1
        elif name in self._rules.signs:
            self._pieces.append(self._rules.signs[name] * _repeats(element))
        if element.text and (name in self._rules.text or (not self._rules.text and self._paragraphs)):
            self._pieces.append(element.text)

    def end(self, element: etree._Element) -> None:
        """Take what stands at the end of an element."""
        if element is self.skipping:
            self.skipping = None
        else:
            self._close(local(element))
        if not self._rules.text and self._paragraphs and element.tail:
            self._pieces.append(element.tail)

    def _close(self, name: str) -> None:
        if name in self._rules.paragraphs:
            self._paragraphs -= 1
            self._pieces.append(" " if self._cells else "\n")
        elif name in self._rules.cells:
            self._cells -= 1
            self._pieces.append("\t")
        elif name in self._rules.rows:
            self._pieces.append("\n")


def _repeats(element: etree._Element) -> int:
    """Return how many blanks an ODF ``text:s`` stands for; 1 for other elements."""
    count = attribute(element, "c")
    return min(int(count), _MOST_BLANKS) if count.isdecimal() and len(count) < 4 else 1
