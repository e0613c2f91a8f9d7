"""What a file is, by its first bytes: servers and extensions are often wrong."""

from extraction.documents.limits import NoText
from extraction.documents.package import Package, local

PDF = "application/pdf"
_OOXML = "application/vnd.openxmlformats-officedocument."
# Root elements of the part that an OOXML file starts with.
OOXML = {
    "document": f"{_OOXML}wordprocessingml.document",
    "presentation": f"{_OOXML}presentationml.presentation",
    "workbook": f"{_OOXML}spreadsheetml.sheet",
}
ODF = "application/vnd.oasis.opendocument."
# A PDF may have some rubbish before its first line (ISO 32000-1, annex H.3.4.1).
_HEAD = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream of an encrypted OOXML file ([MS-OFFCRYPTO] 2.3.4.4), and those of old Office files, as their names are
# written in the directory of the file.
_STREAMS = (
    ("EncryptedPackage", "", "it is encrypted and asks for a password"),
    ("WordDocument", "application/msword", "it is in Word's format of before 2007, which is not read"),
    (
        "PowerPoint Document",
        "application/vnd.ms-powerpoint",
        "it is in PowerPoint's format of before 2007, which is not read",
    ),
    ("Workbook", "application/vnd.ms-excel", "it is in Excel's format of before 2007, which is not read"),
)
_TEXTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--")


def is_zip(body: bytes) -> bool:
    """Return whether the file is a zipped one."""
    return body.startswith(b"PK\x03\x04")


def media_type_of(body: bytes) -> tuple[str, str]:
    """Return the media type of a file that is not zipped and why it is not read: either may be empty."""
    start = body[:_HEAD]
    if b"%PDF-" in start:
        return PDF, ""
    if not body.strip(b"\0 \r\n\t"):
        return "", "it is empty"
    if start.startswith(_OLE):
        return _old_office(body)
    if start.startswith(b"{\\rtf"):
        return "application/rtf", "it is in Rich Text Format, which is not read"
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_TEXTS):
        return "text/html", "it is a web page and no document"
    return "", "it is of a type that is not read"


def media_type_in(package: Package) -> str:
    """Return the media type of a zipped file. Raises NoText when it is none that is read."""
    declared = package.read("mimetype")[:100].decode("ascii", "replace").strip()
    if declared.startswith(ODF):
        return declared
    main = package.main()
    root = package.xml(main) if main else None
    kind = OOXML.get(local(root)) if root is not None else None
    if kind is None:
        raise NoText("it is a zip file and no document")
    return kind


def _old_office(body: bytes) -> tuple[str, str]:
    for stream, media_type, reason in _STREAMS:
        if stream.encode("utf-16-le") in body:
            return media_type, reason
    return "application/x-ole-storage", "it is in a format of before 2007, which is not read"
