"""Guards the pages on which files are brought in: whole or not at all, asked about where a list is hardly meant so."""

import json
import re
import time

import pytest

from planner.desk.pages import importing
from planner.desk.pages.import_typed import ImportTyped, import_typed
from planner.domain.account import Role
from planner.usecases.importing import TABLES
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser
from tests.desk.test_books import trail
from tests.usecases.town import AT_DESK


def test_a_file_is_taken_or_refused_whole(browser: Browser) -> None:
    """A good file tells what it brought; a faulty one every fault with its place, and nothing has changed."""
    browser.sign_in(Role.KEEPER)
    good = "id,village,rt,rw,address,latitude,longitude\nH900,V1,01,01,Jl. Baru CONTOH,-6.199,106.452\n"
    browser.get("/import/households")
    page = browser.post("/import/households", files={"file": ("rumah.csv", good.encode(), "text/csv")})
    assert "1 new" in page.text
    bad = good + "H901,V1,01,01,Jl. Baru CONTOH,-6.199,tidak tahu\nH902,V1,,01,x,-96,106\n"
    page = browser.post("/import/households", files={"file": (r"C:\\data\\rumah.csv", bad.encode(), "text/csv")})
    assert page.status_code == 422
    assert "rumah.csv was not taken" in page.text
    assert page.text.count("rumah.csv") >= 3
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        assert {"H900"} == {id_ for id_ in ledger.household_ids() if id_.startswith("H9")}
    browser.get("/import/households")
    page = browser.post("/import/households/undo")
    assert "rumah.csv taken back" in page.text
    assert "The last file of this kind" not in page.text
    assert trail(browser, "undo_import")[-1].subject == "households"
    page = browser.post("/import/households/undo")
    assert (page.status_code, "E6140" in page.text) == (422, True)
    assert browser.post("/import/households", files={"file": ("", b"", "")}).status_code == 422
    browser.get("/import/secrets", status=404)


def test_an_order_of_dates_that_no_page_offers_is_not_remembered(browser: Browser) -> None:
    """It would make a file of habits that nobody can read again; nothing is taken."""
    browser.sign_in(Role.KEEPER)
    browser.get("/import/teams")
    content = b"id;unit;leader\nT77;Binmas;Aipda CONTOH\n"
    page = browser.post("/import/teams", dates="x", columns="Ket =", files={"file": ("tim.csv", content, "text/csv")})
    assert page.status_code == 400
    assert not Workspace(browser.folder, AT_DESK).habits_path.exists()
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        assert "T77" not in {team.id for team in ledger.teams()}


def test_homes_that_seem_to_be_there_already_are_asked_about(browser: Browser) -> None:
    """A list of known homes under other ids is held back with the command's note, and taken only when that is said."""
    browser.sign_in(Role.KEEPER)
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        known = ledger.households()
    rows = [
        f"Z{place},{home.address.village},{home.address.rt},{home.address.rw},{home.address.detail},"
        f"{home.address.latitude},{home.address.longitude}"
        for place, home in enumerate(known[:8])
    ]
    content = "\n".join(["id,village,rt,rw,detail,latitude,longitude", *rows]).encode()
    browser.get("/import/households")
    told = browser.post("/import/households", files={"file": ("baru.csv", content, "text/csv")}, json=True).json()
    assert (told["is_kept"], told["added"]) == (False, 0)
    assert {note["code"] for note in told["notes"]} & {"E1063", "E4015"}
    page = browser.post("/import/households", files={"file": ("baru.csv", content, "text/csv")}).text
    held = re.search(r'name="held" value="([^"]+)"', page)
    assert held
    assert len(browser.app.state.house.ledger.households()) == len(known)
    assert "8 new" in browser.post("/import/households", held=held[1]).text
    assert "no longer kept" in browser.post("/import/households", held="gone").text


