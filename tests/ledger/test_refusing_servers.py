"""Guards what is told of a server that refuses, and that a ledger on it goes on afterwards."""

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from planner.domain.errors import InputError
from planner.ledger.engine import reading, writing
from planner.ledger.store import Ledger
from planner.words.language import words
from tests.ledger.records import NOW
from tests.ledger.server import fresh_database


@pytest.mark.parametrize("wrong", ["account", "port", "host", "database", "option", "sslmode"])
def test_a_server_that_refuses(server: str, wrong: str) -> None:
    """What a server or its driver says is told in words that we know: no address, no account, nothing of the password."""
    secret = "kata-sandi-contoh"  # noqa: S105 (of nobody)
    url = make_url(server).set(password=secret)
    changed = {
        "account": lambda: url.set(username="petugas-contoh"),
        "port": lambda: url.set(port=1).difference_update_query(["host"]).set(host="127.0.0.1"),
        "host": lambda: url.difference_update_query(["host"]).set(host="server-contoh.invalid"),
        "database": lambda: url.set(database="gudang-contoh"),
        "option": lambda: url.update_query_dict({"pilihan": secret}),
        "sslmode": lambda: url.update_query_dict({"sslmode": secret}),
    }[wrong]()
    with pytest.raises(InputError) as refused:
        Ledger.open(changed.render_as_string(hide_password=False))
    told = words("en").fault(refused.value.faults[0])
    assert refused.value.faults[0].code == "E6006"
    for hidden in (secret, "petugas-contoh", "127.0.0.1", "server-contoh", *map(str, url.query.values())):
        assert hidden not in told


def test_a_server_that_lets_nothing_be_written(server: str) -> None:
    """A copy that is only read, a role without rights, a sign that no text of a server holds: E6006, not a fault of ours."""
    with fresh_database(server) as place, Ledger.open(place, create=True) as ledger:
        with pytest.raises(InputError, match="E6006"):
            ledger.account("a\0b")
        schema_ = str(make_url(place).query["options"]).rpartition("=")[2]
        for option in ("default_transaction_read_only=on", "role=pg_monitor"):
            with writing(ledger._engine) as connection:
                connection.execute(text(f"GRANT USAGE ON SCHEMA {schema_} TO pg_monitor"))
                connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema_} TO pg_monitor"))
            url = make_url(place).update_query_dict({"options": f"-csearch_path={schema_} -c{option}"})
            with Ledger.open(url.render_as_string(hide_password=False)) as other, pytest.raises(InputError, match="E6006"):
                other.audit(now=NOW, actor="piket", action="read", subject="homes", details={})


def test_a_server_that_was_started_again(server: str) -> None:
    """A ledger that a desk holds open goes on after its connections were ended."""
    with fresh_database(server) as place, Ledger.open(place, create=True) as ledger, Ledger.open(place) as other:
        with reading(ledger._engine) as connection:
            own = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with writing(other._engine) as connection:
            connection.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
        assert ledger.accounts() == ()
