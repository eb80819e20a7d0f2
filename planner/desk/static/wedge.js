// A scanner that types like a keyboard: on a page where single keys mean something, the number of a sheet opens that sheet.
// It begins with a capital D and comes faster than anybody types; a D that nothing follows is given back as the key it is.
import { pathPart } from "/static/part.js";

const PAUSE = 120;
let text = "", timer = 0, first = null;
const give = () => {
  const key = text.length === 1 ? first : null;
  text = ""; first = null;
  if (key) key.target.dispatchEvent(new KeyboardEvent("keydown", { key: "d", bubbles: true, cancelable: true }));
};
document.addEventListener("keydown", event => {
  if (event.target.matches?.("input, textarea, select") || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!text && event.key !== "D") return;
  if (event.key === "Shift") return;
  clearTimeout(timer);
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.key === "Enter") {
    const found = text;
    text = ""; first = null;
    if (/^DDS-\d{8}-.+-v\d+$/.test(found)) location.assign(`/record/sheet/${pathPart(found)}`);
    return;
  }
  if (!text) first = event;
  if (event.key.length === 1) text += event.key;
  timer = setTimeout(give, PAUSE);
}, true);
