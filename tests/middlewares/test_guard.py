from contextlib import suppress
from dataclasses import replace
from ipaddress import IPv4Address, ip_address
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from items import Source
from middlewares.guard import Guard, RedirectsPass, Refused, check, is_public, literal, own_address, proxy_hosts

SOURCE = Source(
    name="clusters",
    title="Clusters",
    homepage="https://clusters.example/",
    country="EU",
    language="en",
    host="clusters.example",
    aliases=("www.clusters.example", "preview.clusters.example", "*.staging.example"),
)


@pytest.fixture
def stats() -> list[str]:
    return []


@pytest.fixture
def guard(stats: list[str], monkeypatch: pytest.MonkeyPatch) -> Guard:
    monkeypatch.setattr("middlewares.guard.getproxies", lambda: {"http": "http://proxy.example:3128"})
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(source=SOURCE), stats=SimpleNamespace(inc_value=stats.append))
    return Guard.from_crawler(crawler)


@pytest.mark.parametrize(
    "url",
    [
        "https://clusters.example/news?page=1",
        "http://clusters.example/",
        "https://clusters.example:443/",
        "https://CLUSTERS.example/",
    ],
)
def test_the_source_is_let_through(url: str) -> None:
    check(url, source=SOURCE)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://clusters.example/", "leads to ftp:, which is neither http nor https"),
        ("file:///etc/passwd", "leads to file:, which is neither http nor https"),
        ("//clusters.example/", "leads to no scheme:, which is neither http nor https"),
        ("https://evil.example/", "leads to another site, evil.example"),
        ("https://clusters.example.evil.example/", "leads to another site"),
        ("https://sub.clusters.example/", "leads to another site"),
        ("https://clusters.example:8443/", "leads to port 8443"),
        ("http://clusters.example:443/", "leads to port 443"),
        ("https://clusters.example:0/", "leads to port 0"),
        ("https://clusters.example:99999/", "cannot be read"),
        ("https://[::1/", "cannot be read"),
        ("https://user@clusters.example/", "holds a user name or a password"),
        ("https://:secret@clusters.example/", "holds a user name or a password"),
        ("https://clusters.example@127.0.0.1/", "holds a user name or a password"),
        ("https:///news", "the host name '' is not valid"),
        ("https://clusters example/", "is not valid"),
        ("https://clusters..example/", "is not valid"),
        ("https://clústers.example/", "is not valid"),
        ("https://127.0.0.1/", "leads to 127.0.0.1, which is not on the public internet"),
        ("https://93.184.216.34/", "leads to another site, 93.184.216.34"),
    ],
)
def test_all_else_is_refused(url: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        check(url, source=SOURCE)
    assert reason in str(refused.value)


def test_the_port_of_the_homepage_is_the_sites_own() -> None:
    homepage = "http://clusters.example:8080/"
    source = Source(name="", title="", homepage=homepage, country="", language="", host="clusters.example")
    check("http://clusters.example:8080/news", source=source)
    with pytest.raises(Refused, match="leads to port 8081"):
        check("http://clusters.example:8081/news", source=source)


def test_redirects_never_go_back_to_http() -> None:
    check("https://clusters.example/", source=SOURCE, redirects=["http://clusters.example/"])
    with pytest.raises(Refused, match="from https back to http"):
        check("http://clusters.example/", source=SOURCE, redirects=["https://clusters.example/a", "http://x/"])


def test_a_spider_without_source_has_its_addresses_checked() -> None:
    check("https://any.example/")
    with pytest.raises(Refused):
        check("https://169.254.169.254/")


def test_the_proxy_is_no_target() -> None:
    # The resolver lets the names of proxies pass, wherever they lead.
    with pytest.raises(Refused, match="the proxy itself"):
        check("http://proxy.example/", proxies={"proxy.example"})


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "127.0.0.1.",
        "2130706433",
        "0x7f000001",
        "0X7F.1",
        "017700000001",
        "0177.0.0.01",
        "127.0.1",
    ],
)
def test_every_spelling_of_an_address_is_known(host: str) -> None:
    address = literal(host)
    assert isinstance(address, IPv4Address)
    assert address.is_loopback


@pytest.mark.parametrize(
    "host", ["256.0.0.1.2", "1.2.3.4.5", "0x1ffffffff", "09.0.0.1", "example.0x", "a b", "-\n", ""]
)
def test_what_is_neither_address_nor_name_is_refused(host: str) -> None:
    with pytest.raises(Refused):
        literal(host)


@pytest.mark.parametrize(
    "host", ["clusters.example", "xn--clsters-n2a.example", "1st.example", "a_b.example", "0x7f.com"]
)
def test_names_are_no_addresses(host: str) -> None:
    assert literal(host) is None


