"""A reader with a browser, who notices what a page of ours must never do."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request, Response, ViewportSize

# A machine that tests many things at once is slow at times; a test that passes does not wait.
TIMEOUT_MS = 20_000
PHONE = 390
LAPTOP = 1280


@dataclass
class Reader:
    """Opens pages of the site at ``base``.

    ``faults`` are requests to other sites, parts of a page that are not there, errors of scripts, violations of the
    Content-Security-Policy, and alerts. A window is kept and used again for the same ``options``, since a new one costs
    as much as ten pages.
    """

    browser: Browser
    base: str
    faults: list[str] = field(default_factory=list)
    windows: dict[str, Page] = field(default_factory=dict)

    def page(self, path: str = "/", *, width: int = LAPTOP, **options: Any) -> Page:
        """Return ``path`` in a window of ``width`` pixels; ``options`` are those of Playwright's ``new_context``."""
        kind = repr(sorted(options.items()))
        if kind not in self.windows:
            self.windows[kind] = self._window(**options)
        page = self.windows[kind]
        page.set_viewport_size(ViewportSize(width=width, height=800))
        page.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference")
        page.goto(path)
        return page

    def leave(self) -> list[str]:
        """Leave the pages that are open, and return the faults that were seen since this was last called."""
        for page in self.windows.values():
            # What a page still has to say arrives before the answer to this.
            self._leave(page)
        faults, self.faults = self.faults, []
        return faults

    def _leave(self, page: Page) -> None:
        try:
            page.goto("about:blank")
        except Error:
            # The test ended while a page was on its way, and that came first.
            page.wait_for_load_state()
            page.goto("about:blank")

    def _window(self, **options: Any) -> Page:
        context = self.browser.new_context(base_url=self.base, locale="en-GB", **options)
        context.set_default_timeout(TIMEOUT_MS)
        context.on("request", self._requested)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("dialog", self._asked)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        return context.new_page()

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "data:", "about:blank")):
            self.faults.append(f"request to another site: {request.url}")

    def _answered(self, response: Response) -> None:
        # A page that is not there is an answer; a part of a page that is not there is a fault.
        if response.status >= 400 and response.request.resource_type != "document":
            self.faults.append(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # Violations of the Content-Security-Policy arrive here. Answers are judged by their status, above.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _asked(self, dialog: Dialog) -> None:
        self.faults.append(f"{dialog.type}: {dialog.message}")
        dialog.dismiss()
