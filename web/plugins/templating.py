"""What every template can use, Datasette's pages of errors among them, which get no other variables of ours."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from datasette import hookimpl
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from web.addresses import web_address
from web.assets import versioned
from web.languages import language_tag, written_in
from web.search.marks import marked
from web.texts import Texts

# What HTML forbids in a document: control characters that are no space, halves of characters, and code points that
# stand for no character. https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream
FORBIDDEN = re.compile("[\0-\b\v\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# The fields of Datasette's form over a table, which have no names that a screen reader could tell.
FIELD = re.compile(r'<(?:select|input type="text") name="_(?P<field>sort|filter_(?:column|op|value))(?:_\d+)?"')


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Offer the texts of the interface, what shows stored text safely, and addresses of this site."""
    env.finalize = allowed
    texts = Texts()
    env.globals |= {
        "t": texts,
        "marked": marked,
        "web_address": web_address,
        "language_tag": language_tag,
        "written_in": written_in,
        "labelled": partial(labelled, texts),
        "at": partial(at, datasette),
        "absolute": partial(at, datasette),
        "part": parts(env.overlay(enable_async=False)),
    }


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def extra_template_vars(datasette: Any, request: Any) -> dict[str, object]:
    """Offer ``absolute``: like ``at``, with scheme and host of the request."""
    return {"absolute": partial(absolute, datasette, request)} if request else {}


def parts(env: Environment) -> Callable[[Context, str], Markup]:
    """Return what gives a template as a part of the page, with the page's variables, as an include does.

    Datasette's templates are asynchronous, which costs an await for each expression; ``env`` is not.
    """

    @pass_context
    def part(context: Context, name: str) -> Markup:
        return Markup(env.get_template(name).render(context.get_all()))  # noqa: S704  # a template escapes

    return part


def allowed(value: object) -> object:
    """Return what a template is to show, with a space in place of each character that HTML forbids."""
    if not (isinstance(value, str) and FORBIDDEN.search(value)):
        return value
    shown = FORBIDDEN.sub(" ", value)
    return Markup(shown) if isinstance(value, Markup) else shown  # noqa: S704  # it was Markup before


def at(datasette: Any, path: str, query: str = "") -> str:
    """Return the address of ``path`` within the site; that of a static file has its version. No slash in front."""
    return f"{datasette.urls.path(versioned(path))}{f'?{query}' if query else ''}"


def absolute(datasette: Any, request: Any, path: str, query: str = "") -> str:
    """Return the same with scheme and host."""
    return str(datasette.absolute_url(request, at(datasette, path, query)))


def labelled(texts: Texts, page: Markup) -> Markup:
    """Return the HTML of Datasette's page of a table with a name for each field of its form.

    In stored text angle brackets are escaped, so that no text is changed.
    """
    return Markup(FIELD.sub(lambda match: f'{match[0]} aria-label="{texts("table." + match["field"])}"', page))  # noqa: S704
