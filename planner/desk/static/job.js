// Asks how far a job is; a reload or a sleep changes nothing, since all of it is known to the desk.
const box = document.getElementById("job");
const part = name => box.querySelector(`[data-part="${name}"]`);
const ask = async () => {
  try {
    const answer = await fetch(box.dataset.state, { headers: { accept: "application/json" } });
    if (!answer.ok) { location.reload(); return; }
    const state = await answer.json();
    if (state.is_ended) { location.reload(); return; }
    for (const name of ["phase", "found", "elapsed", "left"])
      if (part(name).textContent !== state[name]) part(name).textContent = state[name];
    if (state.share === null) part("share").removeAttribute("value");
    else part("share").value = state.share;
  } catch { /* the PC slept or the desk was stopped: ask again */ }
  setTimeout(ask, 700);
};
if (box && !box.dataset.ended) setTimeout(ask, 400);
