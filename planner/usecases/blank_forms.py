"""The empty form of a kind of table, for who has none of a workspace at hand."""


def blank_form(kind: str) -> bytes:
    """The workbook of a kind of table: its headings, an example and what each column means.

    Raises
    ------
    KeyError
        For a kind that has no form.
    """
    from inputs.templates import form_of  # noqa: PLC0415 (brings openpyxl)

    return form_of(kind)
