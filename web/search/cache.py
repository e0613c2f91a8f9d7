"""What was found last, so that paging and facets of the same words need no second search."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Values by their keys, the least recently used of which go when all together are larger than ``most`` bytes."""

    def __init__(self, most: int, size: Callable[[Value], int]) -> None:
        self._most = most
        self._size = size
        self._lock = Lock()
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of ``key``, made by ``make`` if it is not there. Two threads may make it at one time."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
        value = make()
        with self._lock:
            self._bytes -= self._values.pop(key, (value, 0))[1]
            self._values[key] = value, self._size(value)
            self._bytes += self._values[key][1]
            while self._bytes > self._most:
                self._bytes -= self._values.popitem(last=False)[1][1]
        return value
