"""The commands that load each file of /downloads. The tests run those whose tools are there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A command that loads a file, and the tool that it is for."""

    tool: str
    command: str


# Typed in the folder of the file. What they unpack goes beside it, under another name than an archive that is served.
WAYS: dict[str, tuple[Way, ...]] = {
    "archive.sql.gz": (
        Way("sqlite3", "gunzip -c archive.sql.gz | sqlite3 -bail restored.db"),
        Way(
            "Python",
            "python3 -c \"import gzip, sqlite3; sqlite3.connect('restored.db')"
            ".executescript(gzip.open('archive.sql.gz', 'rt', encoding='utf-8').read())\"",
        ),
        Way(
            "sqlite-utils",
            "gunzip -c archive.sql.gz | sqlite3 -bail restored.db && sqlite-utils tables restored.db --counts",
        ),
    ),
    "archive.db.gz": (
        Way("sqlite3", "gunzip -c archive.db.gz > restored.db && sqlite3 restored.db .tables"),
        Way(
            "Python",
            'python3 -c "import gzip, shutil; '
            "shutil.copyfileobj(gzip.open('archive.db.gz'), open('restored.db', 'wb'))\"",
        ),
        Way(
            "pandas",
            'gunzip -c archive.db.gz > restored.db && python3 -c "import pandas, sqlite3; '
            "print(pandas.read_sql('SELECT * FROM articles', sqlite3.connect('restored.db')))\"",
        ),
    ),
    "articles.json.gz": (
        Way("jq", "gunzip -c articles.json.gz | jq -r '.[] | [.published, .title] | @tsv'"),
        Way("Python", "python3 -c \"import gzip, json; print(len(json.load(gzip.open('articles.json.gz'))))\""),
        Way("DuckDB", "duckdb -c \"SELECT source, count(*) FROM 'articles.json.gz' GROUP BY source\""),
    ),
    "articles.jsonl.gz": (
        Way("jq", "gunzip -c articles.jsonl.gz | jq -r 'select(.kind == \"call\") | .title'"),
        Way(
            "Python",
            'python3 -c "import gzip, json; '
            "print(sum(json.loads(line)['kind'] == 'call' for line in gzip.open('articles.jsonl.gz')))\"",
        ),
        Way("pandas", "python3 -c \"import pandas; print(pandas.read_json('articles.jsonl.gz', lines=True))\""),
    ),
    "articles.csv.gz": (
        Way("sqlite3", "gunzip -c articles.csv.gz | sqlite3 table.db '.import --csv /dev/stdin articles'"),
        Way("pandas", "python3 -c \"import pandas; print(pandas.read_csv('articles.csv.gz'))\""),
        Way("R", 'articles <- read.csv("articles.csv.gz", encoding = "UTF-8")'),
    ),
    "schema.sql": (
        Way("sqlite3", "sqlite3 -bail empty.db < schema.sql"),
        Way(
            "Python",
            "python3 -c \"import sqlite3; sqlite3.connect('empty.db')"
            ".executescript(open('schema.sql', encoding='utf-8').read())\"",
        ),
    ),
    "captures.wacz": (
        Way("unzip", "unzip -d captures captures.wacz"),
        Way("Python", "python3 -c \"import zipfile; zipfile.ZipFile('captures.wacz').extractall('captures')\""),
        Way("pywb", "wb-manager init news && wb-manager add --unpack-wacz news captures.wacz && wayback"),
    ),
}
