// A sheet as it lies before the desk: one key a row, kept at once; what is in doubt is asked before it is kept.
import { post } from "/static/session.js";

const rows = document.getElementById("rows"), entry = document.getElementById("entry");
const number = document.getElementById("number"), line = document.getElementById("line"), doubt = document.getElementById("doubt");
const keys = new Set([...document.querySelectorAll("[data-key]")].map(button => button.dataset.key));
const isRest = text => rows.dataset.rest === text?.trim().charAt(0).toLowerCase();
const rowOf = at => rows.querySelector(`tr[data-number="${at}"]`);
const current = () => rows.querySelector("tr.chosen");
const choose = (row, focuses = true) => {
  if (!row) return;
  for (const old of rows.querySelectorAll("tr.chosen")) { old.classList.remove("chosen"); old.tabIndex = -1; }
  row.classList.add("chosen");
  row.tabIndex = 0;
  number.value = row.dataset.number;
  if (focuses) { row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); }
};
let waiting = Promise.resolve(), held = null;
const sent = new Set();  // rows whose line is on its way
const unsent = new Map();  // row to what could not be sent: sent again as soon as the desk answers
const send = (path, fields, asks = true) => {
  // One after another, in the order of the keys: a quick hand never overtakes itself.
  waiting = waiting.then(() => sendNow(path, fields, asks)).catch(() => {});
  return waiting;
};
const sendNow = async (path, fields, asks) => {
  const row = rowOf(fields.number);
  row.classList.add("sending");
  let found;
  try {
    const answer = await post(path, fields, { asks });
    found = await answer.json();
    if (answer.status === 401) leave(row, path, fields);
  } catch {
    leave(row, path, fields);
    found = { faults: [rows.dataset.failed] };
  }
  row.classList.remove("sending");
  sent.delete(row);
  if (!unsent.has(fields.number)) row.classList.remove("unsent");
  else row.classList.add("unsent");
  if (unsent.has(fields.number) && !doubt.hidden) return;  // said already, and whoever types on is not disturbed
  if (found.faults || found.doubts?.length) { ask(found.faults || found.doubts, found.faults ? null : fields); return; }
  doubt.hidden = true;
  for (const [at, said] of Object.entries({ [fields.number]: found.row, ...found.rows })) tell(rowOf(at), said);
  if (isRest(fields.line) && found.next) choose(rowOf(found.next));  // a complaint that stayed empty is asked for next
  for (const name in found.counts) document.querySelector(`[data-count="${name}"]`).textContent = found.counts[name];
  if (found.note) ask([found.note], null);
};
const leave = (row, path, fields) => {
  unsent.set(fields.number, { path, fields });
  row.querySelector('[data-part="said"]').textContent = `${fields.line ?? ""} ${rows.dataset.unsent}`;
};
const sendAgain = () => {
  const lines = [...unsent.values()];
  unsent.clear();
  for (const { path, fields } of lines) send(path, fields, false);  // who is to sign in is asked at the next key, not every few seconds
};
addEventListener("online", sendAgain);
setInterval(() => { if (unsent.size) sendAgain(); }, 5000);
addEventListener("beforeunload", event => { if (unsent.size) event.preventDefault(); });
const tell = (row, said) => {
  row.dataset.seen = said.outcome;
  const cell = row.querySelector('[data-part="said"]'), word = document.createElement("b");
  word.textContent = said.word;
  cell.replaceChildren(word, ` ${said.times}`);
};
const ask = (texts, fields) => {
  held = fields;
  doubt.firstElementChild.textContent = texts.join(" ");
  doubt.hidden = false;
  document.getElementById("sure").hidden = !fields;
  doubt.scrollIntoView({ block: "nearest" });
  document.getElementById(fields ? "sure" : "unsure").focus();
};
document.getElementById("sure").addEventListener("click", () => {
  const fields = held;
  doubt.hidden = true;
  send(entry.action, { ...fields, sure: "yes" });
  goOn(rowOf(fields.number));
});
document.getElementById("unsure").addEventListener("click", () => { doubt.hidden = true; choose(held ? rowOf(held.number) : current()); });
// To the next empty row; after the last one, to the first that was passed.
const goOn = row => {
  const all = [...rows.tBodies[0].rows], at = all.indexOf(row);
  const next = [...all.slice(at + 1), ...all.slice(0, at)].find(one => !one.dataset.seen && !sent.has(one));
  choose(next || row.nextElementSibling || row);
};
const keep = (row, text) => {
  sent.add(row);
  send(entry.action, { number: row.dataset.number, line: text, seen: row.dataset.seen });
  if (isRest(text)) return;  // where to go on is what the answer says
  goOn(row);
};
rows.addEventListener("click", event => choose(event.target.closest("tr[data-number]")));
rows.addEventListener("keydown", event => {
  const row = current();
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (keys.has(key) || /^[1-6]$/.test(key)) { event.preventDefault(); keep(row, key); }
  else if (key === "arrowdown" || key === "enter") { event.preventDefault(); choose(row.nextElementSibling); }
  else if (key === "arrowup") { event.preventDefault(); choose(row.previousElementSibling); }
  else if (key === " ") { event.preventDefault(); line.focus(); }
  else if (key === "delete" && row.dataset.seen) { event.preventDefault(); send(`${entry.action}/clear`, { number: row.dataset.number }); }
});
document.querySelectorAll("[data-key]").forEach(button => button.addEventListener("click", () => { if (current()) keep(current(), button.dataset.key); }));
entry.addEventListener("submit", event => {
  event.preventDefault();
  event.stopImmediatePropagation();
  const row = rowOf(number.value.trim());
  if (row && line.value.trim()) { keep(row, line.value.trim()); line.value = ""; }
}, true);
choose(current());
document.body.dataset.ready = "yes";
