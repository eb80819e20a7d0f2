// Asks how far a job is; a reload or a sleep changes nothing, since all of it is known to the desk. While the desk is not
// there, or was started anew and knows of nothing, the page says so: nothing on it goes on as if it were.
const box = document.getElementById("job");
const part = name => box.querySelector(`[data-part="${name}"]`);
const show = which => { for (const id of ["silent", "going", "gone"]) document.getElementById(id).hidden = id !== which; };
const ask = async () => {
  try {
    const answer = await fetch(box.dataset.state, { headers: { accept: "application/json" }, signal: AbortSignal.timeout(30000) });
    if (answer.status === 404) { show("gone"); return; }
    if (!answer.ok) { location.reload(); return; }
    const state = await answer.json();
    if (state.is_ended) { location.reload(); return; }
    show("going");
    for (const name of ["phase", "found", "elapsed", "left"])
      if (part(name).textContent !== state[name]) part(name).textContent = state[name];
    const stop = part("stop");  // what waits is stopped; once it has begun a search keeps its best, and other work goes on
    if (stop) { stop.hidden = !state.stop; stop.textContent = state.stop ?? ""; }
    if (state.share === null) part("share").removeAttribute("value");
    else part("share").value = state.share;
  } catch { show("silent"); }  // the PC slept, or the desk was stopped: ask again
  setTimeout(ask, 700);
};
if (box && !box.dataset.ended) setTimeout(ask, 400);
