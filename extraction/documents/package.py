"""Zipped files of XML (OOXML: ECMA-376 part 2; ODF: ISO/IEC 26300 part 3): their parts, within limits.

Whatever a part claims, no more than the limits is ever unpacked, no entity is resolved and no address is asked for.
"""

import io
import posixpath
import re
import zipfile
import zlib
from typing import Self

from lxml import etree

from extraction.documents.limits import MAX_PART, MAX_PARTS, MAX_UNPACKED, NoText

_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = "it is broken: its parts cannot be unpacked"
TOO_BIG = f"it is larger than {MAX_PART // 1024 // 1024} MB in one part when it is unpacked"


class Package:
    """An open zipped file. Every method raises NoText when the file is broken, encrypted or too big."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise NoText(BROKEN) from error
        self.names = frozenset(self._zip.namelist())
        self._unpacked = 0
        if len(self.names) > MAX_PARTS:
            raise NoText(f"it has more than {MAX_PARTS:,} parts")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """Return the bytes of a part, none when there is no such part."""
        if name not in self.names:
            return b""
        part = self._zip.getinfo(name)
        if part.flag_bits & _ENCRYPTED:
            raise NoText("it is encrypted and asks for a password")
        if part.compress_type not in _METHODS:
            raise NoText(BROKEN)
        try:
            with self._zip.open(part) as file:
                data = file.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise NoText(BROKEN) from error
        self._unpacked += len(data)
        if len(data) > MAX_PART or self._unpacked > MAX_UNPACKED:
            raise NoText(TOO_BIG)
        return data

    def check_whole(self) -> None:
        """Refuse a file whose parts are too big together, for a reader that unpacks them without asking.

        zipfile unpacks no more of a part than the size that is declared for it.
        """
        sizes = [part.file_size for part in self._zip.infolist()]
        if max(sizes, default=0) > MAX_PART or sum(sizes) > MAX_UNPACKED:
            raise NoText(TOO_BIG)

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part, None when there is no such part."""
        data = self.read(name)
        if not data:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise NoText(f"it is broken: its part {name[:80]} is no XML") from error

    def related(self, name: str, kind: str = "") -> dict[str, str]:
        """Return the parts that ``name`` is related to by a relationship whose type ends in ``kind``: by their ids."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, str] = {}
        for one in () if root is None else root.iter("{*}Relationship"):
            if one.get("TargetMode") != "External" and (one.get("Type") or "").endswith(f"/{kind}" if kind else ""):
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target") or "")).lstrip("/")
                found[one.get("Id") or ""] = target
        return found

    def main(self) -> str:
        """Return the name of the part that an OOXML file starts with, or nothing."""
        return next(iter(self.related("", "officeDocument").values()), "") if "_rels/.rels" in self.names else ""


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace: strict and transitional OOXML differ in that alone."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first_text(root: etree._Element | None, name: str) -> str:
    """Return the text of the first element called ``name`` (without namespace), or nothing."""
    found = None if root is None else next(root.iter(f"{{*}}{name}"), None)
    return re.sub(r"\s+", " ", "".join(found.itertext())).strip() if found is not None else ""


def attribute(element: etree._Element, name: str) -> str:
    """Return the value of the attribute ``name`` of whatever namespace, or nothing."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name),
        "",
    )
