"""The language of a text, read from the text: the frame of a page speaks for the site, not for the article."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# The official languages of the Union, those of its neighbours in the single market, and the larger regional ones.
EUROPEAN = "bg ca cs da de el en es et eu fi fr ga gl hr hu is it lb lt lv mt nl nn no pl pt ro sk sl sq sr sv tr uk"
# Below this many characters of running text the page's own word is better than a guess.
ENOUGH = 200
# As much of a text as is read: a language shows within a paragraph or two.
READ = 800


def language_of(text: str, declared: str) -> str:
    """Return the language of ``text`` as a two-letter code; of a short text the ``declared`` one."""
    if len(text) < ENOUGH:
        return declared
    found: str = identifier().classify(text[:READ])[0]
    return found


@cache
def identifier() -> LanguageIdentifier:
    """Return the model, which takes most of a second to load and is kept."""
    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(EUROPEAN.split())
    return model
