// An area drawn on the map: corners by click, or by keys at the cross in the middle of the map; kept in a field of the form as degrees.
import { DayMap } from "/static/map.js";

const find = id => document.getElementById(id);
const space = "http://www.w3.org/2000/svg";
const box = find("area-map"), field = find("area"), told = find("area-told"), svg = find("drawing");
const corners = [];
let map = null, bounds = null;

const toDegrees = ([x, y]) => [bounds[0] + x / map.data.width * (bounds[2] - bounds[0]), bounds[3] - y / map.data.height * (bounds[3] - bounds[1])];
const toMetres = ([lon, lat]) => [(lon - bounds[0]) / (bounds[2] - bounds[0]) * map.data.width, (bounds[3] - lat) / (bounds[3] - bounds[1]) * map.data.height];

const keep = () => {
  field.value = corners.length > 2 ? JSON.stringify(corners.map(corner => toDegrees(corner).map(value => Number(value.toFixed(6))))) : "";
  told.textContent = box.dataset.said.replace("{count}", corners.length);
  map.draw();
};
const add = corner => { corners.push(corner); keep(); };

const drawArea = shape => {
  const { x, y, scale } = map.view;
  const at = corners.map(corner => [(corner[0] - x) * scale, (corner[1] - y) * scale]);
  shape.firstChild.setAttribute("points", at.map(point => point.join(",")).join(" "));
  shape.lastChild.setAttribute("d", at.map(point => `M${point[0] - 4} ${point[1]}a4 4 0 1 0 8 0a4 4 0 1 0-8 0`).join(""));
  const { width, height } = map.size();
  map.cross.setAttribute("transform", `translate(${width / 2} ${height / 2})`);
};

const begin = async () => {
  const answer = await fetch(`${box.dataset.map}?ways=no`, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const found = await answer.json();
  bounds = found.bounds;
  const dots = found.teams.flatMap(team => team.stops.map(stop => [stop[1], stop[2]]));
  map = new DayMap(svg, { map: { ...found, teams: [], others: [] }, teams: [], left: [] }, () => {});
  const doors = document.createElementNS(space, "path");
  doors.setAttribute("class", "doors");
  doors.setAttribute("d", dots.map(([x, y]) => `M${x} ${y}h0`).join(""));
  map.ground.appendChild(doors);
  const shape = document.createElementNS(space, "g");
  shape.setAttribute("class", "area");
  shape.appendChild(document.createElementNS(space, "polygon"));
  shape.appendChild(document.createElementNS(space, "path"));
  map.cross = document.createElementNS(space, "path");
  map.cross.setAttribute("class", "cross");
  map.cross.setAttribute("d", "M-9 0H9M0-9V9");
  svg.append(shape, map.cross);
  const before = map.drawNow.bind(map);
  map.drawNow = () => { before(); drawArea(shape); };
  if (field.value) for (const corner of JSON.parse(field.value)) corners.push(toMetres(corner));
  keep();
  svg.addEventListener("click", event => {
    if (map.moved) return;
    const edge = svg.getBoundingClientRect();
    add([(event.clientX - edge.left) / map.view.scale + map.view.x, (event.clientY - edge.top) / map.view.scale + map.view.y]);
  });
  svg.addEventListener("keydown", event => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); middle(); }
    if (event.key === "Backspace") { event.preventDefault(); corners.pop(); keep(); }
  });
  find("drawing-state").hidden = true;
  document.body.dataset.mapped = "yes";
};
const middle = () => {
  const { width, height } = map.size();
  add([width / 2 / map.view.scale + map.view.x, height / 2 / map.view.scale + map.view.y]);
};
find("corner").addEventListener("click", () => map && middle());
find("corner-back").addEventListener("click", () => { if (map) { corners.pop(); keep(); } });
find("corner-none").addEventListener("click", () => { if (map) { corners.length = 0; keep(); } });
begin().catch(() => { find("drawing-state").textContent = box.dataset.failed; });
