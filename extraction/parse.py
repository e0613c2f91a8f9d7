"""From the bytes of a response to one lxml tree that every extractor reads.

The order is: gate (is this an HTML page at all?), decode once, strip what XML does not allow, parse once.
"""

import html
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

MAX_BYTES = 5_000_000
# Extraction is linear in elements: 200,000 paragraphs took 35 s of CPU, 16,000 took 1.2 s.
MAX_ELEMENTS = 50_000

SIGNATURES = (
    (b"%PDF-", "a PDF sent as HTML"),
    (b"\x89PNG\r\n", "a PNG image sent as HTML"),
    (b"\xff\xd8\xff", "a JPEG image sent as HTML"),
    (b"GIF8", "a GIF image sent as HTML"),
    (b"RIFF", "a media file sent as HTML"),
    (b"PK\x03\x04", "a ZIP archive or an Office document sent as HTML"),
    (b"\x1f\x8b", "gzip data that was not unpacked"),
    (b"\x28\xb5\x2f\xfd", "zstd data that was not unpacked"),
    (b"BZh", "bzip2 data sent as HTML"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive sent as HTML"),
    (b"Rar!\x1a\x07", "a RAR archive sent as HTML"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a legacy Office document sent as HTML"),
    (b"{\\rtf", "an RTF document sent as HTML"),
    (b"%!PS", "a PostScript document sent as HTML"),
)
BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# What a page calls Latin-1 or ASCII is Windows-1252 to every browser (WHATWG Encoding Standard, "labels").
WINDOWS_1252 = re.compile(r"(?:us-?)?ascii|l1|latin-?1|iso[-_]?8859[-_]1")
# The encodings of that standard. Python knows more, and the detector offers some of them (Mac and DOS code pages);
# UTF-16 is told by its byte order mark, for whoever can read a declaration of it has decoded the page already.
ON_THE_WEB = re.compile(
    r"utf[-_]?8|(?:windows[-_]?|cp|x-cp)(?:125\d|874|866|932|936|949|950)|iso[-_]?8859[-_](?:[2-8]|10|1[3-6])|latin[-_]?[2-9]"
    r"|koi8[-_][ru]|(?:x-)?s(?:hift[-_]?)?jis|euc[-_]?(?:jp|kr)|iso[-_]2022[-_]jp|gb2312|gbk|gb18030|big5(?:[-_]?hkscs)?"
    r"|tis[-_]?620|macintosh|mac[-_]cyrillic"
)
LATIN_COUSINS = frozenset(("cp1250", "cp1254", "cp1257", "cp1258", "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_9"))

META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,30})", re.IGNORECASE)
MARKUP = re.compile(r"<[a-z!]", re.IGNORECASE)
FEED = re.compile(r"<(?:rss|feed|urlset|sitemapindex|rdf:RDF)[\s>]")
# What XML 1.0 (production 2, Char) leaves out. One such character in a tree makes trafilatura give up the whole page.
# Surrogates, the rest of what it leaves out, cannot come out of a decoder.
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
NONCHARACTERS = ("\ufffe", "\uffff")
# References to the same characters; html.unescape drops or replaces them as the HTML standard says.
NOT_XML_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]))(?:;|(?![0-9a-f]))",
    re.IGNORECASE,
)
# Wrappers that carry no meaning for extraction: taken out when a page is nested too deeply for the parser.
WRAPPERS = re.compile(r"</?(?:div|span|font|center|b|i|em|strong|u|small|big|section)(?=[\s>/])[^<>]*>", re.IGNORECASE)

# The default lookup makes every element an HtmlElement without a Python call for each one, unlike lxml.html's own.
_LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)


class Unreadable(ValueError):
    """The bytes are no HTML page that can be extracted; the message is one plain sentence that says what they are."""