def test_headings_are_said_in_lines(browser: Browser) -> None:
    """`their heading = our column`, a line each, as the command takes it."""
    browser.sign_in(Role.KEEPER)
    browser.get("/import/facilities")
    content = f"nomor,kind,name,village,rt,rw,latitude,longitude\nF9,SAL,Selokan CONTOH,V1,01,01,{-6.199},{106.451}\n"
    page = browser.post("/import/facilities", files={"file": ("f.csv", content.encode(), "text/csv")})
    assert page.status_code == 422
    assert "<details open>" in page.text
    assert "is taken here as it stands, too." in page.text
    assert "--" not in re.findall(r"<p>(E10\d\d .*?)</p>", page.text)[0]
    page = browser.post("/import/facilities", files={"file": ("f.csv", content.encode(), "text/csv")}, columns="nomor = id")
    assert "1 new" in page.text
    assert "Selokan CONTOH" in browser.other().sign_in(Role.CHIEF).get("/facilities").text


@pytest.mark.parametrize(
    "typed",
    [
        "Peta Lokasi = position", "--map 'Peta Lokasi=position'", '--map "Peta Lokasi"=position', "‘Peta Lokasi=position’",
        "  --map='Peta Lokasi = position'\n", "'Peta Lokasi'='position'",
    ],
)  # fmt: skip
def test_what_messages_write_is_taken_as_it_stands(typed: str) -> None:
    """A line of the field is taken as the message writes it for the command: `--map` and quotation marks are no part of it."""
    assert import_typed(typed).columns == {"Peta Lokasi": "position"}
    assert import_typed(f"{typed} --map 'Nama=head_name'").columns == {"Peta Lokasi": "position", "Nama": "head_name"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("--dates dmy", ImportTyped(dates="dmy")),
        ("--dates=mdy\nNama = head_name", ImportTyped(dates="mdy", columns={"Nama": "head_name"})),
        ("--replace", ImportTyped(replaces=True)),
        (
            "$ dds import complaints desk.xlsx --map 'No=id' --dates dmy --map \"Tgl =\" --replace",
            ImportTyped(columns={"No": "id", "Tgl": ""}, dates="dmy", replaces=True),
        ),
        ("Nama KK head_name\n\n = id", ImportTyped(unread=["Nama KK head_name", "= id"])),
        ("--annotate=salinan.xlsx", ImportTyped(unread=["--annotate=salinan.xlsx"])),
        ("--dates ymd", ImportTyped(unread=["--dates ymd"])),
        ("dds import undo households", ImportTyped(unread=["dds import undo households"])),
    ],
)
def test_nothing_that_is_typed_is_passed_over(typed: str, said: ImportTyped) -> None:
    """Options of the command's cures are taken as they stand; what cannot be taken is said."""
    assert import_typed(typed) == said


def test_a_list_of_other_teams_is_asked_about(browser: Browser) -> None:
    """Known ids that stand for others are held back and overwritten only when that is said; what is typed in vain is said."""
    browser.sign_in(Role.KEEPER)
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        team = ledger.teams()[0]
    browser.get("/import/teams")
    content = f"id;unit;leader\n{team.id};Satuan Lain;Aipda SAMA SEKALI LAIN\n".encode()
    page = browser.post("/import/teams", files={"file": ("tim.csv", content, "text/csv")}, columns="unit itu satuan")
    assert (page.status_code, "unit itu satuan" in page.text) == (422, True)
    page = browser.post("/import/teams", files={"file": ("tim.csv", content, "text/csv")}).text
    held = re.search(r'name="held" value="([^"]+)"', page)
    assert held
    assert "E4018" in page
    assert browser.app.state.house.ledger.teams()[0] == team
    assert "1 changed" in browser.post("/import/teams", held=held[1]).text


