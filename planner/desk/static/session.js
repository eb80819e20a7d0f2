// Whoever sat here may be signed out meanwhile (the time is over, another tab, another person): nothing typed is lost, and the page asks.
const part = id => document.getElementById(id);
const body = document.body;
const json = { accept: "application/json" };

const take = ({ token, name }) => {
  body.dataset.token = token;
  if (body.dataset.person !== undefined) {
    body.dataset.person = name;
    document.querySelector(".person summary").textContent = name;
  }
  for (const field of document.querySelectorAll("input[type=hidden][name=token]")) field.value = token;
};
const now = async () => (await fetch("/session", { headers: json })).json();

let asking = null;
const ask = () => {
  asking ??= new Promise(resolve => {
    if (!part("signing-in")) body.append(part("signing-page").content.cloneNode(true));
    const dialog = part("signing-in"), form = dialog.querySelector("form"), told = dialog.querySelector("[role=alert]");
    const focused = document.activeElement;
    told.textContent = "";
    form.onsubmit = async event => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const fields = new URLSearchParams(new FormData(form));
      try {
        fields.set("token", (await now()).token);
        const answer = await fetch("/sign-in", { method: "POST", body: fields, headers: json });
        const found = await answer.json();
        if (answer.ok) { take(found); dialog.close("in"); return; }
        told.textContent = found.faults.join(" ");
      } catch { told.textContent = dialog.dataset.failed; }
      form.elements.password.value = "";
      form.elements.password.focus();
    };
    dialog.querySelector("[type=button]").onclick = () => dialog.close("");
    dialog.onclose = () => {
      form.elements.password.value = "";
      asking = null;
      focused?.focus?.({ preventScroll: true });
      resolve(dialog.returnValue === "in");
    };
    dialog.returnValue = "";
    dialog.showModal();
    form.elements.password.focus();
  });
  return asking;
};

// Whether the page may send: its person is signed in, by this page's token or a newer one. `asks`: if not, the person is asked to sign in.
export const isSignedIn = async ({ asks = true } = {}) => {
  const found = await now();
  if (body.dataset.person !== undefined && found.name !== body.dataset.person) return asks && ask();
  if (found.token !== body.dataset.token) take(found);
  return true;
};

// Send a change; refused because the session is over or another began, it is sent again once the person has signed in.
export const post = async (path, fields, { asks = true } = {}) => {
  const sent = () => fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { ...json, "x-token": body.dataset.token } });
  const before = body.dataset.token, answer = await sent();
  if (answer.status !== 401 && answer.status !== 403) return answer;
  return await isSignedIn({ asks }) && body.dataset.token !== before ? sent() : answer;
};
