"""Guards a team's own day from a page: seen, kept for that day, read back into the form, taken back; the roster stays."""

from planner.domain.account import Role
from tests.desk.pages import Browser

DAY = "/plan/2025-08-27"


def test_who_is_away_and_when_are_kept_for_the_day_alone(browser: Browser) -> None:
    """The form keeps what is said and shows it again; the day after is as ever, and one button forgets it."""
    browser.sign_in(Role.DESK)
    page = browser.get(f"{DAY}/team/T01").text
    assert 'name="absent" value="1"' in page
    after = browser.post(f"{DAY}/team/T01", absent="1", hours="09:00-12:00", breaks="-")
    assert after.url.path == DAY
    assert "1 not there" in after.text
    assert "09:00 – 12:00" in after.text.replace("09.00", "09:00").replace("12.00", "12:00")
    form = browser.get(f"{DAY}/team/T01").text
    assert 'value="1" checked' in form
    assert 'value="09:00-12:00"' in form.replace("09.00", "09:00").replace("12.00", "12:00")
    assert "1 not there" not in browser.get("/plan/2025-08-28").text
    browser.post(f"{DAY}/team/T01/clear")
    assert "1 not there" not in browser.get(DAY).text


def test_a_team_that_is_off_stays_on_the_page(browser: Browser) -> None:
    """Nobody on duty is shown as such; all members away without being off is refused, as are hours that are none."""
    browser.sign_in(Role.DESK)
    members = browser.get(f"{DAY}/team/T01").text.count('name="absent"')
    everybody = [str(index) for index in range(1, members + 1)]
    assert browser.post(f"{DAY}/team/T01", json=True, absent=everybody).json()["codes"] == ["E4073"]
    assert browser.post(f"{DAY}/team/T01", json=True, hours="9").json()["codes"] == ["E8102"]
    assert "not on duty" in browser.post(f"{DAY}/team/T01", off="yes", absent=everybody).text
    browser.get(f"{DAY}/team/nobody", status=404)