def test_a_refused_file_comes_back_marked(browser: Browser) -> None:
    """The page hands out a copy with its faults marked, to whoever keeps the files; nothing of it lies on the disk."""
    browser.sign_in(Role.KEEPER)
    browser.get("/import/facilities")
    content = b"id,kind,name,village,rt,rw,latitude,longitude\nF9,LPJ,Lampu,V1,01,01,95,106.5\n"
    page = browser.post("/import/facilities", files={"file": ("lampu jalan.csv", content, "text/csv")})
    assert page.status_code == 422
    address = re.search(r'href="(/import/marked/[^"]+)"', page.text)
    assert address
    copy = browser.get(address.group(1))
    assert copy.content.startswith(b"PK")
    assert copy.headers["content-disposition"].endswith(("lampu%20jalan-marked.xlsx", "lampu%20jalan-ditandai.xlsx"))
    assert not list(browser.folder.rglob("marked*"))
    browser.other().sign_in(Role.DESK).get(address.group(1), status=403)
    assert "no longer kept" in browser.get("/import/marked/gone").text


def test_the_first_start_is_finished_in_the_browser(browser: Browser) -> None:
    """Outlines, both files of a road pair at once, and an empty form of each table are had on the page, by its keeper."""
    browser.sign_in(Role.KEEPER)
    assert "/import/villages" in browser.get("/import/households").text
    for kind in TABLES:
        assert f"/import/{kind}/form" in browser.get(f"/import/{kind}").text
        assert browser.get(f"/import/{kind}/form").content.startswith(b"PK")
    browser.get("/import/roads/form", status=404)
    browser.get("/import/villages")
    bad = browser.post("/import/villages", files={"file": ("desa.geojson", b"{}", "application/json")})
    assert (bad.status_code, "E1401" in bad.text) == (422, True)
    square = [[[106.4, -6.3], [106.5, -6.3], [106.5, -6.1], [106.4, -6.1], [106.4, -6.3]]]
    feature = {
        "type": "Feature", "properties": {"code": "V1", "name": "Desa CONTOH"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    browser.post("/import/villages", files={"file": ("desa.geojson", content, "application/json")}, codes="V9")
    page = browser.post("/import/villages", files={"file": ("desa.geojson", content, "application/json")}, codes="V1")
    assert "Villages: Desa CONTOH." in page.text, page.text


def test_a_list_in_the_wrong_tab_is_told_first(browser: Browser) -> None:
    """Before all faults of its cells, with the kind that its headings fit; a faulty list in its own tab is not."""
    browser.sign_in(Role.KEEPER)
    browser.get("/import/households")
    rows = "id;unit;leader;members;mode;shifts\nT77;Binmas;Aipda CONTOH;;motor;entah\n"
    page = browser.post("/import/households", files={"file": ("tim.csv", rows.encode(), "text/csv")})
    told = re.findall(r"<p>(E\d{4} .*?)</p>", page.text)
    assert told[0].startswith("E1129 tim.csv: By its headings this looks like a list of teams. Use the tab of teams"), told
    assert len(told) > 1
    browser.get("/import/teams")
    page = browser.post("/import/teams", files={"file": ("tim.csv", rows.encode(), "text/csv")})
    assert (page.status_code, "E1129" in page.text) == (422, False)


def test_a_pair_of_road_files_is_chosen_together(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both lie in one folder for the reader, whichever came first; any other two files are refused."""
    seen: list[set[str]] = []
    monkeypatch.setattr(
        importing, "import_road_file", lambda _, path, **__: seen.append({one.name for one in path.parent.iterdir()})
    )
    browser.sign_in(Role.KEEPER)
    assert "multiple" in browser.get("/import/roads").text
    pair = [("file", (f"roads_{name}.csv", b"x", "text/csv")) for name in ("nodes", "edges")]
    browser.post("/import/roads", files=pair)
    deadline = time.monotonic() + 10
    while not seen and time.monotonic() < deadline:
        time.sleep(0.05)
    assert seen == [{"roads_nodes.csv", "roads_edges.csv"}]
    browser.get("/import/roads")
    refused = browser.post("/import/roads", files=[pair[0], ("file", ("java.osm.pbf", b"x", "x/y"))])
    assert (refused.status_code, "nodes and edges" in refused.text) == (422, True)
