// A change of language makes the page anew: what was typed in its forms goes across once, passwords and files excepted.
const KEPT = "typed", UNTOUCHED = ["hidden", "password", "file", "submit", "button", "reset", "image"];

const typed = () => {
  const seen = {};
  return [...document.querySelectorAll("main :is(input, select, textarea)")]
    .filter(field => field.name && (!UNTOUCHED.includes(field.type) || field.dataset.carried !== undefined))
    .map(field => {
      const key = `${field.form?.getAttribute("action")} ${field.name}`;
      seen[key] = (seen[key] ?? 0) + 1;
      return [`${key} ${seen[key]}`, field];
    });
};
const part = field => ["checkbox", "radio"].includes(field.type) ? "checked" : "value";
const here = () => location.pathname + location.search;

document.addEventListener("submit", event => {
  const { next } = event.target.elements;
  if (!event.target.action.includes("/language/")) return;
  if (next.value.split("?")[0] === location.pathname) next.value = here();  // what is chosen on a page may be in its address only since
  const fields = typed().map(([key, field]) => [key, field[part(field)]]);
  try { sessionStorage.setItem(KEPT, JSON.stringify({ at: next.value, fields })); } catch { /* A browser that keeps nothing shows the page as it came. */ }
}, true);

const putBack = () => {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (kept?.at !== here()) return;
  const values = new Map(kept.fields);
  for (const [key, field] of typed()) {
    if (!values.has(key) || field[part(field)] === values.get(key)) continue;
    field[part(field)] = values.get(key);
    for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
};
try { putBack(); } catch { /* The same. */ }
