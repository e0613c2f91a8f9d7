"""The few marks that the texts of the demo use, as HTML and as plain text.

Blocks are parted by an empty line: ``## `` a heading, ``- `` lines a list, ``> `` a quotation, ``! `` an image and
its caption, anything else a paragraph. Inside a block: ``[text](address)`` and ``<mail:name@host>``.
"""

import html
import re

_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<address>[^)]+)\)")
_MAIL = re.compile(r"&lt;mail:(?P<name>[\w.]+)@(?P<host>[\w.]+)&gt;")
_INLINE_TAG = re.compile(r"</?(?:a|span)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_IMAGE = '<p><img src="/sites/default/files/styles/large/public/{file}.jpg?itok=k3Vx0" alt="" /></p>\n<p>{caption}</p>'


def to_html(text: str) -> str:
    """Return ``text`` as HTML, a line for each block."""
    return "\n".join(_block(block) for block in _blocks(text))


def to_text(text: str) -> str:
    """Return ``text`` as a site prints it in a teaser: one line without any mark."""
    blocks = _TAG.sub(" ", _INLINE_TAG.sub("", to_html(text)))
    return " ".join(html.unescape(blocks).split())


def _blocks(text: str) -> list[str]:
    return [block for block in re.split(r"\n{2,}", text.strip()) if block]


def _block(block: str) -> str:
    if block.startswith("## "):
        return f"<h2>{_inline(block[3:])}</h2>"
    if block.startswith("- "):
        items = "".join(f"<li>{_inline(line[2:])}</li>" for line in block.splitlines())
        return f"<ul>{items}</ul>"
    if block.startswith("> "):
        return f"<blockquote><p>{_inline(block[2:])}</p></blockquote>"
    if block.startswith("! "):
        return _IMAGE.format(file=re.sub(r"\W+", "_", block[2:]), caption=_inline(block[2:]))
    return f"<p>{_inline(block)}</p>"


def _inline(line: str) -> str:
    line = html.escape(line, quote=False)
    line = _LINK.sub(lambda found: f'<a href="{found["address"]}">{found["text"]}</a>', line)
    return _MAIL.sub(_hidden_address, line)


def _hidden_address(found: re.Match[str]) -> str:
    # Drupal's SpamSpan prints an address twice, in two disguises.
    name, host = found["name"], found["host"]
    disguised = f"{name}@{host}".replace("@", "[at]").replace(".", "[dot]")
    return f'<span class="spamspan">{name} [at] <span class="d">{host}</span> ({disguised})</span>'
