"""Every knob of the crawler, each with its reason. The only reader of the environment.

The flow: a response is captured by DOWNLOADER_MIDDLEWARES before anything can drop it; the spider turns it into
cards and pages; ITEM_PIPELINES is the way of each item to its row.
"""

import os

BOT_NAME = "cluster-news-archive"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
COMMANDS_MODULE = "commands"

# --- Ours: can be given with -s NAME=VALUE or in the environment -------------------------------------------------

# The archive: one SQLite file.
ARCHIVE_DB = os.environ.get("ARCHIVE_DB", "archive.db")
# The folder of the WARC files of what was fetched.
CAPTURES_DIR = os.environ.get("CAPTURES_DIR", "captures")
# The folder of the files that /downloads offers.
DOWNLOADS_DIR = os.environ.get("DOWNLOADS_DIR", "downloads")
# The captures are one of these files as long as they have so many bytes: a second copy of them on the disk, and a
# release on GitHub takes no file of 2 GiB. 0 leaves them out.
DOWNLOADS_CAPTURES_MAX = 2_000_000_000
# A folder of WARC files that answers every request in place of the network; empty: the network.
REPLAY = os.environ.get("REPLAY", "")
# "standard", or "consensus": several extractors vote on each body, at several times the CPU.
EXTRACTION = os.environ.get("EXTRACTION", "standard")
# A time that every request is dated with in place of the clock's, to try out what another day would bring.
NOW = os.environ.get("NOW", "")
# Processes for extraction. One keeps up with any polite crawl; the second is for pages that take long.
EXTRACTION_WORKERS = 2
# Seconds of wall time for one page: an ordinary one takes 0.02, so 20 is a page that would never end.
EXTRACTION_TIMEOUT = 20
# Seconds that a stored item may wait for its batch to fill up.
BATCH_SECONDS = 2
# The longest Retry-After, in seconds, that is waited for; a server that asks for more is left for the next crawl.
RETRY_AFTER_MAX = 120

# --- Who we are and how we behave ------------------------------------------------------------------------------

# Says who we are and where to write; the operator of an archive puts a contact address of theirs here.
USER_AGENT = os.environ.get(
    "USER_AGENT", "ClusterNewsArchive/0.1 (+https://clusters.example/about-the-archive; archive@clusters.example)"
)
# Scrapy's default is to ignore robots.txt.
ROBOTSTXT_OBEY = True
# One request a second for each site, and slower when the site is slow: these are small public servers.
DOWNLOAD_DELAY = 1
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1
AUTOTHROTTLE_MAX_DELAY = 30
# Do not tell sites where we come from.
REFERRER_POLICY = "no-referrer"

# --- What we accept ----------------------------------------------------------------------------------------------

# Scrapy waits 180 s and takes 1 GiB; a news page has come within 30 s and 10 MB or it is no news page.
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
# A file that an article links to may be a report with pictures: five times a page's bytes, four times its seconds.
DOCUMENT_MAXSIZE = 50 * 1024 * 1024
DOCUMENT_TIMEOUT = 120
# Off by default in Scrapy: an archive must know whom it quotes.
DOWNLOAD_VERIFY_CERTIFICATES = os.environ.get("DOWNLOAD_VERIFY_CERTIFICATES", "1") not in ("0", "False", "false")
# A page must not send us elsewhere from its body, nor keep state with us.
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
# Scrapy follows 20 redirects: five are more than any article needs.
REDIRECT_MAX_TIMES = 5
# A passing fault is tried three times more, after 2, 4 and 8 s; what is given up has a row in failures, no log line.
RETRY_TIMES = 3
RETRY_PAUSE = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
# Scrapy drops a redirect to an address that it has seen, without a word: a page lost in silence.
DUPEFILTER_CLASS = "middlewares.guard.RedirectsPass"
# Every status reaches the spider, which knows which of them is a failure worth a row.
HTTPERROR_ALLOW_ALL = True

# --- What stays closed -------------------------------------------------------------------------------------------

# Both listen on a port by default in Scrapy 2.19, the second to run Python code that is sent to it.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
# Refuses every name that resolves to an address that is not public, at the moment of connecting.
TWISTED_DNS_RESOLVER = "middlewares.resolver.PublicResolver"
# Only http and https exist here; this handler says why an address was refused.
DOWNLOAD_HANDLERS = {
    "http": "middlewares.resolver.HttpHandler",
    "https": "middlewares.resolver.HttpHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
# The state of a crawl is the archive's, not Scrapy's.
HTTPCACHE_ENABLED = False
MEMUSAGE_LIMIT_MB = 2048

# --- The way of a request and of its response --------------------------------------------------------------------

DOWNLOADER_MIDDLEWARES = {
    # Requests go down this list, responses go up.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the guard knows the source's hosts
    "middlewares.guard.Guard": 40,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "middlewares.robots.Robots": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "middlewares.retry.Retry": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "middlewares.intact.Intact": 595,
    "middlewares.conditional.Conditional": 700,
    "middlewares.capture.CaptureResponses": 800,
    "middlewares.replay.Replay": 900,
}

SPIDER_MIDDLEWARES = {
    "middlewares.lists_first.ListsFirst": 40,  # articles wait until the lists have said what they are
    "middlewares.plan.Plan": 50,  # of all requests those that the ledger wants now
}

ITEM_PIPELINES = {
    "pipelines.extract.Extract": 100,  # Page -> Article, file -> text, in a worker process
    "pipelines.validate.Validate": 200,  # what is no article becomes a failure with its reason
    "pipelines.store.Store": 300,  # a row, in a transaction for each batch
}

# --- Scrapy's own talk -------------------------------------------------------------------------------------------

# Our commands print what a person wants to know; -L INFO shows Scrapy at work.
LOG_LEVEL = os.environ.get("LOG_LEVEL", "WARNING")
LOGSTATS_INTERVAL = 60
FEED_EXPORT_ENCODING = "utf-8"
