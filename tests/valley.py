"""An invented site that no source describes, for the commands that add one: WordPress, two hosts, a pager, a feed."""

from tests.server import Answer, Request, page, redirect

HOST = "www.loomvalley.example"
SITE = f"https://{HOST}"
LIST = f"{SITE}/news/"
AUTHOR = "Odalys Fernbrook"
TITLES = (
    "Seven mills share one dyeing house",
    "Wool that remembers its sheep",
    "A school for people who mend looms",
    "Flax returns to the upper valley",
    "Cold water dyes saves half the gas",
    "Weavers and physicists test a warm curtain",
)
SENTENCES = (
    "The mills of the valley have agreed to buy one machine together instead of seven that stand idle most days.",
    "It washes, dyes and dries a load in four hours, and what it needs of water it gives back clean to the river.",
    "Whoever wants to use it puts a name on a list in the hall, and pays for the hours and the colours at the end.",
    "The first year will show whether the small firms come as often as the large ones, which paid for most of it.",
)
_HEAD = (
    '<meta charset="utf-8"><meta name="generator" content="WordPress 6.7">'
    '<meta property="og:site_name" content="Loom Valley Cluster">'
    '<link rel="alternate" type="application/rss+xml" href="/feed/">'
)
_FRAME = (
    '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news/">News</a></li>'
    '<li><a href="/contact/">Contact</a></li></ul></nav></header>'
)


def answer(request: Request) -> Answer:
    """Answer as the site: the bare host sends on to the one with ``www``."""
    if request.host == HOST.removeprefix("www."):
        return redirect(SITE + request.path)
    if request.host != HOST:
        return Answer(502)
    if request.path == "/robots.txt":
        return page("User-agent: *\nDisallow: /wp-admin/\nCrawl-delay: 0.1\n", content_type="text/plain")
    if request.path in ("/news/", "/news/page/2/"):
        return listing(2 if "page" in request.path else 1)
    if request.path == "/feed/":
        return feed()
    for number, title in enumerate(TITLES):
        if request.path == path(number):
            return article(number, title)
    return Answer(404)


def path(number: int) -> str:
    """Return the path of an article."""
    return f"/news/{TITLES[number].lower().replace(' ', '-')}/"


def document(title: str, body: str) -> Answer:
    """Return a page of the site."""
    return page(
        f'<!DOCTYPE html><html lang="en"><head>{_HEAD}<title>{title} | Loom Valley Cluster</title></head>'
        f"<body>{_FRAME}<main>{body}</main><footer><p>Loom Valley Cluster</p></footer></body></html>"
    )


def listing(number: int) -> Answer:
    """Return a page of the list of news."""
    shown = range(3 * (number - 1), 3 * number)
    cards = "".join(
        f'<article class="post type-post"><h2><a href="{path(n)}">{TITLES[n]}</a></h2>'
        f"<time>{n + 3} March 2026</time><p>{SENTENCES[n % 4]}</p></article>"
        for n in shown
    )
    follow = '<nav class="pagination"><a class="next" rel="next" href="/news/page/2/">Next</a></nav>'
    return document("News", f"<h1>News</h1>{cards}{follow if number == 1 else ''}")


def article(number: int, title: str) -> Answer:
    """Return an article, each with a text of its own."""
    text = "".join(f"<p>{SENTENCES[(number + n) % 4]} {TITLES[number]}, part {n}.</p>" for n in range(4))
    byline = f'<p class="meta">Published on {number + 3} March 2026 by <span class="author">{AUTHOR}</span></p>'
    return document(title, f'<article class="post"><h1>{title}</h1>{byline}<div>{text}</div></article>')


def feed() -> Answer:
    """Return the feed of the news."""
    entries = "".join(f"<item><title>{TITLES[n]}</title><link>{SITE}{path(n)}</link></item>" for n in range(3))
    return page(
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Loom Valley</title>{entries}</channel></rss>",
        content_type="application/rss+xml",
    )
