"""`taiwa sync postgresql://…`: machines meet in a real PostgreSQL, which trusts nobody either."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from taiwa.record.store import Store
from taiwa.record.synced import failed
from taiwa.sync.database import SCHEMA, Table
from taiwa.sync.folder import File
from tests.postgres import SERVER, Postgres, cut_after, running
from tests.test_sync import Home

pytestmark = pytest.mark.slow

SECRET = "correct horse"
SECRET_IN = {"PGPASSWORD": SECRET}


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with running() as server:
        server.sql("CREATE DATABASE class; CREATE DATABASE bare;")
        schema = SCHEMA.read_text(encoding="utf-8")
        for _ in range(2):  # once more does no harm
            server.sql(schema, "class")
        for name, role in (("anna", "learner"), ("ben", "learner"), ("teacher", "teacher")):
            server.sql(f"CREATE ROLE {name} LOGIN PASSWORD '{SECRET}' IN ROLE taiwa_{role};")
        server.sql(f"CREATE ROLE stranger LOGIN PASSWORD '{SECRET}';")
        yield server


class Machine(Home):
    """One machine of a learner, whose login has the password in its environment."""

    def taiwa(self, *words: object, lang: str = "en_GB.UTF-8") -> str:
        with patch.dict(os.environ, SECRET_IN):
            told = super().taiwa(*words, lang=lang)
        assert SECRET not in told
        return told


@pytest.fixture
def machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Machine]:
    return lambda name: Machine(tmp_path / name, capsys)


@pytest.fixture
def address(server: Postgres) -> Iterator[Callable[..., str]]:
    """The address by a login, a name of the host and a database; nobody has sent anything yet."""

    def told(login: str = "anna", host: str = "localhost", database: str = "class") -> str:
        return f"postgresql://{login}@{host}:{server.port}/{database}"

    yield told
    server.sql("DELETE FROM taiwa.segment; DELETE FROM taiwa.hand_in;", "class")


Machines = Callable[[str], Machine]
Address = Callable[..., str]


def test_two_machines_meet_in_a_database(machine: Machines, address: Address) -> None:
    laptop, desktop, here = machine("laptop").learn("a"), machine("desktop"), address()
    assert laptop.taiwa("sync", here) == "0 new here, 3 sent.\n"
    assert desktop.taiwa("sync", here) == (
        f"There is no record here yet: taking over the one in {here}, ········ (2026-04-01).\n"
        "3 new here, 0 sent.\n"
    )
    desktop.learn("b", 5)
    assert desktop.taiwa("set", "sync", here) == f"sync {here}  (FOLDER|ADDRESS|off)\n"
    assert desktop.taiwa("sync") == "0 new here, 6 sent.\n"
    assert laptop.taiwa("sync", here) == "6 new here, 0 sent.\n"
    assert laptop.taiwa("sync", here, "--check") == "0 new here, 0 sent.\n"
    assert laptop.log() == desktop.log()
    assert SECRET.encode() not in laptop.db.read_bytes()
    third = machine("third").learn("c")
    assert "There is another record in" in third.taiwa("sync", here)
    assert third.taiwa("sync", here, "--join").endswith("9 new here, 3 sent.\n")
    assert "Deleted from postgresql://" in laptop.taiwa("sync", here, "--forget")
    assert "was deleted there with taiwa sync --forget" in desktop.taiwa("sync")
    assert "so nothing would be sent to it" in third.taiwa("set", "sync", here)


def test_nobody_sees_or_changes_what_is_not_theirs(
    machine: Machines, address: Address, server: Postgres
) -> None:
    anna, ben = machine("anna").learn("a"), machine("ben").learn("b")
    anna.taiwa("sync", address("anna"))
    assert ben.taiwa("sync", address("ben")) == "0 new here, 3 sent.\n"  # and finds nobody there
    refused = "does not let you do that: ask its owner for the role"
    assert refused in machine("c").taiwa("sync", address("stranger"))
    assert refused in machine("d").taiwa("sync", address("teacher"))
    as_anna = "SET ROLE anna; "
    assert server.sql(as_anna + "SELECT DISTINCT owner FROM taiwa.segment", "class") == "anna\n"
    columns = "(course, learner, name, content)"
    values = "SELECT course, learner, 'forgotten', '' FROM taiwa.segment LIMIT 1"
    server.sql(f"{as_anna}INSERT INTO taiwa.segment {columns} {values}", "class")
    server.sql(f"{as_anna}DELETE FROM taiwa.segment", "class")
    left = server.sql("SELECT owner, name FROM taiwa.segment ORDER BY 1", "class")
    assert left.startswith("anna|forgotten\nben|")
    for attempt in (
        "UPDATE taiwa.segment SET course = 'x'",
        "INSERT INTO taiwa.segment (owner, course, learner, name, content)"
        " VALUES ('ben', 'x', repeat('0', 32), 'forgotten', '')",
        "INSERT INTO taiwa.segment (course, learner, name, content)"
        " VALUES ('x', repeat('0', 32), 'not its name', 'a')",
        "CREATE TABLE taiwa.own (a int)",
        "TRUNCATE taiwa.segment",
    ):
        with pytest.raises(AssertionError, match=r"denied|violates"):
            server.sql(as_anna + attempt, "class")


def test_what_is_wrong_with_a_database_is_told_in_one_sentence(
    machine: Machines, address: Address, server: Postgres, tmp_path: Path
) -> None:
    laptop = machine("laptop").learn("a")
    before = laptop.log()
    wrong = {
        address(database="none"): "There is no such database as",
        address(
            database="bare"
        ): "has no tables for taiwa: let its owner make those that taiwa sync",
        address("nobody"): "does not let you in",
        address(host="127.0.0.2"): "can't prove that it is the one you mean",
        address().replace(f":{server.port}/", ":1/"): "can't be reached",
        address().replace("anna@", "anna:hunter2@"): "Leave the password out of the address",
        address() + "?password=hunter2": "Leave the password out of the address",
        address() + "?sslmode=disable": "is not the address of a database",
        address() + f"?sslrootcert={tmp_path}/none": "holds no certificate",
        "postgresql://": "is not the address of a database",
    }
    for target, said in wrong.items():
        for words in (("sync", target), ("set", "sync", target)):
            told = laptop.taiwa(*words)
            assert said in told
            assert told.count("\n") == 2
            assert "hunter2" not in told
    assert laptop.taiwa("set", "sync") == "sync off  (FOLDER|ADDRESS|off)\n"
    server.sql("ALTER DATABASE class SET default_transaction_read_only = on")
    assert "Nothing can be written to the database" in laptop.taiwa("sync", address())
    server.sql("ALTER DATABASE class RESET default_transaction_read_only")
    assert laptop.log() == before
    assert laptop.taiwa("sync", address()) == "0 new here, 3 sent.\n"


def test_the_password_comes_from_the_file_that_only_its_owner_may_read(
    machine: Machines, address: Address, tmp_path: Path, server: Postgres
) -> None:
    laptop, file = machine("laptop").learn("a"), tmp_path / "pgpass"
    file.write_text(f"# a comment\nother:*:*:*:no\nlocalhost:{server.port}:*:anna:{SECRET}\n")
    with patch(f"{__name__}.SECRET_IN", {"PGPASSFILE": str(file)}):
        file.chmod(0o644)
        assert "does not let you in" in laptop.taiwa("sync", address())
        file.chmod(0o600)
        assert laptop.taiwa("sync", address()) == "0 new here, 3 sent.\n"


def test_a_server_proves_itself_by_the_authority_that_is_named(
    machine: Machines, address: Address, server: Postgres, tmp_path: Path
) -> None:
    laptop = machine("laptop").learn("a")
    right, wrong = (tmp_path / f"{name}.crt" for name in ("right", "wrong"))
    right.write_bytes((server.data / "server.crt").read_bytes())
    wrong.write_bytes(server.certify("other").read_bytes())
    assert "can't prove that it is" in laptop.taiwa("sync", f"{address()}?sslrootcert={wrong}")
    elsewhere = address(host="127.0.0.2")  # of which the certificate says nothing
    assert "can't prove that it is" in laptop.taiwa("sync", f"{elsewhere}?sslrootcert={right}")
    with server.without_tls():
        assert "takes no encrypted connection" in laptop.taiwa("sync", elsewhere)
    assert laptop.taiwa("sync", f"{address()}?sslrootcert={right}") == "0 new here, 3 sent.\n"


def test_a_server_that_is_stopped_hard_or_set_back_gets_what_it_lacks(
    machine: Machines, address: Address, server: Postgres
) -> None:
    laptop, desktop = machine("laptop").learn("a", 8), machine("desktop")
    write, sent = Table.write, []

    def once(table: Table, content: bytes) -> File:
        if sent:
            server.stop()
        sent.append(write(table, content))
        return sent[-1]

    with patch.object(Table, "write", once), patch("taiwa.sync.syncing.LARGEST_SEGMENT", (3, 9999)):
        assert "can't be reached" in laptop.taiwa("sync", address())
    with closing(Store(laptop.db)) as store:
        store.set("sync", address())
    laptop.taiwa("sync")
    with closing(Store(laptop.db)) as store:
        state = failed(store.setting)
        assert state is not None
        assert state.problem == "the database can't be reached."
    server.start()
    assert laptop.taiwa("sync", address()) == "0 new here, 6 sent.\n"
    desktop.taiwa("sync", address())
    assert desktop.log() == laptop.log()
    desktop.learn("b")
    older = desktop.db.read_bytes()
    desktop.taiwa("sync", address())
    desktop.db.write_bytes(older)
    first = "SELECT min(received) FROM taiwa.segment"
    server.sql(f"DELETE FROM taiwa.segment WHERE received = ({first})", "class")
    laptop.taiwa("sync", address())
    desktop.taiwa("sync", address())
    laptop.taiwa("sync", address())
    assert desktop.log() == laptop.log()
    assert laptop.log().count('"kind"') == 12


def test_a_connection_that_is_cut_anywhere_loses_nothing_and_doubles_nothing(
    machine: Machines, address: Address, server: Postgres
) -> None:
    laptop, desktop = machine("laptop"), machine("desktop").learn("b", 20)
    desktop.taiwa("sync", address())
    laptop.taiwa("sync", address())
    broken = 0
    for round_, most in enumerate((200, 900, 1_500, 2_000, 2_600, 3_200, 4_000)):
        laptop.learn(f"c{round_}", 4)
        desktop.learn(f"d{round_}", 4)
        desktop.taiwa("sync", address())
        with cut_after(server.port, most) as port:
            told = laptop.taiwa("sync", address().replace(str(server.port), str(port)))
        broken += "can't be reached" in told
    assert broken > 2
    for each in (laptop, desktop, laptop):
        each.taiwa("sync", address())
    assert laptop.log() == desktop.log()
    assert laptop.log().count('"kind"') == 21 + 2 * 7 * 5


def test_a_class_hands_in_to_a_database_and_only_the_teacher_reads_it(
    machine: Machines, address: Address
) -> None:
    for name in ("anna", "ben"):
        learner = machine(name).learn("a")
        for _ in range(2):  # replaced whole
            told = learner.taiwa("hand-in", address(name), "--name", name.title(), "--yes")
        assert "your teacher and the owner of the database can read it:" in told
    teacher = machine("teacher")
    told = teacher.taiwa("class", address("teacher"))
    assert [line.split()[0] for line in told.splitlines() if "04-01" in line] == ["Anna", "Ben"]
    assert "Ben" not in machine("anna").taiwa("class", address("anna"))
    assert teacher.taiwa("class", address("teacher"), "--delete", "Ben").startswith("Deleted: ")
    assert len([*(teacher.path / "backups").iterdir()]) == 1
    assert "Ben" not in teacher.taiwa("class", address("teacher"))
    assert "You have handed in nothing" in machine("ben").taiwa(
        "hand-in", address("ben"), "--take-back"
    )
    anna = machine("anna")
    assert anna.taiwa("hand-in", address(), "--take-back").startswith("Taken back: postgresql://")
    assert "Nobody has handed in" in teacher.taiwa("class", address("teacher"))


@pytest.fixture
def filler(server: Postgres) -> Iterator[Path]:
    """A file that fills the disk of 2 MB on which the table of a class lies."""
    disk = server.folder / "small"
    filler = disk / "filler"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "taiwa", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a disk here")
    try:
        if os.getuid() == 0:
            shutil.chown(disk, SERVER)
        server.sql(f"CREATE TABLESPACE small LOCATION '{disk}'")
        move = "TRUNCATE taiwa.segment; ALTER TABLE taiwa.segment SET TABLESPACE small"
        server.sql(move, "class")  # empty: else there would be room in its pages
        with suppress(OSError), filler.open("wb", 0) as file:
            while True:
                file.write(b"\0" * 4096)
        yield filler
    finally:
        server.sql("ALTER TABLE taiwa.segment SET TABLESPACE pg_default", "class")
        server.sql("DROP TABLESPACE small")
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_database_without_room_is_told_and_gets_all_once_there_is_some(
    machine: Machines, address: Address, filler: Path
) -> None:
    laptop = machine("laptop").learn("a")
    before = laptop.log()
    for _ in range(2):
        told = laptop.taiwa("sync", address())
        assert "There is no room left in the database" in told
        assert told.count("\n") == 2
    assert laptop.log() == before
    filler.unlink()
    assert laptop.taiwa("sync", address()) == "0 new here, 3 sent.\n"
