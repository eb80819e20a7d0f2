"""A PostgreSQL server for tests: the one that DDS_TEST_POSTGRES names, else one started from the machine's own programs."""

import contextlib
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from tests.conftest import lacking, package

NAMED = "DDS_TEST_POSTGRES"
"""Environment variable with the address of a server, such as `postgresql+psycopg://user:password@host/postgres`."""

_USER = "postgres"
"""Account that a server runs as when the tests run as root, which PostgreSQL refuses."""


@contextlib.contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """Address of a server's database `postgres`; skips the test, with the reason, where there is none."""
    package("psycopg", needs="'dds-planner[postgresql]'")
    if url := os.environ.get(NAMED):
        yield url
        return
    programs = _programs()
    if programs is None:
        lacking(f"no PostgreSQL server: set {NAMED} or install one")
    with _started(programs, folder) as started:
        yield started


@contextlib.contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Address of an empty schema of the server's database, dropped in the end: a tenth of the time of a database of its own."""
    name = f"dds_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
            url = make_url(server).update_query_dict({"options": f"-csearch_path={name}"})
            yield url.render_as_string(hide_password=False)
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    finally:
        engine.dispose()


def _programs() -> Path | None:
    """Folder of `initdb` and `pg_ctl`."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


@contextlib.contextmanager
def _started(programs: Path, folder: Path) -> Iterator[str]:
    """Start a server that listens on a socket in its own folder alone, with nothing written for safety: it is thrown away."""
    account = _USER if os.name == "posix" and os.geteuid() == 0 else None
    short = Path("/tmp") / f"dds-{uuid.uuid4().hex[:8]}" if os.name == "posix" else folder  # noqa: S108 (sockets want short paths)
    short.mkdir(mode=0o700, exist_ok=True)
    data = short / "data"
    try:
        if account:
            shutil.chown(short, account)
        options = f"-k {short} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        for command in (
            [programs / "initdb", "-D", data, "-U", "dds", "-A", "trust", "-E", "UTF8", "--no-sync"],
            [programs / "pg_ctl", "-D", data, "-o", options, "-l", short / "log", "-w", "start"],
        ):
            done = subprocess.run(command, user=account, cwd="/", capture_output=True, check=False)  # noqa: S603
            if done.returncode:
                lacking(f"no PostgreSQL server that starts: {done.stderr.decode(errors='replace')[-200:]}")
        yield f"postgresql+psycopg://dds@/postgres?host={short}"
    finally:
        stop = [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, user=account, cwd="/", capture_output=True, check=False)  # noqa: S603
        shutil.rmtree(short, ignore_errors=True)
