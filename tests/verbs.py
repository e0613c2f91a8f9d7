"""Finds the commands of ours in text for a shell, and what is wrong with them."""

import argparse
import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import scrapy.commands
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

ROOT = Path(__file__).parent.parent
OURS = {path.stem for path in (ROOT / "commands").glob("*.py") if "class Command" in path.read_text("utf8")}
SCRAPYS = {path.stem for path in Path(scrapy.commands.__file__).parent.glob("[a-z]*.py")}
# Up to the next command of the line; what a shell would put in its place is gone before.
CALL = re.compile(r"(?:^|[\s;&|(/])(?:@?exec )?(scrapy|make)\s+([^;&|()<>\n]*)", re.MULTILINE)
ASSIGNMENT = re.compile(r"([A-Z_]+)=.*")


def calls(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the program and the arguments of each call of ``scrapy`` and ``make`` in ``text``."""
    text = re.sub(r"\\\n\s*", " ", text)
    text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    for found in CALL.finditer(text):
        yield found[1], shlex.split(found[2], comments=True)


def problems(text: str) -> list[str]:
    """Return a sentence for each verb or option in ``text`` that does not exist."""
    return [why for program, arguments in calls(text) if (why := problem(program, arguments))]


def problem(program: str, arguments: list[str]) -> str:
    """Return what is wrong with one call, or nothing."""
    if program == "make":
        return make_problem([part for part in arguments if not part.startswith("-")])
    verb = next(iter(arguments), "")
    if verb not in OURS | SCRAPYS:
        return f"`scrapy {verb}`: there is no commands/{verb}.py"
    return option_problem(verb, arguments[1:]) if verb in OURS else ""


def make_problem(words: list[str]) -> str:
    makefile = (ROOT / "Makefile").read_text("utf8")
    for word in words:
        variable = ASSIGNMENT.fullmatch(word)
        if variable and f"$({variable[1]}" not in makefile:
            return f"`make {word}`: the Makefile does not use {variable[1]}"
        if not variable and not re.search(rf"^{re.escape(word)}:", makefile, re.MULTILINE):
            return f"`make {word}`: the Makefile has no such target"
    return ""


def option_problem(verb: str, arguments: list[str]) -> str:
    command: ScrapyCommand = importlib.import_module(f"commands.{verb}").Command()
    command.settings = Settings()
    parser = argparse.ArgumentParser(prog=f"scrapy {verb}", exit_on_error=False)
    command.add_options(parser)
    _, rest = parser.parse_known_args(arguments)
    unknown = [part for part in rest if part.startswith("-")]
    return f"`scrapy {verb}` does not know {', '.join(unknown)}" if unknown else ""
