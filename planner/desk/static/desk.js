// What every page has: menus that close, forms that are sent once.
import { isSignedIn } from "/static/session.js";

document.addEventListener("keydown", event => {
  if (event.key === "Escape") document.querySelectorAll("details.person[open]").forEach(menu => { menu.open = false; });
});
document.addEventListener("click", event => {
  document.querySelectorAll("details.person[open]").forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
});
// A form is sent once, and only while its person is signed in: else it stays as it was filled in, until they are.
document.addEventListener("submit", async event => {
  const form = event.target, submitter = event.submitter;
  if (form.dataset.sent === "now") { form.dataset.sent = "yes"; return; }
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  if (form.method !== "post") { release(form, 4000); return; }
  event.preventDefault();
  const leaves = form.action.endsWith("/sign-out");
  let maySend = true;
  try { maySend = await isSignedIn({ asks: !leaves }); }
  catch { (document.getElementById("failed") ?? addFailed()).textContent = document.body.dataset.failed; maySend = false; }
  delete form.dataset.sent;
  if (!maySend && leaves) location.assign("/sign-in");
  if (!maySend) return;
  form.dataset.sent = "now";
  form.requestSubmit(submitter);
  release(form, 20000);  // no page may come of it, but a file; a slow network is no reason to send it again
});
const release = (form, delay) => setTimeout(() => { delete form.dataset.sent; }, delay);
// The key of a form that makes something new goes with the page's place in the history: after "Back" it is there with what was typed.
for (const field of document.querySelectorAll("input[name=once]")) {
  if (history.state?.once) field.value = history.state.once;
  else history.replaceState({ ...history.state, once: field.value }, "");
}
const addFailed = () => {
  const failed = document.createElement("p");
  failed.id = "failed";
  failed.className = "warned alarm";
  failed.role = "alert";
  document.getElementById("main").before(failed);
  return failed;
};
document.querySelector(".menu [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });  // where the menu is moved sideways
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => { delete form.dataset.sent; }));
