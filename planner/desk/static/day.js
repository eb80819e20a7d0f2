// The working view: one selection through timeline, map, list and reasons; every state has an address.
import { DayMap } from "/static/map.js";
import { pathPart } from "/static/part.js";
import { post } from "/static/session.js";

const find = id => document.getElementById(id);
const data = JSON.parse(find("data").textContent);
const stops = new Map();
const choices = [...document.querySelectorAll("tr[data-visit]")];
for (const row of choices)
  stops.set(row.dataset.visit, { row, team: row.closest("table").dataset.team, bars: [], text: row.textContent.toLowerCase() });
document.querySelectorAll("rect[data-visit]").forEach(bar => stops.get(bar.dataset.visit)?.bars.push(bar));

let team = "0", visit = "";
let map = null;  // drawn once it has come: lists, timelines and reasons do not wait for it

const showTeam = (next, { moves = true } = {}) => {
  team = next;
  document.querySelectorAll("table.stops").forEach(table => { table.hidden = table.dataset.team !== team; });
  document.querySelectorAll(".lanes tr[data-team]").forEach(row => row.classList.toggle("shown", row.dataset.team === team));
  document.querySelectorAll("button.teamname").forEach(button => button.setAttribute("aria-pressed", String(button.dataset.team === team)));
  find("which").value = team;
  map?.showTeam(team === "left" ? null : Number(team), moves);
  const table = document.querySelector(`table.stops[data-team="${team}"]`);
  if (table && !table.querySelector('tr[tabindex="0"]')) table.querySelector("tr[data-visit]")?.setAttribute("tabindex", "0");
  remember();
};

const choose = (key, { focuses = false, nears = true } = {}) => {
  const stop = stops.get(key);
  if (!stop) return;
  if (swapping) { swap(swapping, key); return; }
  if (form) forget();
  stops.get(visit)?.row.classList.remove("chosen");
  stops.get(visit)?.bars.forEach(bar => bar.classList.remove("chosen"));
  visit = key;
  if (stop.team !== team) showTeam(stop.team, { moves: false });
  stop.row.closest("table").querySelectorAll('tr[tabindex="0"]').forEach(row => row.setAttribute("tabindex", "-1"));
  stop.row.setAttribute("tabindex", "0");
  stop.row.classList.add("chosen");
  stop.row.setAttribute("aria-selected", "true");
  stop.bars.forEach(bar => bar.classList.add("chosen"));
  stop.row.scrollIntoView({ block: "nearest" });
  if (focuses) stop.row.focus();
  map?.choose(key, { nears });
  if (form) follow();
  askWhy(key);
  remember();
};

// Another list, from its top: a visit of the list that is left is no more the one that reasons and changes are of.
const turnTo = next => {
  if (next !== team) document.querySelector(".list").scrollTop = 0;
  showTeam(next);
  if (!visit || swapping || stops.get(visit)?.team === next) return;
  stops.get(visit)?.row.classList.remove("chosen");
  stops.get(visit)?.row.removeAttribute("aria-selected");
  stops.get(visit)?.bars.forEach(bar => bar.classList.remove("chosen"));
  visit = "";
  asked += 1;  // reasons that are still to come are of the visit that was left
  delete find("why").dataset.visit;
  find("why").replaceChildren(said(data.words.none, "quietly"));
  map?.choose("");
  if (form) { forget(); form.hidden = true; }
  remember();
};

const remember = () => {
  const parts = new URLSearchParams();
  if (team !== "0") parts.set("team", team);
  if (visit) parts.set("visit", visit);
  history.replaceState(null, "", `${location.pathname}${parts.size ? `?${parts}` : ""}`);
};

let asked = 0;
const askWhy = async key => {
  const number = ++asked, box = find("why");
  box.replaceChildren(said(data.words.reading, "quietly"));
  let lines, codes = "";
  try {
    const answer = await fetch(`/day/${data.day}/${data.version}/why/${pathPart(key)}`, { headers: { accept: "application/json" } });
    const found = await answer.json();
    lines = found.sentences || found.faults;
    codes = answer.ok ? "" : "faults";
  } catch { lines = [data.words.failed]; codes = "faults"; }
  if (number !== asked) return;
  const head = document.createElement("h3");
  head.textContent = key;
  box.replaceChildren(head, ...lines.map(line => said(line, codes)));
  box.dataset.visit = key;
};
const said = (text, kind) => {
  const line = document.createElement("p");
  line.textContent = text;
  if (kind) line.className = kind;
  return line;
};

