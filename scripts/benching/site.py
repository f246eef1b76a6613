"""The measured site: a fresh copy of the seed and the processes on it, begun when first wanted."""

from __future__ import annotations

import json
import shutil
import sys
from functools import cached_property
from pathlib import Path
from types import TracebackType

from benching import baseline
from benching.members import PASSWORD, Member, username
from benching.rounds import CONNECTIONS, Scale
from benching.seed import copy, forum_settings
from benching.server import FORUM, Server, environment, free_port, get


class Site:
    """``shipped``: web server and worker as installed. ``uncached_sql`` and ``uncached_whoosh``:
    web servers on the same data without the page cache, one for each engine."""

    def __init__(self, kept: Path, working: Path) -> None:
        self.folder, self.log = working, working.parent / "processes.log"
        self.log.unlink(missing_ok=True)
        self.servers: list[Server] = []
        copy(kept, working)

    def __enter__(self) -> Site:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def end(self) -> None:
        """None of its processes is left; the folder is."""
        for server in self.servers:
            server.end()

    @cached_property
    def scale(self) -> Scale:
        """The baseline, checked and warm."""
        from forum.cli.serving import WAITRESS

        port = free_port()
        command = [sys.executable, "-m", "benching.baseline", str(port), json.dumps(WAITRESS)]
        server = self._begun(command, environment(**baseline.environment()))
        server.wait_for(port, baseline.PATH)
        baseline.check(get(server.address + baseline.PATH))
        return Scale(server)

    @cached_property
    def shipped(self) -> Server:
        return self._web()

    @cached_property
    def uncached_sql(self) -> Server:
        return self._web(FORUM_PAGE_CACHE_BYTES="0", SEARCH_ENGINE="sql")

    @cached_property
    def uncached_whoosh(self) -> Server:
        return self._web(FORUM_PAGE_CACHE_BYTES="0", SEARCH_ENGINE="whoosh")

    @cached_property
    def worker(self) -> Server:
        return self._begun([*FORUM, "worker"], environment(**forum_settings(self.folder)))

    @cached_property
    def members(self) -> list[Member]:
        """One signed-in member for each connection."""
        numbers = range(1, CONNECTIONS + 1)
        port = self.shipped.port
        found = [Member(port, username(number), PASSWORD) for number in numbers]
        for member in found:
            member.pause()
        return found

    def _web(self, **settings: str) -> Server:
        port = free_port()
        own = environment(**forum_settings(self.folder), **settings)
        server = self._begun([*FORUM, "serve", "--port", str(port)], own)
        server.wait_for(port, "/healthz")
        return server

    def _begun(self, command: list[str], settings: dict[str, str]) -> Server:
        server = Server(command, settings, self.log)
        self.servers.append(server)
        return server
