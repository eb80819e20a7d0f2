"""The refusal of an id that the ledger does not have, with those that differ in zeros, capitals and signs alone."""

from sqlalchemy import Connection, Table, select

from planner.domain.errors import InputError
from planner.domain.masking import same_ids, shown
from planner.ledger import schema


def no_household(connection: Connection, id_: str) -> InputError:
    """E6050."""
    return InputError.of("E6050", household=shown(id_), near=_near(connection, schema.households, id_))


def no_complaint(connection: Connection, id_: str) -> InputError:
    """E6031."""
    return InputError.of("E6031", complaint=id_, near=_near(connection, schema.complaints, id_))


def _near(connection: Connection, table: Table, id_: str) -> str:
    return ", ".join(same_ids(id_, connection.execute(select(table.c.id).order_by(table.c.id)).scalars())) or "–"
