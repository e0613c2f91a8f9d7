"""The reader of these tests notices what a page must never do, so that their silence means something."""

import pytest

from tests.browser.reader import Reader


@pytest.mark.parametrize(
    ("script", "event", "fault"),
    [
        ("setTimeout(() => { throw new Error('broken'); })", "weberror", "script: broken"),
        ("setTimeout(() => alert('hello'))", "dialog", "alert: hello"),
        ("console.error('odd')", "console", "console: odd"),
        ("document.body.setAttribute('style', 'color: red')", "console", "console: Applying inline style violates"),
        ("fetch('https://elsewhere.example/').catch(() => {})", "console", "console: Connecting to 'https://elsewhere"),
        ("fetch('/static/missing.css')", "response", "404: "),
        (
            "window.location = 'https://elsewhere.example/'",
            "requestfailed",
            "request to another site: https://elsewhere",
        ),
    ],
)
def test_a_fault_is_noticed(reader: Reader, script: str, event: str, fault: str) -> None:
    page = reader.page("/")
    # A part of the front page may answer at the same moment.
    with page.context.expect_event(event, lambda what: event != "response" or "missing" in what.url):
        page.evaluate(f"() => {{ {script}; }}")
    assert [one for one in reader.leave() if one.startswith(fault)]