@given(st.ip_addresses(v=4), st.sampled_from(["{}", "{}.", "{:d}", "{:#x}", "0{:o}"]))
def test_no_spelling_of_an_address_gets_past(address: IPv4Address, spelling: str) -> None:
    value = address if spelling.startswith("{}") else int(address)
    assert literal(spelling.format(value)) == address


@given(st.text())
def test_any_address_is_let_through_or_refused(text: str) -> None:
    for url in (text, f"https://{text}/", f"https://clusters.example{text}"):
        with suppress(Refused):
            check(url, source=SOURCE)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fc00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("url", ["http://[::1]/", "http://[::ffff:7f00:1]/", "http://[fe80::1%25eth0]/"])
def test_version_6_addresses_are_read(url: str) -> None:
    with pytest.raises(Refused, match="not on the public internet"):
        check(url)


def test_an_alias_is_asked_under_the_name_of_the_source() -> None:
    assert own_address("http://www.clusters.example/a?b=1#c", SOURCE) == "https://clusters.example/a?b=1#c"
    assert own_address("https://preview.clusters.example:8443/", SOURCE) == "https://clusters.example/"
    assert own_address("https://pr-7.staging.example/a", SOURCE) == "https://clusters.example/a"
    assert own_address("http://clusters.example/", SOURCE) == "http://clusters.example/"
    assert own_address("http://other.example/", SOURCE) == "http://other.example/"
    assert own_address("http://www.clusters.example/", None) == "http://www.clusters.example/"


def test_a_request_for_the_source_goes_its_way(guard: Guard, stats: list[str]) -> None:
    assert guard.process_request(Request("https://clusters.example/news")) is None
    assert stats == []


def test_a_request_for_an_alias_is_sent_to_the_source(guard: Guard) -> None:
    sent = guard.process_request(Request("https://www.clusters.example/news", meta={"page": 2}))
    assert sent is not None
    assert (sent.url, sent.meta["page"]) == ("https://clusters.example/news", 2)


def test_a_refusal_is_counted(guard: Guard, stats: list[str]) -> None:
    for url in ("https://evil.example/", "http://proxy.example/", "http://10.0.0.1/"):
        with pytest.raises(Refused):
            guard.process_request(Request(url))
    assert stats == ["guard/refused"] * 3


@pytest.mark.parametrize("host", ["clusters.example", "www.clusters.example"])
def test_redirects_in_a_circle_are_ended(guard: Guard, host: str) -> None:
    meta = {"redirect_urls": ["https://clusters.example/a", "https://clusters.example/b"]}
    with pytest.raises(Refused, match=r"in a circle, back to https://clusters\.example/a"):
        guard.process_request(Request(f"https://{host}/a", meta=meta))


def test_proxies_are_those_that_scrapy_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {
        "http": "http://me:pw@Proxy.example:3128",
        "https": "localhost:3129",
        "ftp": "x.example",
        "no": "y.example",
    }
    monkeypatch.setattr("middlewares.guard.getproxies", lambda: found)
    assert proxy_hosts() == {"proxy.example", "localhost"}


def test_a_redirect_is_no_duplicate() -> None:
    seen = RedirectsPass()
    assert not seen.request_seen(Request("https://clusters.example/a"))
    assert seen.request_seen(Request("https://clusters.example/a"))
    assert not seen.request_seen(Request("https://clusters.example/a", meta={"redirect_times": 1}))


@pytest.mark.parametrize(
    ("offsite", "url", "meta", "sent"),
    [
        (True, "https://harbour.example/a", {"role": "article", "offsite": True}, True),
        (True, "https://harbour.example/robots.txt", {}, True),
        (True, "https://harbour.example/robots.txt?x", {}, False),
        (True, "https://harbour.example/a", {"role": "article", "offsite": False}, False),
        (True, "https://harbour.example/a.pdf", {"role": "file"}, False),
        (True, "https://127.0.0.1/a", {"role": "article", "offsite": True}, False),
        (True, "https://harbour.example:8443/a", {"role": "article", "offsite": True}, False),
        (False, "https://harbour.example/a", {"role": "article", "offsite": True}, False),
        (False, "https://harbour.example/robots.txt", {}, False),
    ],
)
def test_only_cards_of_a_source_that_says_so_lead_off_the_site(
    guard: Guard, offsite: bool, url: str, meta: dict[str, Any], sent: bool
) -> None:
    spider: Any = guard.crawler.spider
    spider.source = replace(SOURCE, offsite=offsite)
    if sent:
        assert guard.process_request(Request(url, meta=meta)) is None
    else:
        with pytest.raises(Refused):
            guard.process_request(Request(url, meta=meta))
