"""A PostgreSQL server of the tests' own, stopped and started as they like."""

import os
import select
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

DEBIAN = Path("/usr/lib/postgresql")
SERVER = "postgres"
"""The user of Debian's package, who runs the server where the tests are run by root: it refuses."""


def binaries() -> Path | None:
    """The folder of the newest server that is installed."""
    found = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    if usual := shutil.which("initdb"):
        found.append(Path(usual).parent)
    return max(found, default=None, key=lambda path: [int(n) for n in path.parts if n.isdigit()])


class Postgres:
    """A server that listens on loopback and on a socket in its folder."""

    def __init__(self, folder: Path, bin: Path) -> None:
        self.folder, self.bin, self.data = folder, bin, folder / "data"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._tell("initdb", "-D", self.data, "-U", SERVER, "-N", "-A", "trust", "-E", "UTF8",
                   "--locale=C")  # fmt: skip
        self.certify("server")
        settings = f"port = {self.port}\nlisten_addresses = '127.0.0.1, 127.0.0.2'\nssl = on\n"
        settings += f"unix_socket_directories = '{folder}'\nfsync = off\nmax_connections = 40\n"
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(settings)
        allowed = "local all all trust\nhost all all 127.0.0.0/8 scram-sha-256\n"
        (self.data / "pg_hba.conf").write_text(allowed)
        self.start()

    def certify(self, name: str) -> Path:
        """Make a certificate that is its own authority; that of `server` is the server's."""
        key, certificate = self.data / f"{name}.key", self.data / f"{name}.crt"
        self._tell("openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt",
                   "ec_paramgen_curve:prime256v1", "-days", "3650", "-subj", "/CN=localhost",
                   "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out",
                   certificate)  # fmt: skip
        return certificate

    def start(self) -> None:
        log = self.folder / "log"
        self._tell("pg_ctl", "-D", self.data, "-l", log, "-w", "-t", "60", "start")

    def stop(self) -> None:
        """Stop hard, as when its machine loses power."""
        self._tell("pg_ctl", "-D", self.data, "-m", "immediate", "-t", "60", "stop")

    @contextmanager
    def without_tls(self) -> Iterator[None]:
        for turned in ("off", "on"):
            self.sql(f"ALTER SYSTEM SET ssl = {turned}")
            self.sql("SELECT pg_reload_conf()")
            while self.sql("SHOW ssl") != f"{turned}\n":
                pass
            if turned == "off":
                yield

    def sql(self, told: str, database: str = SERVER) -> str:
        """Run SQL as the owner of all; returns what it prints."""
        words = ("-h", self.folder, "-p", self.port, "-U", SERVER, "-d", database)
        return self._tell("psql", *words, "-qAtX", "-v", "ON_ERROR_STOP=1", "-f", "-", told=told)

    def _tell(self, program: str, *words: object, told: str = "") -> str:
        path = self.bin / program
        command = [str(path) if path.exists() else program, *map(str, words)]
        user = SERVER if os.getuid() == 0 else None
        log = self.folder / "told"
        with log.open("w") as out:  # no pipe: the server would hold it open
            done = subprocess.run(
                command, input=told, stdout=out, stderr=out, text=True, user=user, check=False,
                cwd=self.folder,
            )  # fmt: skip
        assert done.returncode == 0, log.read_text()
        return log.read_text()


@contextmanager
def running() -> Iterator[Postgres]:
    """A server for as long as it is needed."""
    bin = binaries()
    assert bin is not None, "no PostgreSQL here: apt-get install postgresql"
    with TemporaryDirectory(prefix="taiwa-pg-", ignore_cleanup_errors=True) as folder:
        if os.getuid() == 0:
            shutil.chown(folder, SERVER)
        server = Postgres(Path(folder), bin)
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def cut_after(port: int, most: int) -> Iterator[int]:
    """A port that leads to another one, until so many bytes have gone either way."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.1)
        over = threading.Event()

        def lead() -> None:
            left = most
            while not over.is_set():
                with suppress(TimeoutError):
                    near, _ = door.accept()
                    with near, socket.create_connection(("127.0.0.1", port)) as far:
                        while left > 0 and not over.is_set():
                            for ready in select.select([near, far], [], [], 0.1)[0]:
                                part = ready.recv(min(left, 4_096))
                                left = left - len(part) if part else 0
                                (far if ready is near else near).sendall(part)

        leader = threading.Thread(target=lead)
        leader.start()
        try:
            yield door.getsockname()[1]
        finally:
            over.set()
            leader.join()