// Clicks: team names, bars, rows. Keys in the list: arrows, Home, End; Page Up and Down change the team.
document.addEventListener("click", event => {
  const name = event.target.closest("button.teamname"), bar = event.target.closest("rect[data-visit]");
  const row = event.target.closest("tr[data-visit]"), lane = event.target.closest(".lanes tbody tr");
  if (name) turnTo(name.dataset.team);
  else if (bar) choose(bar.dataset.visit);
  else if (row) choose(row.dataset.visit, { focuses: true });
  else if (lane) turnTo(lane.dataset.team);
});
find("which").addEventListener("change", event => turnTo(event.target.value));
document.querySelector(".list").addEventListener("keydown", event => {
  const row = event.target.closest("tr[data-visit]");
  if (!row) return;
  const rows = [...row.parentElement.querySelectorAll("tr[data-visit]:not([hidden])")], at = rows.indexOf(row);
  const target = { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1], Home: rows[0], End: rows[rows.length - 1], Enter: row, " ": row }[event.key];
  if (target) { event.preventDefault(); choose(target.dataset.visit, { focuses: true }); return; }
  const step = { PageDown: 1, PageUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const options = [...find("which").options].map(option => option.value);
    const next = options[(options.indexOf(team) + step + options.length) % options.length];
    turnTo(next);
    document.querySelector(`table.stops[data-team="${next}"] tr[data-visit]`)?.focus();
  }
});
find("sift").addEventListener("input", event => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = [...stops].filter(([, stop]) => words.every(word => stop.text.includes(word)));
  for (const [, stop] of stops) stop.row.hidden = false;
  if (!words.length) return;
  for (const [, stop] of stops) stop.row.hidden = !words.every(word => stop.text.includes(word));
  if (hits.length && !hits.some(([, stop]) => stop.team === team)) turnTo(hits[0][1].team);
});
find("sift").addEventListener("keydown", event => {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  event.preventDefault();
  const row = document.querySelector(`table.stops[data-team="${team}"] tr[data-visit]:not([hidden])`);
  if (row) choose(row.dataset.visit, { focuses: true });
});

// Changing by hand: tried at once and told in words; kept only when that is confirmed.
const form = find("change"), adding = find("adding");
let swapping = "";
// What is kept is what was told, field by field: another choice, or a field that changes, takes the trial off the page.
let tried = null, trial = 0;
const forget = () => {
  trial += 1;
  tried = null;
  find("tried").hidden = true;
};
const follow = () => {
  const own = stops.get(visit)?.team;
  fill({ visit, shift: own === undefined || own === "left" ? "" : data.teams[Number(own)].shift });
};
const fill = values => {
  for (const name of ["visit", "kind", "shift", "before", "other"]) form.elements[name].value = values[name] ?? "";
  form.elements.waives.checked = false;
  form.hidden = false;
};
const attempt = async () => {
  forget();
  const box = find("tried"), fields = new URLSearchParams(new FormData(form)), number = trial;
  const found = await answered(fields);
  if (number !== trial) return;  // something else was tried or chosen meanwhile
  tried = found.fits ? { fields, mark: found.mark } : null;
  tell(box, found);
  find("waiving").hidden = !found.promise && !form.elements.waives.checked;
};
const keep = async () => {
  if (!tried) return;
  const fields = new URLSearchParams(tried.fields), number = trial;
  fields.set("keep", "yes");
  fields.set("shown", tried.mark);
  tried = null;
  const found = await answered(fields);
  if (found.address) { location.assign(found.address); return; }
  if (number === trial) tell(find("tried"), { ...found, fits: false });
};
const answered = async fields => {
  try { return await (await post(form.action, fields)).json(); }
  catch { return { faults: [data.words.failed] }; }
};
const tell = (box, found) => {
  box.hidden = false;
  box.classList.toggle("refused", !found.fits);
  box.firstElementChild.replaceChildren(...(found.sentences || found.faults).map(line => said(line, "")));
  find("keep").hidden = !found.fits;
  find("newest").hidden = !found.codes?.some(code => ["E8120", "E6138"].includes(code));  // somebody else has changed the day since this page was opened
  (found.fits ? find("keep") : find("newest").hidden ? find("drop") : find("newest")).focus();
  box.scrollIntoView({ block: "nearest" });
};
const orderOf = key => [...(stops.get(key)?.row.parentElement.querySelectorAll("tr.stop") || [])].map(row => row.dataset.visit);
// The visit that a change is about is the one that is chosen, however the change was asked for: reasons and buttons are of it.
const change = values => {
  if (swapping) endSwapping();
  if (values.visit !== visit && stops.has(values.visit)) choose(values.visit);
  fill(values);
  attempt();
};
const put = (key, shift, before) => change({ visit: key, kind: "put", shift, before });
const shiftBy = (key, step) => {
  const own = stops.get(key)?.team, order = orderOf(key), at = order.indexOf(key);
  if (own === undefined || own === "left" || at < 0 || !order[at + step]) return;
  put(key, data.teams[Number(own)].shift, step < 0 ? order[at - 1] : order[at + 2] ?? "end");
};
const swap = (key, other) => { endSwapping(); if (key !== other) change({ visit: key, kind: "swap", other }); };
const endSwapping = () => {
  swapping = "";
  find("swapping").hidden = true;
  form.querySelector("[value=swap]").setAttribute("aria-pressed", "false");
};
form?.addEventListener("submit", event => {
  event.preventDefault();
  event.stopImmediatePropagation();
  const kind = event.submitter?.value || "put", key = form.elements.visit.value;
  if (kind === "earlier" || kind === "later") shiftBy(key, kind === "later" ? 1 : -1);
  else if (kind === "swap") {
    if (swapping) { endSwapping(); return; }
    swapping = key;
    find("swapping").hidden = false;
    event.submitter.setAttribute("aria-pressed", "true");
  } else change({ visit: key, kind, shift: form.elements.shift.value });
}, true);
adding?.addEventListener("submit", event => {
  event.preventDefault();
  event.stopImmediatePropagation();
  put(find("new").value.trim(), form.hidden ? "" : form.elements.shift.value, "");
}, true);
form?.addEventListener("change", event => { if (event.target.name === "waives") attempt(); else forget(); });
find("keep")?.addEventListener("click", keep);
find("drop")?.addEventListener("click", () => { forget(); if (visit) follow(); stops.get(visit)?.row.focus(); });
document.addEventListener("keydown", event => {
  if (!form) return;
  if (event.key === "Escape" && swapping) endSwapping();
  const row = event.target.closest?.("tr[data-visit]");
  if (!row) return;
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) { event.preventDefault(); event.stopPropagation(); shiftBy(row.dataset.visit, event.key === "ArrowDown" ? 1 : -1); }
  if (event.key === "Delete") { event.preventDefault(); change({ visit: row.dataset.visit, kind: "take_out" }); }
}, true);