def parse(body: bytes, charset: str = "") -> HtmlElement:
    """The root element of an HTML page, without comments and processing instructions.

    ``charset`` is what the Content-Type header said. Raises Unreadable for anything that is not an HTML page, is over
    5 MB or holds over 50,000 elements. Trees up to 2,048 levels deep are kept whole (that is libxml2's own limit);
    deeper pages lose their generic wrappers (div, span ...) first, so that their text is not lost.
    """
    _gate(body)
    text = decode(body, charset)
    if not MARKUP.search(text):
        raise Unreadable("no HTML markup in it")
    beginning = text[:2000]
    if beginning.lstrip()[:1] in ("{", "["):
        raise Unreadable("JSON or a script sent as HTML")
    if FEED.search(beginning) and "<html" not in beginning.lower():
        raise Unreadable("a feed or a sitemap sent as HTML")
    return _tree(NOT_XML_REFERENCE.sub(lambda reference: html.unescape(reference[0]), text))


def _gate(body: bytes) -> None:
    if len(body) > MAX_BYTES:
        raise Unreadable(f"over {MAX_BYTES // 1_000_000} MB of HTML")
    if not body or body.isspace():
        raise Unreadable("an empty page")
    start = body[:1024].lstrip()
    for signature, name in SIGNATURES:
        if start.startswith(signature):
            raise Unreadable(name)
    if not body.startswith(tuple(bom for bom, _ in BOMS)):
        # Every eighth byte of random data is a control character. Escape sequences switch alphabets in ISO-2022-JP.
        sample = body[:4096].replace(b"\x1b", b"")
        if len(sample) - len(sample.translate(None, CONTROLS)) > max(8, 0.02 * len(sample)):
            raise Unreadable("binary data sent as HTML")


def decode(body: bytes, charset: str = "") -> str:
    """The text of a page: by byte order mark, as UTF-8, by declaration (header, then meta element), by detection.

    UTF-8 is tried before the declaration because text in another encoding practically never is valid UTF-8, while
    UTF-8 pages that declare ISO-8859-1 are common. Never raises: bytes that nothing explains become U+FFFD.
    """
    for bom, encoding in BOMS:
        if body.startswith(bom):
            return body.decode(encoding, "replace").removeprefix("\ufeff")
    for encoding in _candidates(body, charset):
        try:
            return body.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return body.decode("utf-8", "replace")


def _candidates(body: bytes, charset: str) -> Iterator[str]:
    yield "utf-8"
    if _nearly_utf8(body):
        return
    meta = META_CHARSET.search(body[:4096])
    declared = [label.strip().strip("\"'").lower() for label in (charset, meta[1].decode("ascii") if meta else "")]
    for label in declared:
        if WINDOWS_1252.fullmatch(label):
            yield "cp1252"
        elif ON_THE_WEB.fullmatch(label):
            yield label
    yield from _detected(body)


def _nearly_utf8(body: bytes) -> bool:
    """True if a few stray bytes are all that keeps the page from being UTF-8 (a cut character, a pasted quote)."""
    text = body.decode("utf-8", "replace")
    wide = sum(1 for character in text if character > "\x7f")
    return text.count("\ufffd") * 10 < wide


def _detected(body: bytes) -> Iterator[str]:
    from trafilatura.utils import detect_encoding

    # The lines with bytes beyond ASCII tell most; charset_normalizer needs seconds for megabytes.
    sample = b"\n".join(line[:1000] for line in body.splitlines() if not line.isascii())[:9000]
    guesses = [guess for guess in detect_encoding(sample) if ON_THE_WEB.fullmatch(guess)]
    if "cp1252" in guesses and guesses[0] in LATIN_COUSINS:
        yield "cp1252"  # cousins win by a hair on short texts, for letters that the text does not use
    yield from guesses
    yield "cp1252"


def _tree(text: str) -> HtmlElement:
    root, cut = _parsed(text)
    if cut:
        root, cut = _parsed(WRAPPERS.sub(" ", text))
    if cut:
        raise Unreadable("nested more than 2,048 levels deep")
    if root is None:
        raise Unreadable("an empty page")
    if root.xpath("count(//*)") > MAX_ELEMENTS:
        raise Unreadable(f"over {MAX_ELEMENTS:,} elements")
    return root


def _parsed(text: str) -> tuple[HtmlElement | None, bool]:
    """The root element (None for an empty document), and whether the parser gave up in the middle of the page."""
    for character in NONCHARACTERS:
        text = text.replace(character, "")
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(_LOOKUP)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace").translate(None, CONTROLS), parser)
    except etree.XMLSyntaxError:
        return None, False
    return root, bool(parser.error_log.filter_from_level(etree.ErrorLevels.FATAL))
