"""Keys of addresses: those of the package ``surt`` 0.3.1, which pywb and the tools of Webrecorder use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.surt import surt

VISIT = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://clusters.example/", "example,clusters)/"),
        ("https://clusters.example", "example,clusters)/"),
        ("HTTPS://WWW.Clusters.EXAMPLE/News/", "example,clusters)/news"),
        ("https://www2.clusters.example/a", "example,clusters)/a"),
        ("http://clusters.example:80/a", "example,clusters)/a"),
        ("https://clusters.example:80/a", "example,clusters:80)/a"),
        ("https://clusters.example:8443/a/", "example,clusters:8443)/a"),
        ("https://reader:secret@clusters.example/a", "example,clusters)/a"),
        ("https://clusters.example/a//b/./c/../d", "example,clusters)/a/b/d"),
        ("https://clusters.example/../a", "example,clusters)/../a"),
        ("https://clusters.example/a#part", "example,clusters)/a"),
        ("https://clusters.example/a?", "example,clusters)/a"),
        ("https://clusters.example/a?b=2&a=1&a=0", "example,clusters)/a?a=0&a=1&b=2"),
        ("https://clusters.example/a?Q=Wind%20Power", "example,clusters)/a?q=wind%20power"),
        ("https://clusters.example/a?x&y=&z", "example,clusters)/a?x&y=&z"),
        ("https://clusters.example/a%2520b", "example,clusters)/a%20b"),
        ("https://clusters.example/été", "example,clusters)/%c3%a9t%c3%a9"),
        ("https://clusters.example/%C3%A9t%C3%A9", "example,clusters)/%c3%a9t%c3%a9"),
        ("https://häfen.example/kräne", "example,xn--hfen-loa)/kr%c3%a4ne"),
        ("https://clusters.example/a?q=%26&b", "example,clusters)/a?&b&q="),
        (f"https://clusters.example/a?PHPSESSID={VISIT}&page=2", "example,clusters)/a?page=2"),
        (f"https://clusters.example/a?page=2&sid={VISIT}", "example,clusters)/a?&page=2"),
        ("https://clusters.example/a?cfid=1&cftoken=2", "example,clusters)/a"),
        ("https://clusters.example/(s(abcdefghijklmnopqrstuvwx))/a.aspx", "example,clusters)/a.aspx"),
        ("https://10.0.0.1/a", "1,0,0,10)/a"),
        ("https://clusters.example./a", "example,clusters)/a"),
        ("https://clusters.example/50%/a", "example,clusters)/50%25/a"),
        ("https://clusters.example/a?b=%23x%25", "example,clusters)/a?b=%23x%25"),
        ("https://clusters.example/a b?c d", "example,clusters)/a%20b?c%20d"),
    ],
)
def test_key(url: str, key: str) -> None:
    assert surt(url) == key


@given(st.text())
def test_a_key_is_one_word_of_ascii_whatever_the_address(rest: str) -> None:
    for url in (f"https://clusters.example/{rest}", f"https://{rest}", rest):
        key = surt(url)
        assert key.isascii()
        assert not any(char.isspace() for char in key)
