"""The schema of archive.db, in order. Nothing else creates or alters a table.

``sqlite-utils migrate archive.db`` executes this file alone, so it imports only sqlite_utils. A migration that has
been released is never edited: a change of the schema is a new function at the end. Every column is described in
``web/metadata.yaml``, and ``docs/schema.md`` is generated from both.

Times are UTC ISO 8601 with seconds and ``Z``, dates ``YYYY-MM-DD``; what a page did not give is NULL.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("archive")


@migrations()
def m001_sources_and_crawls(db: Database) -> None:
    """Who is crawled, what each crawl did, and where every response lies."""
    db.executescript("""
        CREATE TABLE sources (
            name TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            homepage TEXT NOT NULL,
            country TEXT NOT NULL,
            language TEXT NOT NULL
        ) STRICT;

        CREATE TABLE crawls (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL REFERENCES sources(name),
            started TEXT NOT NULL,
            finished TEXT,
            outcome TEXT NOT NULL CHECK (outcome IN ('running', 'ok', 'failed')),
            note TEXT,
            requests INTEGER NOT NULL DEFAULT 0,
            pages INTEGER NOT NULL DEFAULT 0,
            cards INTEGER NOT NULL DEFAULT 0,
            new INTEGER NOT NULL DEFAULT 0,
            changed INTEGER NOT NULL DEFAULT 0,
            gone INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX crawls_source_started ON crawls(source, started);

        CREATE TABLE captures (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL,
            fetched_at TEXT NOT NULL,
            status INTEGER NOT NULL,
            media_type TEXT NOT NULL,
            digest TEXT NOT NULL,
            warc TEXT NOT NULL,
            offset INTEGER NOT NULL,
            length INTEGER NOT NULL,
            etag TEXT,
            last_modified TEXT,
            UNIQUE (warc, offset)
        ) STRICT;
        CREATE INDEX captures_url ON captures(url, fetched_at);

        CREATE TABLE failures (
            url TEXT NOT NULL,
            source TEXT NOT NULL REFERENCES sources(name),
            crawl_id INTEGER NOT NULL REFERENCES crawls(id),
            reason TEXT NOT NULL,
            status INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            first_seen TEXT NOT NULL,
            last_seen TEXT NOT NULL,
            next_attempt TEXT,
            PRIMARY KEY (source, url)
        ) STRICT;
        CREATE INDEX failures_crawl ON failures(crawl_id);
    """)


@migrations()
def m002_articles(db: Database) -> None:
    """Articles, their other addresses, and every text they have had."""
    db.executescript("""
        CREATE TABLE articles (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL REFERENCES sources(name),
            node TEXT,
            kind TEXT NOT NULL
                CHECK (kind IN ('news', 'call', 'event', 'newsletter', 'document', 'profile', 'other')),
            title TEXT,
            title_source TEXT,
            summary TEXT,
            summary_truncated INTEGER NOT NULL DEFAULT 0 CHECK (summary_truncated IN (0, 1)),
            body TEXT,
            topics TEXT,
            language TEXT,
            author TEXT,
            organisation TEXT,
            published TEXT,
            published_source TEXT,
            first_seen TEXT NOT NULL,
            last_seen TEXT NOT NULL,
            last_changed TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('listed', 'live', 'moved', 'gone')),
            content_hash TEXT,
            extractor TEXT,
            capture_id INTEGER REFERENCES captures(id)
        ) STRICT;
        CREATE UNIQUE INDEX articles_node ON articles(source, node) WHERE node IS NOT NULL;
        CREATE INDEX articles_date ON articles(substr(coalesce(published, first_seen), 1, 10));
        CREATE INDEX articles_source ON articles(source, published);
        CREATE INDEX articles_capture ON articles(capture_id);

        CREATE TABLE article_urls (
            url TEXT PRIMARY KEY,
            article_id INTEGER NOT NULL REFERENCES articles(id)
        ) STRICT;
        CREATE INDEX article_urls_article ON article_urls(article_id);

        CREATE TABLE revisions (
            id INTEGER PRIMARY KEY,
            article_id INTEGER NOT NULL REFERENCES articles(id),
            seen TEXT NOT NULL,
            title TEXT,
            body TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            extractor TEXT NOT NULL,
            capture_id INTEGER REFERENCES captures(id)
        ) STRICT;
        CREATE INDEX revisions_article ON revisions(article_id, seen);
        CREATE INDEX revisions_capture ON revisions(capture_id);
    """)


@migrations()
def m003_listings_and_topics(db: Database) -> None:
    """Where the lists showed an article, and the topics it stands under."""
    db.executescript("""
        CREATE TABLE listings (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL REFERENCES sources(name),
            url TEXT NOT NULL UNIQUE,
            title TEXT
        ) STRICT;
        CREATE INDEX listings_source ON listings(source);

        CREATE TABLE sightings (
            article_id INTEGER NOT NULL REFERENCES articles(id),
            listing_id INTEGER NOT NULL REFERENCES listings(id),
            page INTEGER NOT NULL,
            position INTEGER NOT NULL,
            title TEXT,
            summary TEXT,
            label TEXT,
            published TEXT,
            first_seen TEXT NOT NULL,
            last_seen TEXT NOT NULL,
            PRIMARY KEY (article_id, listing_id)
        ) STRICT;
        CREATE INDEX sightings_listing ON sightings(listing_id, page, position);

        CREATE TABLE topics (
            id INTEGER PRIMARY KEY,
            slug TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL
        ) STRICT;

        CREATE TABLE topic_names (
            name TEXT PRIMARY KEY,
            topic_id INTEGER NOT NULL REFERENCES topics(id)
        ) STRICT;
        CREATE INDEX topic_names_topic ON topic_names(topic_id);

        CREATE TABLE article_topics (
            article_id INTEGER NOT NULL REFERENCES articles(id),
            topic_id INTEGER NOT NULL REFERENCES topics(id),
            PRIMARY KEY (article_id, topic_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX article_topics_topic ON article_topics(topic_id);
    """)


@migrations()
def m004_documents(db: Database) -> None:
    """Files that articles link to."""
    db.executescript("""
        CREATE TABLE documents (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL REFERENCES sources(name),
            title TEXT,
            media_type TEXT,
            bytes INTEGER,
            pages INTEGER,
            state TEXT NOT NULL CHECK (state IN ('linked', 'fetched', 'failed')),
            fetched_at TEXT,
            capture_id INTEGER REFERENCES captures(id)
        ) STRICT;
        CREATE INDEX documents_capture ON documents(capture_id);

        CREATE TABLE article_documents (
            article_id INTEGER NOT NULL REFERENCES articles(id),
            document_id INTEGER NOT NULL REFERENCES documents(id),
            title TEXT,
            PRIMARY KEY (article_id, document_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX article_documents_document ON article_documents(document_id);
    """)


@migrations()
def m005_search(db: Database) -> None:
    """Full-text search over articles, kept fresh by triggers.

    ``articles.topics`` holds every spelling of the article's topics, so that one index row needs one table row. FTS5
    with external content: measured 0.73 of the text's size against 1.96 with a copy of its own. ``detail`` stays
    full, since without it phrases fail.
    """
    db.executescript("""
        CREATE VIRTUAL TABLE articles_fts USING fts5(
            title, summary, body, topics, organisation,
            content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
        );

        CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
            INSERT INTO articles_fts(rowid, title, summary, body, topics, organisation)
            VALUES (new.id, new.title, new.summary, new.body, new.topics, new.organisation);
        END;
        CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
            INSERT INTO articles_fts(articles_fts, rowid, title, summary, body, topics, organisation)
            VALUES ('delete', old.id, old.title, old.summary, old.body, old.topics, old.organisation);
        END;
        CREATE TRIGGER articles_fts_update
        AFTER UPDATE OF title, summary, body, topics, organisation ON articles BEGIN
            INSERT INTO articles_fts(articles_fts, rowid, title, summary, body, topics, organisation)
            VALUES ('delete', old.id, old.title, old.summary, old.body, old.topics, old.organisation);
            INSERT INTO articles_fts(rowid, title, summary, body, topics, organisation)
            VALUES (new.id, new.title, new.summary, new.body, new.topics, new.organisation);
        END;

        CREATE VIEW article_topic_names AS
            SELECT article_topics.article_id, group_concat(spelled.name, ', ') AS names
            FROM article_topics
            JOIN (SELECT topic_id, name FROM topic_names ORDER BY topic_id, name) AS spelled
                ON spelled.topic_id = article_topics.topic_id
            GROUP BY article_topics.article_id;

        CREATE TRIGGER article_topics_insert AFTER INSERT ON article_topics BEGIN
            UPDATE articles SET topics = (SELECT names FROM article_topic_names WHERE article_id = new.article_id)
            WHERE id = new.article_id;
        END;
        CREATE TRIGGER article_topics_delete AFTER DELETE ON article_topics BEGIN
            UPDATE articles SET topics = (SELECT names FROM article_topic_names WHERE article_id = old.article_id)
            WHERE id = old.article_id;
        END;
        CREATE TRIGGER topic_names_insert AFTER INSERT ON topic_names BEGIN
            UPDATE articles SET topics = (SELECT names FROM article_topic_names WHERE article_id = articles.id)
            WHERE id IN (SELECT article_id FROM article_topics WHERE topic_id = new.topic_id);
        END;
    """)


@migrations()
def m006_views(db: Database) -> None:
    """Views for readers."""
    db.executescript("""
        CREATE VIEW newest_articles AS
            SELECT articles.id, articles.title, articles.summary, sources.title AS source, articles.kind,
                   substr(coalesce(articles.published, articles.first_seen), 1, 10) AS date,
                   (SELECT group_concat(topics.name, ', ') FROM article_topics
                    JOIN topics ON topics.id = article_topics.topic_id
                    WHERE article_topics.article_id = articles.id) AS topics,
                   articles.organisation, articles.state, articles.url
            FROM articles JOIN sources ON sources.name = articles.source
            ORDER BY date DESC, articles.id DESC;

        CREATE VIEW topic_counts AS
            SELECT topics.name AS topic, topics.slug, count(*) AS articles,
                   max(substr(coalesce(articles.published, articles.first_seen), 1, 10)) AS newest
            FROM topics
            JOIN article_topics ON article_topics.topic_id = topics.id
            JOIN articles ON articles.id = article_topics.article_id
            GROUP BY topics.id
            ORDER BY articles DESC, topic;

        CREATE VIEW source_status AS
            SELECT sources.name, sources.title, last.started AS last_crawl, last.outcome, last.note, last.cards,
                   (SELECT count(*) FROM articles WHERE articles.source = sources.name) AS articles,
                   (SELECT count(*) FROM failures WHERE failures.source = sources.name) AS failures
            FROM sources
            LEFT JOIN crawls AS last ON last.id = (
                SELECT id FROM crawls WHERE crawls.source = sources.name ORDER BY started DESC, id DESC LIMIT 1)
            ORDER BY sources.name;
    """)


@migrations()
def m007_causes_of_revisions(db: Database) -> None:
    """Whether a revision is a change of the site or of our extraction."""
    db.executescript("""
        ALTER TABLE revisions ADD COLUMN cause TEXT NOT NULL DEFAULT 'site' CHECK (cause IN ('site', 'reextraction'));
    """)


@migrations()
def m008_ledger_and_history(db: Database) -> None:
    """What is still wanted and what was confirmed when; what was changed, left a list, or was away for a while."""
    db.executescript("""
        CREATE TABLE ledger (
            source TEXT NOT NULL REFERENCES sources(name),
            url TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('list', 'article', 'file')),
            state TEXT NOT NULL CHECK (state IN ('pending', 'done')),
            request TEXT NOT NULL,
            article_url TEXT,
            wanted TEXT NOT NULL,
            answered TEXT,
            changed TEXT,
            changes INTEGER NOT NULL DEFAULT 0,
            mapped TEXT,
            walked TEXT,
            missing TEXT,
            PRIMARY KEY (source, url)
        ) STRICT;
        CREATE INDEX ledger_state ON ledger(source, role, state);

        CREATE TABLE gaps (
            article_id INTEGER NOT NULL REFERENCES articles(id),
            gone TEXT NOT NULL,
            returned TEXT,
            PRIMARY KEY (article_id, gone)
        ) STRICT;

        ALTER TABLE sightings ADD COLUMN left_list TEXT;
        CREATE TABLE sighting_changes (
            id INTEGER PRIMARY KEY,
            article_id INTEGER NOT NULL REFERENCES articles(id),
            listing_id INTEGER NOT NULL REFERENCES listings(id),
            seen TEXT NOT NULL,
            title TEXT,
            summary TEXT,
            label TEXT
        ) STRICT;
        CREATE INDEX sighting_changes_article ON sighting_changes(article_id, listing_id);

        ALTER TABLE revisions ADD COLUMN words_added TEXT;
        ALTER TABLE revisions ADD COLUMN words_removed TEXT;

        CREATE VIEW changed_articles AS
            SELECT revisions.id, articles.id AS article_id, coalesce(articles.title, articles.url) AS title,
                   revisions.seen, revisions.words_added, revisions.words_removed, articles.source, articles.url
            FROM revisions JOIN articles ON articles.id = revisions.article_id
            WHERE revisions.cause = 'site' AND EXISTS (
                SELECT 1 FROM revisions AS earlier
                WHERE earlier.article_id = revisions.article_id AND earlier.id < revisions.id)
            ORDER BY revisions.seen DESC, revisions.id DESC;
        CREATE VIEW changed_last_7_days AS
            SELECT * FROM changed_articles WHERE seen >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-7 days');
        CREATE VIEW changed_last_30_days AS
            SELECT * FROM changed_articles WHERE seen >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-30 days');
    """)


@migrations()
def m009_search_in_revisions(db: Database) -> None:
    """Full-text search in every text that an article has had."""
    db.executescript("""
        CREATE VIRTUAL TABLE revisions_fts USING fts5(
            title, body, content='revisions', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER revisions_fts_insert AFTER INSERT ON revisions BEGIN
            INSERT INTO revisions_fts(rowid, title, body) VALUES (new.id, new.title, new.body);
        END;
        CREATE TRIGGER revisions_fts_delete AFTER DELETE ON revisions BEGIN
            INSERT INTO revisions_fts(revisions_fts, rowid, title, body)
            VALUES ('delete', old.id, old.title, old.body);
        END;
        CREATE TRIGGER revisions_fts_update AFTER UPDATE OF title, body ON revisions BEGIN
            INSERT INTO revisions_fts(revisions_fts, rowid, title, body)
            VALUES ('delete', old.id, old.title, old.body);
            INSERT INTO revisions_fts(rowid, title, body) VALUES (new.id, new.title, new.body);
        END;
        INSERT INTO revisions_fts(revisions_fts) VALUES ('rebuild');
    """)


@migrations()
def m010_search_changes(db: Database) -> None:
    """Which articles have changed since a reader last looked, and an index that holds all that facets count.

    Whoever keeps facets in memory asks for the rows above the highest version that it has seen; an archive without
    rows is read in full. A deleted article keeps its row. The triggers name no OR clause: that of the statement which
    fires them would take its place. The new index begins as ``articles_source`` did, and takes over its work.
    """
    db.executescript("""
        CREATE TABLE search_changes (
            version INTEGER PRIMARY KEY,
            article_id INTEGER NOT NULL UNIQUE
        ) STRICT;

        DROP INDEX articles_source;
        CREATE INDEX articles_facets ON articles(source, published, first_seen, kind, language);
        -- The page of a list counts what is on it and what has left it: 350 ms without, for 200,000 entries.
        CREATE INDEX sightings_present ON sightings(listing_id, page, position) WHERE left_list IS NULL;
        CREATE INDEX sightings_left ON sightings(listing_id, left_list) WHERE left_list IS NOT NULL;

        CREATE TRIGGER article_topics_update AFTER UPDATE ON article_topics BEGIN
            UPDATE articles SET topics = (SELECT names FROM article_topic_names WHERE article_id = articles.id)
            WHERE id IN (old.article_id, new.article_id);
        END;
    """)
    changed = """
        INSERT INTO search_changes (version, article_id)
        SELECT (SELECT coalesce(max(version), 0) + 1 FROM search_changes), {article} WHERE true
        ON CONFLICT (article_id) DO UPDATE SET version = excluded.version;
    """
    shown = "url source kind title summary body topics language organisation published first_seen state".split()
    old, new = (", ".join(f"{row}.{column}" for column in shown) for row in ("old", "new"))
    events = {
        "articles_changes_insert": ("AFTER INSERT ON articles", ["new.id"]),
        "articles_changes_delete": ("AFTER DELETE ON articles", ["old.id"]),
        "articles_changes_update": (
            f"AFTER UPDATE OF {', '.join(shown)} ON articles WHEN ({old}) IS NOT ({new})",
            ["new.id"],
        ),
        "article_topics_changes_insert": ("AFTER INSERT ON article_topics", ["new.article_id"]),
        "article_topics_changes_delete": ("AFTER DELETE ON article_topics", ["old.article_id"]),
        "article_topics_changes_update": ("AFTER UPDATE ON article_topics", ["old.article_id", "new.article_id"]),
    }
    for name, (event, articles) in events.items():
        statements = "".join(changed.format(article=article) for article in articles)
        db.execute(f"CREATE TRIGGER {name} {event} BEGIN {statements} END")


@migrations()
def m011_texts_of_documents(db: Database) -> None:
    """What files say, page by page, with full-text search.

    The state of a document has new values, so its table is made anew, and so is the one that refers to it. The index
    reads ``said``: the text of a page without what earlier pages said.
    """
    db.executescript("""
        CREATE TEMP TABLE old_documents AS SELECT * FROM documents;
        CREATE TEMP TABLE old_article_documents AS SELECT * FROM article_documents;
        DROP TABLE article_documents;
        DROP TABLE documents;

        CREATE TABLE documents (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL REFERENCES sources(name),
            title TEXT,
            media_type TEXT,
            bytes INTEGER,
            pages INTEGER,
            language TEXT,
            created TEXT,
            modified TEXT,
            state TEXT NOT NULL CHECK (state IN ('linked', 'fetched', 'read', 'unreadable', 'failed')),
            reason TEXT,
            fetched_at TEXT,
            capture_id INTEGER REFERENCES captures(id)
        ) STRICT;
        CREATE INDEX documents_capture ON documents(capture_id);
        INSERT INTO documents (id, url, source, title, media_type, bytes, pages, state, fetched_at, capture_id)
            SELECT id, url, source, title, media_type, bytes, pages, state, fetched_at, capture_id FROM old_documents;

        CREATE TABLE article_documents (
            article_id INTEGER NOT NULL REFERENCES articles(id),
            document_id INTEGER NOT NULL REFERENCES documents(id),
            title TEXT,
            PRIMARY KEY (article_id, document_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX article_documents_document ON article_documents(document_id);
        INSERT INTO article_documents (article_id, document_id, title)
            SELECT article_id, document_id, title FROM old_article_documents;
        DROP TABLE old_article_documents;
        DROP TABLE old_documents;

        CREATE TABLE document_pages (
            id INTEGER PRIMARY KEY,
            document_id INTEGER NOT NULL REFERENCES documents(id),
            page INTEGER NOT NULL,
            title TEXT,
            text TEXT NOT NULL,
            own TEXT,
            repeats INTEGER,
            said TEXT GENERATED ALWAYS AS (coalesce(own, text)) VIRTUAL,
            UNIQUE (document_id, page)
        ) STRICT;

        CREATE VIRTUAL TABLE documents_fts USING fts5(
            title, said, content='document_pages', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER documents_fts_insert AFTER INSERT ON document_pages BEGIN
            INSERT INTO documents_fts(rowid, title, said) VALUES (new.id, new.title, new.said);
        END;
        CREATE TRIGGER documents_fts_delete AFTER DELETE ON document_pages BEGIN
            INSERT INTO documents_fts(documents_fts, rowid, title, said)
            VALUES ('delete', old.id, old.title, old.said);
        END;
        CREATE TRIGGER documents_fts_update AFTER UPDATE OF title, text, own ON document_pages BEGIN
            INSERT INTO documents_fts(documents_fts, rowid, title, said)
            VALUES ('delete', old.id, old.title, old.said);
            INSERT INTO documents_fts(rowid, title, said) VALUES (new.id, new.title, new.said);
        END;
    """)


@migrations()
def m012_items_of_issues(db: Database) -> None:
    """What a newsletter tells of, story by story; and which article of the archive is the whole of a story."""
    db.executescript("""
        CREATE TABLE issue_items (
            article_id INTEGER NOT NULL REFERENCES articles(id),
            position INTEGER NOT NULL,
            title TEXT NOT NULL,
            summary TEXT NOT NULL,
            url TEXT,
            PRIMARY KEY (article_id, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX issue_items_url ON issue_items(url) WHERE url IS NOT NULL;

        CREATE VIEW issue_contents AS
            SELECT issue_items.article_id, issue_items.position, issue_items.title, issue_items.summary,
                   issue_items.url,
                   coalesce((SELECT id FROM articles WHERE articles.url = issue_items.url),
                            (SELECT article_id FROM article_urls WHERE article_urls.url = issue_items.url))
                       AS item_article_id
            FROM issue_items;
    """)


@migrations()
def m013_entities(db: Database) -> None:
    """People, organisations and countries, each of them one however its name is spelt.

    What an article names is in ``article_names`` as printed; ``entity_names`` says who that is, so a correction is one
    row. Triggers put into ``to_name`` the articles whose names are to be read, and into ``to_group`` the kinds whose
    names are to be grouped anew; at first that is everything. Columns of a key come first: SQLite 3.40 calls a table
    without row ids damaged otherwise.
    """
    db.executescript("""
        CREATE TABLE entities (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation', 'country')),
            slug TEXT NOT NULL,
            name TEXT NOT NULL,
            UNIQUE (kind, slug)
        ) STRICT;

        CREATE TABLE entity_names (
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            entity_id INTEGER NOT NULL REFERENCES entities(id),
            PRIMARY KEY (kind, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX entity_names_entity ON entity_names(entity_id);

        CREATE TABLE entity_aliases (
            kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation')),
            name TEXT NOT NULL,
            stands_for TEXT NOT NULL,
            PRIMARY KEY (kind, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE article_names (
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            role TEXT NOT NULL CHECK (role IN ('author', 'organisation', 'country')),
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            PRIMARY KEY (article_id, role, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX article_names_name ON article_names(kind, name);

        CREATE VIEW article_entities AS
            SELECT article_names.article_id, article_names.role, entities.id AS entity_id, entities.kind,
                   entities.slug, entities.name
            FROM article_names
            JOIN entity_names ON entity_names.kind = article_names.kind AND entity_names.name = article_names.name
            JOIN entities ON entities.id = entity_names.entity_id;

        CREATE TABLE to_name (article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE) STRICT;
        CREATE TABLE to_group (kind TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        INSERT INTO to_name (article_id) SELECT id FROM articles;

        CREATE TRIGGER articles_name_new AFTER INSERT ON articles BEGIN
            INSERT OR IGNORE INTO to_name VALUES (new.id);
        END;
        CREATE TRIGGER articles_name_changed AFTER UPDATE OF author, organisation, source ON articles BEGIN
            INSERT OR IGNORE INTO to_name VALUES (new.id);
        END;
        CREATE TRIGGER sources_name_changed AFTER UPDATE OF country ON sources BEGIN
            INSERT OR IGNORE INTO to_name SELECT id FROM articles WHERE source = new.name;
        END;
        CREATE TRIGGER entity_aliases_insert AFTER INSERT ON entity_aliases BEGIN
            INSERT OR IGNORE INTO to_group VALUES (new.kind);
        END;
        CREATE TRIGGER entity_aliases_update AFTER UPDATE ON entity_aliases BEGIN
            INSERT OR IGNORE INTO to_group VALUES (old.kind), (new.kind);
        END;
        CREATE TRIGGER entity_aliases_delete AFTER DELETE ON entity_aliases BEGIN
            INSERT OR IGNORE INTO to_group VALUES (old.kind);
        END;
    """)


@migrations()
def m014_same_stories(db: Database) -> None:
    """Copies, translations and other versions of an article, and what finding them takes.

    Every article is due to be related once; from then on it is due when a trigger sees a change that matters.
    """
    db.executescript("""
        CREATE TABLE same_as (
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            other_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('copy', 'translation', 'language_version', 'other_address')),
            evidence TEXT NOT NULL,
            found TEXT NOT NULL,
            PRIMARY KEY (article_id, other_id, kind),
            CHECK (article_id < other_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX same_as_other ON same_as(other_id);

        CREATE TABLE copies (
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
            group_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX copies_group ON copies(group_id);

        CREATE TABLE alternates (
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            url TEXT NOT NULL,
            relation TEXT NOT NULL CHECK (relation IN ('language', 'address', 'stem')),
            language TEXT,
            PRIMARY KEY (article_id, url, relation)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alternates_url ON alternates(url);

        CREATE TABLE shingles (
            hash INTEGER NOT NULL,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            PRIMARY KEY (hash, article_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX shingles_article ON shingles(article_id);

        CREATE TABLE to_relate (
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
        ) STRICT;
        INSERT INTO to_relate (article_id) SELECT id FROM articles;

        CREATE TRIGGER articles_relate_new AFTER INSERT ON articles BEGIN
            INSERT OR IGNORE INTO to_relate VALUES (new.id);
        END;
        CREATE TRIGGER articles_relate_changed
        AFTER UPDATE OF url, content_hash, language, published, first_seen ON articles BEGIN
            INSERT OR IGNORE INTO to_relate VALUES (new.id);
        END;
        CREATE TRIGGER articles_relate_others BEFORE DELETE ON articles BEGIN
            INSERT OR IGNORE INTO to_relate SELECT article_id FROM copies WHERE article_id <> old.id
                AND group_id = (SELECT group_id FROM copies WHERE article_id = old.id);
        END;
        CREATE TRIGGER article_urls_relate_new AFTER INSERT ON article_urls BEGIN
            INSERT OR IGNORE INTO to_relate VALUES (new.article_id);
        END;
        CREATE TRIGGER article_urls_relate_changed AFTER UPDATE ON article_urls BEGIN
            INSERT OR IGNORE INTO to_relate VALUES (new.article_id);
        END;
        CREATE TRIGGER alternates_relate_new AFTER INSERT ON alternates BEGIN
            INSERT OR IGNORE INTO to_relate VALUES (new.article_id);
        END;
        CREATE TRIGGER alternates_relate_gone AFTER DELETE ON alternates
        WHEN EXISTS (SELECT 1 FROM articles WHERE id = old.article_id) BEGIN
            INSERT OR IGNORE INTO to_relate VALUES (old.article_id);
        END;
    """)


@migrations()
def m015_search_follows_copies(db: Database) -> None:
    """A search shows copies of one story once, so whoever keeps it in memory follows them as it follows articles."""
    changed = """
        INSERT INTO search_changes (version, article_id)
        SELECT (SELECT coalesce(max(version), 0) + 1 FROM search_changes), {article} WHERE true
        ON CONFLICT (article_id) DO UPDATE SET version = excluded.version;
    """
    events = {
        "copies_changes_insert": ("AFTER INSERT ON copies", ["new.article_id"]),
        "copies_changes_delete": ("AFTER DELETE ON copies", ["old.article_id"]),
        "copies_changes_update": (
            "AFTER UPDATE ON copies WHEN (old.article_id, old.group_id) IS NOT (new.article_id, new.group_id)",
            ["old.article_id", "new.article_id"],
        ),
    }
    for name, (event, articles) in events.items():
        statements = "".join(changed.format(article=article) for article in articles)
        db.execute(f"CREATE TRIGGER {name} {event} BEGIN {statements} END")


@migrations()
def m016_search_follows_organisations(db: Database) -> None:
    """A search counts organisations, so whoever keeps it in memory follows whom articles name, and who that is."""
    changed = """
        INSERT INTO search_changes (version, article_id)
        SELECT (SELECT coalesce(max(version), 0) FROM search_changes) + row_number() OVER (), article_id
        FROM ({articles}) WHERE true
        ON CONFLICT (article_id) DO UPDATE SET version = excluded.version;
    """
    # A new name alone changes no article: whoever names it is new in article_names as well.
    regrouped = "SELECT DISTINCT article_id FROM article_names WHERE kind = new.kind AND name = new.name"
    # Of the articles of an organisation that is shown under another name, one tells of it.
    renamed = """
        SELECT article_id FROM article_names WHERE (kind, name) IN (
            SELECT kind, name FROM entity_names WHERE entity_id = new.id) LIMIT 1
    """
    organisation = "WHEN {row}.kind = 'organisation'"
    new, old = organisation.format(row="new"), organisation.format(row="old")
    events = {
        "article_names_changes_insert": (f"AFTER INSERT ON article_names {new}", "SELECT new.article_id"),
        "article_names_changes_delete": (f"AFTER DELETE ON article_names {old}", "SELECT old.article_id"),
        "entity_names_changes_update": (
            f"AFTER UPDATE ON entity_names {new} AND old.entity_id <> new.entity_id",
            regrouped,
        ),
        "entities_changes_update": (f"AFTER UPDATE ON entities {new} AND old.name <> new.name", renamed),
    }
    for name, (event, articles) in events.items():
        db.execute(f"CREATE TRIGGER {name} {event} BEGIN {changed.format(articles=articles)} END")
