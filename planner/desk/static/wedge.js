// A scanner that types like a keyboard: on a page where single keys mean something, the number of a sheet opens that sheet.
// It begins with a capital D, and comes faster than anybody types. What turns out to be no number of a sheet (somebody types with
// Caps Lock) is given back key by key, as small letters; what a scanner read of anything else is not.
import { pathPart } from "/static/part.js";

const PAUSE = 120, QUICK = 35, FEW = 4;  // milliseconds until nothing follows, between keys of a scanner; keys that a hand may hit at once
let keys = [];
const text = () => keys.map(key => key.text).join("");
const isScanned = () => text().startsWith("DDS-") || (keys.length >= FEW && keys.at(-1).at - keys[0].at < QUICK * (keys.length - 1));
let timer = 0;
const give = () => {
  clearTimeout(timer);
  const given = isScanned() ? [] : keys, first = keys[0]?.target;
  keys = [];
  given.forEach((key, place) => {
    const target = place ? document.activeElement ?? document.body : first;  // a key may lead on to another row
    target.dispatchEvent(new KeyboardEvent("keydown", { key: key.text.toLowerCase(), bubbles: true, cancelable: true }));
  });
  return given.length > 0;
};
document.addEventListener("keydown", event => {
  if (event.target.matches?.("input, textarea, select") || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!keys.length && event.key !== "D") return;
  if (["Shift", "CapsLock"].includes(event.key)) return;
  clearTimeout(timer);
  const found = text(), isSheet = event.key === "Enter" && /^DDS-\d{8}-.+-v\d+$/.test(found);
  if (isSheet) keys = [];
  else if (event.key.length > 1 || event.key === " ") {
    if (give()) return;  // the key itself goes on, behind those before it
  } else {
    keys.push({ text: event.key, at: event.timeStamp, target: event.target });
    timer = setTimeout(give, PAUSE);
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isSheet) location.assign(`/record/sheet/${pathPart(found)}`);
}, true);
