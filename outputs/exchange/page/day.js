// Map, search and print of one day's page. Data stand in the page; nothing is fetched, stored or sent.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const svg = document.getElementById("drawing");
  const space = "http://www.w3.org/2000/svg";
  const find = id => document.getElementById(id);
  const make = (name, attributes, parent) => {
    const node = document.createElementNS(space, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    parent.appendChild(node);
    return node;
  };
  document.querySelectorAll("[hidden]").forEach(node => { node.hidden = false; });

  // Drawing: lines in metres, scaled by the view; markers and names keep their size on the screen.
  const ground = make("g", {}, svg), under = make("g", {}, ground), routes = make("g", {}, ground);
  const names = make("g", {}, svg), markers = make("g", {}, svg);
  const bar = make("g", { class: "scale" }, svg);
  make("path", {}, bar);
  make("text", { y: -9 }, bar);
  for (const layer of ["river", "lane", "street", "middle", "main", "toll"])
    if (data.roads[layer]) make("path", { d: data.roads[layer], class: layer }, under);
  const ink = index => `hsl(${(index * 137.5) % 360} 75% 32%)`;
  const teams = data.teams.map((team, index) => {
    const group = make("g", {}, routes);
    if (team.route) {
      make("path", { d: team.route, class: "casing" }, group);
      make("path", { d: team.route, class: "route", stroke: ink(index) }, group);
    }
    const article = document.querySelector(`article[data-team="${index}"]`);
    article.style.setProperty("--ink", ink(index));
    const rows = {};
    article.querySelectorAll("tr[data-number]").forEach(row => { rows[row.dataset.number] = row; });
    const stops = team.stops.map(([number, x, y, reserve]) => {
      const node = make("g", { class: reserve ? "marker reserve" : "marker" }, markers);
      make("circle", { r: 9, stroke: ink(index) }, node);
      make("text", {}, node).textContent = number;
      make("title", {}, node).textContent = `${team.name} · ${rows[number].innerText.replace(/\s+/g, " ")}`;
      const stop = { x, y, node, row: rows[number], team: index, text: "" };
      stop.text = `${team.name} ${stop.row.textContent}`.toLowerCase().replace(/\s+/g, " ");
      node.addEventListener("click", () => choose(stop, false));
      stop.row.addEventListener("click", () => choose(stop, true));
      stop.row.addEventListener("keydown", event => { if (event.key === "Enter") choose(stop, true); });
      return stop;
    });
    return { group, article, stops };
  });
  const all = teams.flatMap(team => team.stops);

  // View: metres at the left top corner, and pixels per metre.
  let view = { x: 0, y: 0, scale: 1 };
  const size = () => ({ width: svg.clientWidth || 1, height: svg.clientHeight || 1 });
  const limits = [0.005, 20];
  const fit = (left, top, right, bottom) => {
    const { width, height } = size(), pad = 40;
    const scale = Math.min((width - 2 * pad) / Math.max(right - left, 60), (height - 2 * pad) / Math.max(bottom - top, 60), 3);
    view = { scale: Math.max(scale, limits[0]), x: 0, y: 0 };
    view.x = (left + right) / 2 - width / 2 / view.scale;
    view.y = (top + bottom) / 2 - height / 2 / view.scale;
    draw();
  };
  const fitStops = stops => {
    if (!stops.length) return fit(0, 0, data.width, data.height);
    const xs = stops.map(stop => stop.x), ys = stops.map(stop => stop.y);
    fit(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  };
  const zoom = (factor, px, py) => {
    const scale = Math.min(limits[1], Math.max(limits[0], view.scale * factor));
    view.x += px / view.scale - px / scale;
    view.y += py / view.scale - py / scale;
    view.scale = scale;
    draw();
  };
  const chosenTeam = () => find("team").value === "" ? null : Number(find("team").value);
  const draw = () => {
    const { x, y, scale } = view;
    ground.setAttribute("transform", `scale(${scale}) translate(${-x} ${-y})`);
    const small = chosenTeam() === null && scale < 0.12;
    for (const stop of all) {
      stop.node.setAttribute("transform", `translate(${(stop.x - x) * scale} ${(stop.y - y) * scale})${small ? " scale(.4)" : ""}`);
      stop.node.classList.toggle("small", small);
    }
    drawNames();
    drawScale();
  };
  const drawNames = () => {
    const { x, y, scale } = view, { width, height } = size(), boxes = [];
    names.replaceChildren();
    for (const [text, nx, ny, angle, length] of data.names) {
      const wide = text.length * 6.2, px = (nx - x) * scale, py = (ny - y) * scale;
      if (length * scale < wide || px < 0 || py < 0 || px > width || py > height) continue;
      const turned = angle * Math.PI / 180;
      const w = Math.abs(Math.cos(turned)) * wide / 2 + 7, h = Math.abs(Math.sin(turned)) * wide / 2 + 7;
      if (boxes.some(box => Math.abs(box[0] - px) < box[2] + w && Math.abs(box[1] - py) < box[3] + h)) continue;
      boxes.push([px, py, w, h]);
      make("text", { class: "name", transform: `translate(${px} ${py}) rotate(${angle})` }, names).textContent = text;
      if (boxes.length >= 70) break;
    }
  };
  const drawScale = () => {
    const most = 140 / view.scale, power = 10 ** Math.floor(Math.log10(most));
    const metres = [5, 2, 1].map(step => step * power).find(length => length <= most);
    bar.setAttribute("transform", `translate(12 ${size().height - 12})`);
    bar.firstChild.setAttribute("d", `M0-5V0H${metres * view.scale}V-5`);
    bar.lastChild.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  };

  // Choosing, searching, showing one team.
  let chosen = null;
  const choose = (stop, move) => {
    if (chosen) { chosen.node.classList.remove("chosen"); chosen.row.classList.remove("chosen"); }
    chosen = stop;
    stop.node.classList.add("chosen");
    stop.row.classList.add("chosen");
    markers.appendChild(stop.node);
    if (move) fit(stop.x - 150, stop.y - 150, stop.x + 150, stop.y + 150);
    else stop.row.scrollIntoView({ block: "center" });
  };
  const sift = () => {
    const asked = find("search").value.toLowerCase().split(/\s+/).filter(Boolean), team = chosenTeam();
    let count = 0;
    for (const stop of all) {
      const shown = (team === null || stop.team === team) && asked.every(part => stop.text.includes(part));
      stop.row.hidden = !shown;
      stop.node.style.display = shown ? "" : "none";
      count += shown;
    }
    teams.forEach(({ group, article, stops }, index) => {
      const shown = stops.some(stop => !stop.row.hidden) || (asked.length === 0 && (team === null || team === index));
      article.hidden = !shown;
      group.classList.toggle("dim", !shown);
      article.querySelectorAll("tr.break").forEach(row => { row.hidden = asked.length > 0; });
    });
    teams.filter(({ article }) => !article.hidden).forEach(({ article }, place) => article.classList.toggle("later", place > 0));
    find("found").textContent = data.found[count];
    const seen = all.filter(stop => !stop.row.hidden);
    if (asked.length || team !== null) fitStops(seen); else fitStops(all);
  };
  find("search").addEventListener("input", sift);
  find("team").addEventListener("change", sift);
  find("print").addEventListener("click", () => window.print());
  find("zoom-in").addEventListener("click", () => zoom(1.6, size().width / 2, size().height / 2));
  find("zoom-out").addEventListener("click", () => zoom(1 / 1.6, size().width / 2, size().height / 2));
  find("whole").addEventListener("click", () => fitStops(all.filter(stop => !stop.row.hidden)));

  // Mouse, finger, pen: one pointer drags, two pinch; keys move the map too.
  const pointers = new Map();
  const at = event => { const box = svg.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top }; };
  svg.addEventListener("pointerdown", event => { pointers.set(event.pointerId, at(event)); });
  svg.addEventListener("pointermove", event => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = at(event), others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    pointers.set(event.pointerId, now);
    if (others.length === 0) {
      view.x -= (now.x - before.x) / view.scale;
      view.y -= (now.y - before.y) / view.scale;
      draw();
    } else {
      const far = point => Math.hypot(point.x - others[0].x, point.y - others[0].y) || 1;
      zoom(far(now) / far(before), (now.x + others[0].x) / 2, (now.y + others[0].y) / 2);
    }
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) svg.addEventListener(end, event => pointers.delete(event.pointerId));
  svg.addEventListener("wheel", event => {
    event.preventDefault();
    const { x, y } = at(event);
    zoom(event.deltaY < 0 ? 1.25 : 0.8, x, y);
  }, { passive: false });
  svg.addEventListener("keydown", event => {
    const step = 60 / view.scale, moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) { view.x += moves[event.key][0]; view.y += moves[event.key][1]; draw(); event.preventDefault(); }
    if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.4 : 1 / 1.4, size().width / 2, size().height / 2);
  });
  window.addEventListener("resize", draw);
  // Paper has another size than the screen: what is seen is scaled to it as a whole.
  window.addEventListener("beforeprint", () => {
    fitStops(all.filter(stop => !stop.row.hidden));
    svg.setAttribute("viewBox", `0 0 ${size().width} ${size().height}`);
  });
  window.addEventListener("afterprint", () => { svg.removeAttribute("viewBox"); draw(); });
  sift();
})();
