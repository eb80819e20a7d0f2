// The map of a day: roads, waters, outlines, routes and doors in metres, scaled by the view. Drawn with SVG: no tiles, no WebGL.
const space = "http://www.w3.org/2000/svg";
const make = (name, attributes, parent) => {
  const node = document.createElementNS(space, name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  parent.appendChild(node);
  return node;
};

const NEAR = 0.35;  // pixels a metre: the houses of a street stand apart

export class DayMap {
  constructor(svg, data, onChoose) {
    this.svg = svg;
    this.data = data.map;
    this.view = { x: 0, y: 0, scale: 1 };
    this.team = null;
    this.ground = make("g", {}, svg);
    for (const layer of ["river", "lane", "street", "middle", "main", "toll"])
      if (this.data.roads[layer]) make("path", { d: this.data.roads[layer], class: layer }, this.ground);
    for (const [, path] of this.data.villages) make("path", { d: path, class: "village" }, this.ground);
    this.names = make("g", {}, svg);
    const routes = make("g", {}, this.ground);
    this.markers = make("g", {}, svg);
    this.bar = make("g", { class: "scale" }, svg);
    make("path", {}, this.bar);
    make("text", { y: -9 }, this.bar);
    this.stops = new Map();
    this.teams = this.data.teams.map((team, index) => {
      const told = data.teams[index], group = make("g", { class: `team c${told.colour}` }, routes);
      this.addRoute(group, team);
      const lines = told.lines.filter(line => line.kind !== "break");
      team.stops.forEach(([number, x, y, reserve], place) => this.add(lines[place].visit, { x, y, team: index, shape: told.shape, number,
        kind: `c${told.colour} ${reserve ? "reserve" : ""} p${lines[place].purpose}`, title: `${told.shift} ${number}` }, onChoose));
      return group;
    });
    this.data.others.forEach(([x, y], place) => this.add(data.left[place], { x, y, team: null, shape: "circle", number: "", kind: "other", title: data.left[place] }, onChoose));
    if (this.data.station) {
      this.station = make("g", { class: "station" }, this.markers);
      make("rect", { x: -8, y: -8, width: 16, height: 16 }, this.station);
      make("path", { d: "M0-5V5M-5 0H5" }, this.station);
    }
    this.listen();
    this.fit([...this.stops.values()].filter(stop => stop.team !== null));
  }

  addRoute(group, team) {
    if (!team.route || group.firstChild) return;
    make("path", { d: team.route, class: "casing" }, group);
    make("path", { d: team.route, class: "route" }, group);
  }

  // The ways of the teams, where they come after all else.
  addRoutes(teams) { teams.forEach((team, index) => this.addRoute(this.teams[index], team)); }

  add(key, stop, onChoose) {
    const isThere = this.stops.has(key);  // a reserve stands among those left out too
    if (isThere && stop.kind === "other") return;
    const node = make("g", { class: `marker ${stop.kind}` }, this.markers);
    make("use", { href: `#${stop.shape}` }, node);
    if (stop.number !== "") make("text", {}, node).textContent = stop.number;
    make("title", {}, node).textContent = stop.title;
    node.addEventListener("click", () => { if (!this.moved) onChoose(key); });
    this.stops.set(isThere ? `${key} ${this.stops.size}` : key, { ...stop, node });
  }

  showTeam(index, moves) {
    this.team = index;
    this.teams.forEach((group, place) => group.classList.toggle("dim", index !== null && place !== index));
    for (const stop of this.stops.values()) {
      stop.node.classList.toggle("dim", index === null ? stop.team !== null : stop.team !== index);
      stop.node.classList.toggle("away", stop.team === null && index !== null);
    }
    if (index !== null) this.ground.lastChild.appendChild(this.teams[index]);
    if (moves) this.fit([...this.stops.values()].filter(stop => stop.team === index));
    else this.draw();
  }

  choose(key, { nears = false } = {}) {
    this.chosen?.node.classList.remove("chosen");
    const stop = this.chosen = this.stops.get(key);
    if (!stop) return;
    stop.node.classList.add("chosen");
    this.markers.appendChild(stop.node);
    const { width, height } = this.size(), px = (stop.x - this.view.x) * this.view.scale, py = (stop.y - this.view.y) * this.view.scale;
    if (nears && this.view.scale < NEAR) this.view.scale = NEAR;
    if (nears || px < 30 || py < 30 || px > width - 30 || py > height - 30) {
      this.view.x = stop.x - width / 2 / this.view.scale;
      this.view.y = stop.y - height / 2 / this.view.scale;
    }
    this.draw();
  }

  size() { return { width: this.svg.clientWidth || 1, height: this.svg.clientHeight || 1 }; }

  fit(stops) {
    const { width, height } = this.size(), pad = 34;
    const xs = stops.map(stop => stop.x), ys = stops.map(stop => stop.y);
    const box = stops.length ? [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] : [0, 0, this.data.width, this.data.height];
    const scale = Math.min((width - 2 * pad) / Math.max(box[2] - box[0], 80), (height - 2 * pad) / Math.max(box[3] - box[1], 80), 3);
    this.view.scale = Math.max(scale, 0.004);
    this.view.x = (box[0] + box[2]) / 2 - width / 2 / this.view.scale;
    this.view.y = (box[1] + box[3]) / 2 - height / 2 / this.view.scale;
    this.draw();
  }

  zoom(factor, px, py) {
    const scale = Math.min(20, Math.max(0.004, this.view.scale * factor));
    this.view.x += px / this.view.scale - px / scale;
    this.view.y += py / this.view.scale - py / scale;
    this.view.scale = scale;
    this.draw();
  }

  draw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => { this.waiting = false; this.drawNow(); });
  }

  drawNow() {
    const { x, y, scale } = this.view;
    this.ground.setAttribute("transform", `scale(${scale}) translate(${-x} ${-y})`);
    this.ground.classList.toggle("far", scale < 0.06);
    for (const stop of this.stops.values()) {
      const isOwn = stop === this.chosen || (this.team !== null && stop.team === this.team);
      const size = isOwn ? 1.15 : scale < 0.1 ? 0.4 : 0.8;
      stop.node.setAttribute("transform", `translate(${(stop.x - x) * scale} ${(stop.y - y) * scale}) scale(${size})`);
      stop.node.classList.toggle("small", !isOwn);
    }
    if (this.station) this.station.setAttribute("transform", `translate(${(this.data.station[0] - x) * scale} ${(this.data.station[1] - y) * scale})`);
    this.drawNames();
    const most = 120 / scale, power = 10 ** Math.floor(Math.log10(most));
    const metres = [5, 2, 1].map(step => step * power).find(length => length <= most);
    this.bar.setAttribute("transform", `translate(12 ${this.size().height - 10})`);
    this.bar.firstChild.setAttribute("d", `M0-5V0H${metres * scale}V-5`);
    this.bar.lastChild.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  drawNames() {
    const { x, y, scale } = this.view, { width, height } = this.size(), boxes = [];
    this.names.replaceChildren();
    for (const [text, nx, ny, angle, length] of this.data.names) {
      const wide = text.length * 6.2, px = (nx - x) * scale, py = (ny - y) * scale;
      if (length * scale < wide || px < 0 || py < 0 || px > width || py > height) continue;
      const turned = angle * Math.PI / 180;
      const w = Math.abs(Math.cos(turned)) * wide / 2 + 7, h = Math.abs(Math.sin(turned)) * wide / 2 + 7;
      if (boxes.some(box => Math.abs(box[0] - px) < box[2] + w && Math.abs(box[1] - py) < box[3] + h)) continue;
      boxes.push([px, py, w, h]);
      make("text", { class: "name", transform: `translate(${px} ${py}) rotate(${angle})` }, this.names).textContent = text;
      if (boxes.length >= 40) break;
    }
  }

  listen() {
    const svg = this.svg, pointers = new Map();
    const at = event => { const box = svg.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top }; };
    svg.addEventListener("pointerdown", event => { pointers.set(event.pointerId, at(event)); this.moved = false; });
    svg.addEventListener("pointermove", event => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = at(event), others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      pointers.set(event.pointerId, now);
      if (Math.hypot(now.x - before.x, now.y - before.y) > 2) this.moved = true;
      if (others.length === 0) {
        this.view.x -= (now.x - before.x) / this.view.scale;
        this.view.y -= (now.y - before.y) / this.view.scale;
        this.draw();
      } else {
        const far = point => Math.hypot(point.x - others[0].x, point.y - others[0].y) || 1;
        this.zoom(far(now) / far(before), (now.x + others[0].x) / 2, (now.y + others[0].y) / 2);
      }
    });
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) svg.addEventListener(end, event => pointers.delete(event.pointerId));
    svg.addEventListener("wheel", event => {
      event.preventDefault();
      const { x, y } = at(event);
      this.zoom(event.deltaY < 0 ? 1.25 : 0.8, x, y);
    }, { passive: false });
    svg.addEventListener("keydown", event => {
      const step = 60 / this.view.scale, moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
      if (moves[event.key]) { this.view.x += moves[event.key][0]; this.view.y += moves[event.key][1]; this.draw(); event.preventDefault(); }
      if (event.key === "+" || event.key === "-") this.zoom(event.key === "+" ? 1.4 : 1 / 1.4, this.size().width / 2, this.size().height / 2);
    });
    const middle = factor => () => this.zoom(factor, this.size().width / 2, this.size().height / 2);
    document.getElementById("zoom-in")?.addEventListener("click", middle(1.6));
    document.getElementById("zoom-out")?.addEventListener("click", middle(1 / 1.6));
    document.getElementById("whole")?.addEventListener("click", () => this.fit([...this.stops.values()].filter(stop => stop.team !== null)));
    new ResizeObserver(() => this.draw()).observe(svg);
  }
}
