"""The slides of a talk, as a PDF written by hand (ISO 32000-1, sections 7.3 to 7.7): text, no images."""

# The first line of a slide is its heading.
SLIDES = (
    (
        "Clusters Talk: skills for the hydrogen economy",
        "4 December 2024, 08:30 to 09:45, online",
        "Hanna Bergrath, Clusters Example Secretariat",
    ),
    (
        "Agenda",
        "1. How many people, and for what?",
        "2. Three ways to train beside the job",
        "3. Poll and discussion",
        "4. Funding: what is open until spring",
    ),
    (
        "Lorvac: 640 jobs until 2030",
        "90 people in training today",
        "Two thirds are old trades with two weeks of safety rules",
        "Source: count of the members, October 2024",
    ),
    (
        "Poll",
        "Where should clusters put their effort?",
        "Persuading experienced workers to teach: 41 %",
        "Shared training rigs: 33 %",
        "Advertising in schools: 26 %",
    ),
    ("Thank you", "Next talk: circular textiles, 12 February 2025", "Questions: talks [at] clusters.example"),
)
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
# Numbers of the objects that all pages share; each slide adds a page and its content.
_CATALOG, _PAGES, _FONT_NUMBER, _FIRST = 1, 2, 3, 4


def deck(slides: tuple[tuple[str, ...], ...] = SLIDES) -> bytes:
    """Return a PDF with one landscape page for each of ``slides``."""
    pages = range(_FIRST, _FIRST + 2 * len(slides), 2)
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    objects = [
        b"<< /Type /Catalog /Pages %d 0 R >>" % _PAGES,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(slides)),
        _FONT,
    ]
    for number, slide in zip(pages, slides, strict=True):
        objects += [_page(number + 1), _content(slide)]
    return _file(objects)


def _page(content: int) -> bytes:
    return (
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 842 595] /Contents %d 0 R"
        b" /Resources << /Font << /F1 %d 0 R >> >> >>" % (_PAGES, content, _FONT_NUMBER)
    )


def _content(slide: tuple[str, ...]) -> bytes:
    lines = [line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)") for line in slide]
    head = b"/F1 28 Tf 60 480 Td (%s) Tj" % lines[0]
    rest = b" ".join(b"0 -36 Td (%s) Tj" % line for line in lines[1:])
    stream = b"BT %s /F1 18 Tf 0 -30 Td %s ET" % (head, rest)
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, _CATALOG, start)
    return bytes(out)
