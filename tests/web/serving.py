"""The archive's web pages in this process, with exactly the settings and files that ``scrapy serve`` uses."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from bs4 import BeautifulSoup, Tag
from datasette.app import Datasette
from datasette.cli import serve
from datasette.utils import module_from_path

from commands.serve import WEB, datasette_command


class Site:
    """A Datasette to ask, from code that is not asynchronous."""

    def __init__(self, datasette: Datasette, runner: asyncio.Runner) -> None:
        self._datasette = datasette
        self._runner = runner

    def get(self, path: str, method: str = "GET", **options: Any) -> httpx.Response:
        """Return the answer to a request for ``path``, which may hold a query string."""
        answer: httpx.Response = self._runner.run(self._datasette.client.request(method, path, **options))
        return answer

    def page(self, path: str) -> BeautifulSoup:
        """Return a page that must be there, parsed."""
        answer = self.get(path)
        assert (path, answer.status_code) == (path, 200)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        return BeautifulSoup(answer.text, "lxml")


@contextmanager
def serving(archive: Path, *, sql: bool = False) -> Iterator[Site]:
    """Give the pages of the archive at ``archive``."""
    arguments = datasette_command(archive, "127.0.0.1", 8001, sql=sql)[4:]
    with serve.make_context("serve", arguments) as context, asyncio.Runner() as runner:
        datasette = context.invoke(serve.callback, **context.params, return_instance=True)
        runner.run(datasette.invoke_startup())
        try:
            yield Site(datasette, runner)
        finally:
            datasette.executor.shutdown()
            for database in datasette.databases.values():
                database.close()


def one(page: Tag, selector: str) -> Tag:
    """Return the first element of ``page`` that the CSS ``selector`` names; there must be one."""
    element = page.select_one(selector)
    assert element is not None, selector
    return element


def plugin(name: str) -> Any:
    """Return our plugin ``name``, loaded as Datasette loads it."""
    return module_from_path(str(WEB / "plugins" / f"{name}.py"), f"{name}.py")
