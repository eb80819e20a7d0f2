"""The refusal of an id that the ledger does not have, with those that differ in zeros, capitals and signs alone; special
referrals (RJK) are never among them.
"""

from sqlalchemy import ColumnElement, Connection, Table, select

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import InputError
from planner.domain.masking import same_ids, shown
from planner.ledger import schema


def no_household(connection: Connection, id_: str) -> InputError:
    """E6050."""
    return InputError.of("E6050", household=shown(id_), near=_near(connection, schema.households, id_))


def no_complaint(connection: Connection, id_: str) -> InputError:
    """E6031."""
    table = schema.complaints
    return InputError.of("E6031", complaint=id_, near=_near(connection, table, id_, table.c.category != SPECIAL_REFERRAL))


def _near(connection: Connection, table: Table, id_: str, *told: ColumnElement[bool]) -> str:
    query = select(table.c.id).where(*told).order_by(table.c.id)
    return ", ".join(same_ids(id_, connection.execute(query).scalars())) or "–"
