import pytest

from extraction.content_type import charset


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html; charset=utf-8", "utf-8"),
        ('text/html;Charset="windows-1250"', "windows-1250"),
        ("text/html; charset='iso-8859-1'; x=y", "iso-8859-1"),
        ("text/html", ""),
        ("text/html; charset=", ""),
        ("", ""),
    ],
)
def test_the_charset_of_a_header(header: str, expected: str) -> None:
    assert charset(header) == expected
