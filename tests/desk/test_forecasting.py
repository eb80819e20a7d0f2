"""Guards the forecast on a page: the picture and the table carry the numbers of the report, and it may be asked by a day."""

import re

from planner.domain.account import Role
from planner.usecases.forecast_chart import HEIGHT, chart_of
from tests.desk.pages import Browser
from tests.desk.test_planning import wait_for


def test_the_picture_and_the_table_say_what_the_report_says(browser: Browser) -> None:
    """A job whose end is a page of its own; the line ends where the report's path ends; a day that is past is refused."""
    browser.sign_in(Role.CHIEF)
    browser.get("/report")
    browser.client.follow_redirects = False
    job = browser.post("/forecast", until="2026-12-31", teams="2").headers["location"]
    assert wait_for(browser, job)["faults"] == []
    address = str(wait_for(browser, job)["result"])
    data = browser.get(address, json=True).json()
    page = browser.get(address).text
    report = browser.app.state.house.forecasts.get(address.rsplit("/", 1)[1])
    chart = chart_of(report.forecast)
    assert chart.middle in page
    last = data["path"][-1]
    x, y = map(float, chart.middle.split()[-1].split(","))
    assert (x, round((HEIGHT - y) / HEIGHT * chart.most)) == (1000.0, last["middle"])
    assert [str(chart.ticks[-1].visited.middle)] == re.findall(rf">({last['middle']})</td>", page)[-1:]
    assert "of the futures have reached everybody by then" in page
    assert "ask the RT head" in page
    assert all(f'href="{found}"' in browser.get(where).text for where, found in (("/", job), ("/report", address)))
    state = wait_for(browser, browser.post("/forecast", until="2020-01-01").headers["location"])
    assert "E4022" in state["faults"][0]
    browser.client.follow_redirects = True
    assert "ask again" in browser.get("/forecast/gone").text
