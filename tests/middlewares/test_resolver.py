from typing import Any

import pytest
from scrapy.resolver import dnscache
from twisted.internet.error import DNSLookupError

from middlewares.resolver import PublicResolver, refused_names

INSIDE = "inside.example leads to 127.0.0.1, which is not on the public internet"


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> PublicResolver:
    """A resolver that finds its answers in Scrapy's cache, so that no thread and no network is needed."""
    monkeypatch.setattr(dnscache, "limit", 10)
    monkeypatch.setattr("middlewares.guard.getproxies", lambda: {"http": "http://localhost:3128"})
    for name, address in {"outside.example": "93.184.216.34", "inside.example": "127.0.0.1"}.items():
        monkeypatch.setitem(dnscache, name, address)
    monkeypatch.setitem(dnscache, "localhost", "127.0.0.1")
    reactor: Any = None
    return PublicResolver(reactor, 10, 1.0)


def resolved(resolver: PublicResolver, name: str) -> Any:
    results: list[Any] = []
    resolver.getHostByName(name).addBoth(results.append)
    return results[0]


def test_a_public_address_is_given(resolver: PublicResolver) -> None:
    assert resolved(resolver, "outside.example") == "93.184.216.34"


def test_an_inner_address_is_refused_and_remembered(resolver: PublicResolver) -> None:
    failure = resolved(resolver, "inside.example")
    assert failure.check(DNSLookupError)
    assert INSIDE in str(failure.value)
    assert refused_names["inside.example"] == "127.0.0.1"


def test_every_answer_is_checked(resolver: PublicResolver, monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolved(resolver, "outside.example") == "93.184.216.34"
    monkeypatch.setitem(dnscache, "outside.example", "10.0.0.1")
    assert resolved(resolver, "outside.example").check(DNSLookupError)
    monkeypatch.setitem(dnscache, "outside.example", "93.184.216.34")
    assert resolved(resolver, "outside.example") == "93.184.216.34"
    assert "outside.example" not in refused_names


def test_the_proxy_may_be_on_this_machine(resolver: PublicResolver) -> None:
    assert resolved(resolver, "localhost") == "127.0.0.1"