// Dragging, beside buttons and keys: a row or a bar to another place in the list, or to a team on the timeline.
let drag = null;
const target = event => {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const row = under?.closest("tr.stop[data-visit]"), lane = under?.closest(".lanes tbody tr");
  if (row && row.dataset.visit !== drag.key) return { node: row, shift: data.teams[Number(stops.get(row.dataset.visit).team)].shift, before: row.dataset.visit };
  return lane ? { node: lane, shift: data.teams[Number(lane.dataset.team)].shift, before: "" } : null;
};
const dropped = () => {
  document.querySelectorAll(".dropping").forEach(node => node.classList.remove("dropping"));
  document.body.classList.remove("dragging");
};
document.addEventListener("pointerdown", event => {
  const held = event.target.closest?.("tr.stop[data-visit], tr.left[data-visit], tr.reserve[data-visit], rect.stop[data-visit]");
  if (form && held && event.button === 0 && event.pointerType === "mouse") drag = { key: held.dataset.visit, x: event.clientX, y: event.clientY, moves: false };
});
document.addEventListener("pointermove", event => {
  if (!drag) return;
  if (!drag.moves && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 8) return;
  drag.moves = true;
  document.body.classList.add("dragging");
  document.querySelectorAll(".dropping").forEach(node => node.classList.remove("dropping"));
  target(event)?.node.classList.add("dropping");
});
document.addEventListener("pointerup", event => {
  const held = drag, found = held?.moves ? target(event) : null;
  drag = null;
  dropped();
  if (!held?.moves) return;
  addEventListener("click", click => { click.stopPropagation(); click.preventDefault(); }, { capture: true, once: true });
  setTimeout(() => dispatchEvent(new MouseEvent("click")), 0);  // should no click follow the drag, none is swallowed later
  if (found) put(held.key, found.shift, found.before);
});
document.addEventListener("pointercancel", () => { drag = null; dropped(); });

const start = new URLSearchParams(location.search);
showTeam(start.get("team") && find("which").querySelector(`option[value="${CSS.escape(start.get("team"))}"]`) ? start.get("team") : "0", { moves: start.has("team") });
if (start.get("visit")) choose(start.get("visit"));
document.body.dataset.ready = "yes";

// The map comes after the lists, and its ways after roads and doors, because finding them takes longer than all else.
const readMap = async asked => {
  const answer = await fetch(`/day/${data.day}/${data.version}/map${asked}`, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};
const drawMap = async () => {
  const box = find("drawing-state");
  try {
    const ground = await readMap("?ways=no");
    for (const one of ground.teams) one.route = "";  // straight lines would look like ways
    map = new DayMap(find("drawing"), { ...data, map: ground }, key => choose(key, { nears: false }));  // a click on the map stays where it is
    map.showTeam(team === "left" ? null : Number(team), start.has("team"));
    if (visit) map.choose(visit, { nears: true });
    document.body.dataset.drawn = "yes";
    box.textContent = data.words.finding;
    map.addRoutes((await readMap("")).teams);
  } catch { box.textContent = data.words.unmapped; return; }
  box.hidden = true;
  document.body.dataset.mapped = "yes";
};
drawMap();
