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
const write = (at, text) => { choose(rowOf(at), false); line.value = text; line.focus(); };
const cellOf = row => row.querySelector('[data-part="said"]');
const told = new Map([...rows.querySelectorAll("tr[data-number]")].map(row => [row, [...cellOf(row).childNodes]]));  // what is kept of each row
let waiting = Promise.resolve(), turn = 0, note = "", failed = "", aside = null;
const newest = new Map();  // row to the turn of what was typed last: anything older of that row is out of date
const sent = new Set();  // rows whose line is on its way
const unsent = new Map();  // row to what could not be sent: sent again as soon as the desk answers
const held = new Map();  // row to what is asked about it, and the line that waits for the answer
const isNewest = what => newest.get(what.fields.number) === what.turn;
const send = (path, fields) => {
  // What is typed last of a row takes the place of what was typed before: of a line not sent yet, and of a question.
  const what = { path, fields, turn: ++turn };
  newest.set(fields.number, what.turn);
  unsent.delete(fields.number);
  held.delete(fields.number);
  show();
  return queue(what, true);
};
const queue = (what, asks) => {
  // One after another, in the order of the keys: a quick hand never overtakes itself.
  waiting = waiting.then(() => sendNow(what, asks)).catch(() => {});
  return waiting;
};
const sendNow = async (what, asks) => {
  if (!isNewest(what)) return;
  const { path, fields } = what, row = rowOf(fields.number);
  row.classList.add("sending");
  let found;
  try {
    const answer = await post(path, { seen: row.dataset.seen, mark: row.dataset.mark, ...fields }, { asks });
    found = await answer.json();
    if (answer.status === 401) leave(row, what);
  } catch {
    leave(row, what);
    found = { faults: [rows.dataset.failed] };
  }
  row.classList.remove("sending");
  sent.delete(row);
  row.classList.toggle("unsent", unsent.has(fields.number));
  failed = unsent.size ? failed || found.faults?.join(" ") || rows.dataset.failed : "";
  if (unsent.has(fields.number)) { show(); return; }
  if (found.faults || found.doubts?.length) ask(what, found);
  else take(fields, found);
};
const take = (fields, found) => {
  for (const [at, said] of Object.entries({ [fields.number]: found.row, ...found.rows })) tell(rowOf(at), said);
  const isTyping = document.activeElement === line && line.value;
  if (isRest(fields.line) && found.next && !isTyping) choose(rowOf(found.next));  // a complaint that stayed empty is asked for next
  for (const name in found.counts) document.querySelector(`[data-count="${name}"]`).textContent = found.counts[name];
  document.getElementById("done").hidden = found.missing.length > 0;
  if (found.note) note = found.note;
  show();
};
const leave = (row, what) => {
  if (!isNewest(what)) return;  // a newer line of the row is on its way
  unsent.set(what.fields.number, what);
  cellOf(row).textContent = `${what.fields.line ?? ""} ${rows.dataset.unsent}`;
};
const sendAgain = () => {
  const lines = [...unsent.values()].sort((one, other) => one.turn - other.turn);
  unsent.clear();
  for (const what of lines) queue(what, false);  // who is to sign in is asked at the next key, not every few seconds
};
addEventListener("online", sendAgain);
setInterval(() => { if (unsent.size) sendAgain(); }, 5000);
addEventListener("beforeunload", event => { if (unsent.size || held.size) event.preventDefault(); });
const tell = (row, said) => {
  row.dataset.seen = said.outcome;
  row.dataset.mark = said.mark;
  const word = document.createElement("b");
  word.textContent = said.word;
  const tags = [said.taken, ...said.besides].filter(Boolean).flatMap(text => {
    const tag = document.createElement("span");
    tag.className = "taken";
    tag.textContent = text;
    return [tag, " "];
  });
  told.set(row, [word, ` ${said.times} `, ...tags]);
  cellOf(row).replaceChildren(...told.get(row));
};
// A question waits in its row and never takes the keyboard: whoever types on types on.
const ask = (what, found) => {
  const { number: at, line: text } = what.fields;
  if (!isNewest(what)) return;
  held.set(at, { ...what, texts: found.faults || found.doubts, row: found.row, maySend: !found.faults });
  cellOf(rowOf(at)).textContent = `${text ?? "Delete"} – ${rows.dataset.asked}`;
  show();
  doubt.scrollIntoView({ block: "nearest" });
};
const show = () => {
  for (const row of rows.querySelectorAll("tr[data-number]")) row.classList.toggle("asked", held.has(row.dataset.number));
  const [first] = held.values(), notice = note || failed, more = held.size - (notice ? 0 : 1);
  doubt.hidden = !notice && !first;
  if (doubt.hidden) return;
  doubt.firstElementChild.textContent = `${notice || first.texts.join(" ")}${more > 0 ? ` (+${more})` : ""}`;
  document.getElementById("sure").hidden = !!notice || !first.maySend;
};
const confirm = () => {
  const [what] = held.values();
  if (note || failed || !what?.maySend) return;
  const { path, fields, row } = what, wasAtButton = doubt.contains(document.activeElement);
  // A yes is to what the question has told of the row.
  send(path, { ...fields, seen: row.outcome, mark: row.mark, sure: "yes" });
  if (wasAtButton && line.value) line.focus();
  else if (wasAtButton) goOn(rowOf(fields.number));
};
const retype = () => {
  const [what] = held.values();
  if (note || failed || !what) { note = failed = ""; show(); choose(current(), document.activeElement !== line); return; }
  const { fields, row } = what, at = fields.number, isBegun = line.value && number.value === at;
  if (line.value && !isBegun) aside = { at: number.value, text: line.value };
  held.delete(at);
  if (row) tell(rowOf(at), row);
  else cellOf(rowOf(at)).replaceChildren(...told.get(rowOf(at)));
  show();
  if (isBegun) line.focus();
  else if (fields.line?.length > 1) write(at, fields.line);
  else { line.value = ""; choose(rowOf(at)); }
};
document.getElementById("sure").addEventListener("click", confirm);
document.getElementById("unsure").addEventListener("click", retype);
document.addEventListener("keydown", event => {
  if (doubt.hidden || event.target.closest?.("dialog")) return;
  const isSure = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (!isSure && event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  if (isSure) confirm();
  else retype();
}, true);
// To the next empty row; after the last one, to the first that was passed. What was being typed as a question was answered comes back.
const goOn = row => {
  if (aside) { const { at, text } = aside; aside = null; write(at, text); return; }
  const all = [...rows.tBodies[0].rows], at = all.indexOf(row);
  const isLeft = one => !one.dataset.seen && !sent.has(one) && !held.has(one.dataset.number) && !unsent.has(one.dataset.number);
  choose([...all.slice(at + 1), ...all.slice(0, at)].find(isLeft) || row.nextElementSibling || row);
};
const keep = (row, text) => {
  sent.add(row);
  send(entry.action, { number: row.dataset.number, line: text });
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
  else if (key === "k" && row.querySelector("[data-key]")) { event.preventDefault(); write(row.dataset.number, "b k"); }
  else if (key === "delete" && row.dataset.seen) { event.preventDefault(); send(`${entry.action}/clear`, { number: row.dataset.number }); }
});
document.querySelectorAll("[data-key]").forEach(button => button.addEventListener("click", event => {
  event.stopPropagation();  // the row of the button is not chosen anew after it was left
  const row = button.closest("tr[data-number]") || current();
  if (row) keep(row, button.dataset.key);
}));
entry.addEventListener("submit", event => {
  event.preventDefault();
  event.stopImmediatePropagation();
  const row = rowOf(number.value.trim()), text = line.value.trim();
  if (row && text) { line.value = ""; keep(row, text); }
}, true);
if (line.value && rowOf(number.value.trim())) write(number.value.trim(), line.value);  // a line that came across with its row
else choose(current());
document.body.dataset.ready = "yes";
