"""The gate, the decoder and the parser."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.parse import MAX_BYTES, MAX_ELEMENTS, Unreadable, parse

SENTENCE = "The cluster opened a test centre for recycled fibres."
# Invented sentences with the letters and quotes in which the encodings of Europe differ.
GERMAN = "Größere Häuser prüfen „neue Märkte“ – für 40 € im Jahr."
DANISH = "Klyngen åbner et testcenter på øen – “vi glæder os”, siger formanden."
POLISH = "Klaster ogłosił nowy program, a małe firmy złożą wnioski w październiku."


def page(text: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "an empty page"),
        (b" \r\n\t", "an empty page"),
        (b"<!doctype html>", "an empty page"),
        (b"%PDF-1.7\n<p>not a page</p>", "a PDF sent as HTML"),
        (b"\n%PDF-1.7", "a PDF sent as HTML"),
        (b"\x89PNG\r\n\x1a\n<p>", "a PNG image sent as HTML"),
        (b"PK\x03\x04<p>", "a ZIP archive or an Office document sent as HTML"),
        (b"\x1f\x8b\x08<p>", "gzip data that was not unpacked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1<p>", "a legacy Office document sent as HTML"),
        (b"<p>" + bytes(range(32)) * 20, "binary data sent as HTML"),
        (b"Page not found.", "no HTML markup in it"),
        (b'{"html": "<p>text</p>"}', "JSON or a script sent as HTML"),
        (b"<!-- theme -->\n<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>", "a feed or a sitemap"),
        (b"<p>" + b"x" * MAX_BYTES, "over 5 MB of HTML"),
        (b"<br>" * (MAX_ELEMENTS + 1), "over 50,000 elements"),
    ],
)
def test_what_is_no_page_is_named(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parse(body)


@pytest.mark.parametrize(
    ("text", "encoding", "head", "charset"),
    [
        (GERMAN, "utf-8", "", ""),
        (GERMAN, "utf-8", "<meta charset='iso-8859-1'>", "ISO-8859-1"),
        (GERMAN, "utf-8-sig", "", "windows-1252"),
        (GERMAN, "utf-16", "", ""),
        (GERMAN, "cp1252", "<meta charset=iso-8859-1>", ""),
        (GERMAN, "cp1252", "", "latin1"),
        (GERMAN, "cp1252", "", ""),
        (DANISH, "cp1252", "", ""),
        (DANISH, "cp1252", "<meta charset='utf-8'>", "utf-8"),
        (DANISH, "cp1252", "", "no-such-charset"),
        (POLISH, "iso8859-2", "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'>", ""),
        (POLISH, "cp1250", "<meta charset=utf-8>", ""),
        (POLISH, "utf-8", "<meta charset='utf-16'>", ""),
    ],
)
def test_text_is_decoded_whatever_the_page_says_of_it(text: str, encoding: str, head: str, charset: str) -> None:
    tree = parse(page(text, head).encode(encoding), charset)
    assert tree.findtext(".//p") == text


@pytest.mark.parametrize("charset", ["", "utf-8", "iso-8859-1"])
def test_a_few_stray_bytes_leave_a_page_utf8(charset: str) -> None:
    body = page(GERMAN * 5).encode() + b"<p>\xe9</p>"
    assert GERMAN in parse(body, charset).text_content()


def test_blanks_and_nulls_before_a_page_do_no_harm() -> None:
    assert parse(b"\n" * 5000 + b"\0\0<p>text</p>").findtext(".//p") == "text"


@pytest.mark.parametrize("bad", ["\x0b", "\x01", "&#1;", "&#x1f;", "&#11;", "&#65534;", "\ufffe", "&#xFFFF;"])
def test_characters_that_xml_forbids_are_dropped(bad: str) -> None:
    assert parse(page(f"one{bad} two").encode()).findtext(".//p") == "one two"


@pytest.mark.parametrize(
    ("reference", "text"), [("&#150;", "–"), ("&#9;", "\t"), ("&#128200;", "📈"), ("&#14x", "x"), ("&#145", "‘")]
)
def test_other_references_keep_their_meaning(reference: str, text: str) -> None:
    assert parse(page(f"a{reference}b").encode()).findtext(".//p") == f"a{text}b"


@pytest.mark.parametrize("depth", [300, 2000, 3000, 50_000])
def test_deep_pages_keep_their_text(depth: int) -> None:
    body = f"<html><body>{'<div>' * depth}<p>{SENTENCE}</p>{'</div>' * depth}<p>After it.</p></body></html>"
    text = parse(body.encode()).text_content()
    assert SENTENCE in text
    assert "After it." in text


def test_lists_that_are_too_deep_are_refused() -> None:
    with pytest.raises(Unreadable, match="nested more than 2,048 levels deep"):
        parse(b"<ul><li>" * 40_000)


def test_comments_and_instructions_are_left_out() -> None:
    tree = parse(b"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><body><!-- a --><p>b<!-- c -->d</p></body>")
    assert tree.findtext(".//p") == "bd"


@settings(max_examples=200)
@given(st.binary(max_size=2000), st.text(max_size=12))
def test_any_bytes_give_a_tree_or_a_reason(body: bytes, charset: str) -> None:
    for candidate in (body, b"<p>" + body):
        with suppress(Unreadable):
            assert isinstance(parse(candidate, charset).tag, str)
