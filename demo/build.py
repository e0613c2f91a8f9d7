"""Write the captures of the demo: ``python -m demo.build``, from the root of the project."""

import sys
import tempfile
from pathlib import Path

from archive.warc import WarcFile, encode
from demo.site import exchanges

TARGET = Path(__file__).with_name("clusters.example.warc.gz")
SOFTWARE = "Cluster News Archive, demo.build"


def build(target: Path = TARGET) -> int:
    """Write every exchange of the site to the WARC file ``target`` and return how many they are.

    The file takes the place of an older one when it is complete. Raises OSError.
    """
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        # The same name inside: a WARC file tells its own.
        warc = WarcFile(Path(folder) / target.name, SOFTWARE)
        encoded = [encode(exchange) for exchange in exchanges()]
        try:
            for one in encoded:
                warc.append(one.data)
        finally:
            warc.close()
        warc.path.replace(target)
    return len(encoded)


if __name__ == "__main__":
    sys.stdout.write(f"{build()} responses in {TARGET.name}, {TARGET.stat().st_size:,} bytes\n")
