"""Addresses of our pages, in the archive of ``tests.web.sample``."""

from tests.web.sample_files import ISSUE, SCAN, STUDY, WITH_FILES
from tests.web.sample_history import CHANGED, GONE, LISTED_TWICE, MOVED, RETURNED, UNREAD

# One of each kind.
PAGES = {
    "home": "/",
    "search": "/search?q=hydrogen",
    "filters": "/search?q=the&source=demo&year=2026",
    "nothing found": "/search?q=hydrogem",
    "advice": "/search?q=-hydrogen",
    "article": f"/article/{CHANGED}",
    "gone": f"/article/{GONE}",
    # The second of its three texts: the sample numbers revisions of all articles through.
    "version": f"/article/{CHANGED}/version/8",
    "file": f"/document/{STUDY}",
    "files": "/search/files?q=dredger",
    "newsletter": f"/article/{ISSUE}",
    "topics": "/topics",
    "topic": "/topic/hydrogen",
    "sources": "/sources",
    "source": "/source/demo",
    "list": "/list/1",
    "status": "/status",
    "downloads": "/downloads",
    "not there": "/nothing",
}
# The same kinds in other states.
STATES = {
    "all articles": "/search",
    "second page": "/search?page=2",
    "page beyond the last": "/search?page=99",
    "best first": "/search?q=hydrogen&sort=best",
    "only this spelling": "/search?q=specialization&exact=1",
    "nothing left by filters": "/search?q=motors&source=demo&year=2026",
    "articles and files": "/search?q=gravel",
    "files alone": "/search?q=dredger",
    "unread": f"/article/{UNREAD}",
    "article with files": f"/article/{WITH_FILES}",
    "unreadable file": f"/document/{SCAN}",
    "words in a file": f"/document/{STUDY}?q=gravel",
    "second view of a file": f"/document/{STUDY}?page=2",
    "returned": f"/article/{RETURNED}",
    "moved": f"/article/{MOVED}",
    "listed twice": f"/article/{LISTED_TWICE}",
    "first version": f"/article/{CHANGED}/version/7",
    "version beside the present": f"/article/{CHANGED}/version/7?with=current",
    "second page of a source": "/source/demo?page=2",
}
# Datasette's own, in our frame.
TABLES = {"tables": "/archive", "table": "/archive/articles?_size=5", "row": "/archive/topics/1"}
