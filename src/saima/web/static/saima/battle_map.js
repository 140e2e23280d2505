// The battle map, second of three: rows in a window, the axis, the keyboard.
// Only what can be seen has elements, so that two thousand tasks scroll as a hundred do.
"use strict";

const box = MAP && MAP.querySelector(".map-window");
const rowsBox = MAP && MAP.querySelector(".map-rows");
const line = MAP && MAP.querySelector(".map-line");
const daysBox = MAP && MAP.querySelector(".map-days");
const shown = new Map();
const at = { line: 0, node: -1 };
const BEYOND = 240;
const ROOM_FOR_WORDS = 170;
const FINGER = window.matchMedia("(pointer: coarse)").matches ? 36 : 0;
let asked = 0;
let pending = null;

// Placing

function heights() {
  const { row, dense, head, dense_head: small } = SETTING.heights;
  return map.dense ? [dense, small] : [Math.max(row, FINGER), Math.max(head, FINGER)];
}

function arrange() {
  const [row, head] = heights();
  map.lines = [];
  map.tops = [0];
  map.groups.forEach((_name, group) => {
    add({ group, task: null }, head);
    if (!map.shut.has(group)) for (const task of map.byGroup[group]) add({ group, task }, row);
  });
  function add(one, height) {
    map.lines.push(one);
    map.tops.push(map.tops[map.tops.length - 1] + height);
  }
  rowsBox.style.height = `${map.tops[map.tops.length - 1]}px`;
  box.setAttribute("aria-rowcount", String(map.lines.length));
}

function lineAt(y) {
  let [low, high] = [0, map.lines.length - 1];
  while (low < high) {
    const half = (low + high + 1) >> 1;
    if (map.tops[half] <= y) low = half;
    else high = half - 1;
  }
  return Math.max(low, 0);
}

function measure() {
  const free = box.clientWidth - nameWidth() - ROOM_FOR_WORDS;
  map.day = Math.max(SETTING.widths[map.zoom], free / map.days);
  rowsBox.style.width = `${nameWidth() + map.days * map.day + ROOM_FOR_WORDS}px`;
}

const nameWidth = () => MAP.querySelector(".map-corner").offsetWidth;

// Drawing

function render() {
  asked = 0;
  if (!map.lines.length) return;
  const top = box.scrollTop;
  const [from, to] = [lineAt(top - BEYOND), lineAt(top + box.clientHeight + BEYOND)];
  for (const [number, row] of shown) {
    if (number < from || number > to) {
      row.remove();
      shown.delete(number);
    }
  }
  const made = document.createDocumentFragment();
  for (let number = from; number <= to; number += 1) {
    if (!shown.has(number)) made.append(draw(number));
  }
  rowsBox.append(made);
}

function draw(number) {
  const { group, task } = map.lines[number];
  const height = map.tops[number + 1] - map.tops[number];
  const moved = pending && task && pending.task === task ? pending : null;
  const width = map.days * map.day + ROOM_FOR_WORDS;
  const row = task ? taskRow(task, height, width, moved) : headRow(group);
  row.style.transform = `translateY(${map.tops[number]}px)`;
  row.style.height = `${height}px`;
  row.dataset.line = number;
  row.setAttribute("aria-rowindex", String(number + 1));
  shown.set(number, row);
  if (number === at.line) mark(row);
  return row;
}

function redraw() {
  for (const row of shown.values()) row.remove();
  shown.clear();
  render();
}

function redrawLine(number) {
  const old = shown.get(number);
  if (old) old.replaceWith(draw(number));
}

function soon() {
  if (!asked) asked = requestAnimationFrame(render);
}

function drawAxis() {
  const fine = map.zoom !== "year";
  const [upper, lower] = fine ? [map.axis.months, map.axis.weeks] : [map.axis.years, map.axis.months];
  const made = document.createDocumentFragment();
  const put = (name, day, days, words) => {
    const one = document.createElement("span");
    one.className = name;
    (name === "upper" ? one.appendChild(document.createElement("b")) : one).textContent = words;
    one.style.left = `${day * map.day}px`;
    if (days) one.style.width = `${days * map.day}px`;
    made.append(one);
    return one;
  };
  const years = map.axis.years;
  const yearOf = (day) => years.filter(([first]) => first <= day).at(-1)[2];
  for (const [day, days, words] of upper) put("upper", day, days, fine ? `${yearOf(day)} ${words}` : words);
  for (const [day, days, words] of lower) put("lower", day, days, days * map.day > 24 ? words : "");
  if (map.today !== null) put("now-word", map.today + 0.5, 0, filled(WORDS.today, { day: iso(map.first + map.today).slice(5) }));
  daysBox.replaceChildren(made);
  clearOfToday();
  daysBox.style.width = `${map.days * map.day + ROOM_FOR_WORDS}px`;
  for (const old of rowsBox.querySelectorAll(".map-rule")) old.remove();
  for (const [day] of map.axis.months) rule("map-rule", day * map.day);
  if (map.today !== null) rule("map-rule map-now", (map.today + 0.5) * map.day);
}

// The words of a month or a year step aside where the flag of today would cover them.
function clearOfToday() {
  const flag = daysBox.querySelector(".now-word")?.getBoundingClientRect();
  if (!flag) return;
  for (const one of daysBox.querySelectorAll(".upper")) {
    const begins = one.getBoundingClientRect().left;
    if (begins < flag.right && begins + 76 > flag.left) one.style.paddingLeft = `${flag.right - begins + 4}px`;
  }
}

function rule(name, x) {
  const one = document.createElement("div");
  one.className = name;
  one.style.left = `${nameWidth() + x}px`;
  rowsBox.append(one);
}

function fit() {
  if (!map.axis) return; // because the window may change before the rows have arrived
  MAP.classList.toggle("dense", map.dense);
  const room = window.innerHeight - Math.min(box.getBoundingClientRect().top + window.scrollY, 340) - 62;
  box.style.height = `${Math.max(room, 260)}px`;
  arrange();
  measure();
  drawAxis();
  redraw();
}

function showToday() {
  box.scrollLeft = (map.today ?? 0) * map.day - (box.clientWidth - nameWidth()) / 2;
}

// Fetching

async function fetchRows(begin) {
  const query = new URLSearchParams(location.search);
  query.set("from", begin);
  const answer = await fetch(`${MAP.dataset.rows}?${query}`);
  if (!answer.ok) throw new Error(String(answer.status));
  const part = await answer.json();
  if (!begin) {
    map.zero = Date.parse(part.zero);
    const { first, days, today, axis, groups } = part;
    Object.assign(map, { first, days, today, axis, groups });
    map.places = new Map(groups.map(([code], place) => [code, place]));
    map.byGroup = part.groups.map(() => []);
  }
  for (const row of part.tasks) {
    const task = readTask(row);
    map.tasks.push(task);
    map.byGroup[task.group].push(task);
  }
  if (begin) {
    arrange();
    redraw();
  } else {
    document.querySelector(".map-figures").open = false;
    MAP.hidden = false;
    fit();
    showToday();
  }
  if (part.next) await fetchRows(part.next);
  else MAP.dataset.whole = "1";
}

// Where one is

function mark(row) {
  row.classList.add("at");
  const { task } = map.lines[at.line];
  const node = task && task.nodes[at.node];
  const one = node ? row.querySelector(`#map-n${node.pk}`) : row;
  if (node) one.classList.add("at");
  box.setAttribute("aria-activedescendant", one.id);
}

function tell(words) {
  line.textContent = words;
}

function go(number, node = -1) {
  const before = shown.get(at.line);
  if (before) for (const one of [before, ...before.querySelectorAll(".at")]) one.classList.remove("at");
  at.line = Math.min(Math.max(number, 0), map.lines.length - 1);
  at.node = node;
  const { group, task } = map.lines[at.line];
  const [top, bottom] = [map.tops[at.line], map.tops[at.line + 1]];
  const axis = MAP.querySelector(".map-axis").offsetHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  if (bottom > box.scrollTop + box.clientHeight - axis) box.scrollTop = bottom - box.clientHeight + axis;
  if (task && node >= 0) {
    const [x, room] = [middle(task.nodes[node].due), box.clientWidth - nameWidth()];
    if (x < box.scrollLeft + 20 || x > box.scrollLeft + room - 40) box.scrollLeft = x - room / 2;
  }
  render();
  if (shown.get(at.line)) mark(shown.get(at.line));
  tell(task ? (node >= 0 ? `${task.title} · ${nodeWords(task.nodes[node])}` : taskWords(task)) : groupWords(group));
}

function fold(group) {
  if (map.shut.has(group)) map.shut.delete(group);
  else map.shut.add(group);
  arrange();
  redraw();
  tell(`${groupWords(group)}, ${map.shut.has(group) ? WORDS.shut : WORDS.open}`);
}

function enter() {
  const { group, task } = map.lines[at.line];
  if (!task) fold(group);
  else if (MAP.dataset.task) location.assign(MAP.dataset.task.replace("/0/", `/${task.pk}/`));
}

const screenful = () => Math.max(Math.floor(box.clientHeight / heights()[0]) - 2, 1);
const KEYS = {
  ArrowDown: () => go(at.line + 1),
  ArrowUp: () => go(at.line - 1),
  PageDown: () => go(at.line + screenful()),
  PageUp: () => go(at.line - screenful()),
  Home: () => go(0),
  End: () => go(map.lines.length - 1),
  ArrowRight: () => sideways(1),
  ArrowLeft: () => sideways(-1),
  Enter: enter,
};

function sideways(step) {
  const { group, task } = map.lines[at.line];
  if (!task) {
    if (map.shut.has(group) === step > 0) fold(group);
    return;
  }
  go(at.line, Math.min(Math.max(at.node + step, -1), task.nodes.length - 1));
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !map.lines.length) return;
  if (movesKey(event) || !KEYS[event.key] || event.shiftKey) return;
  event.preventDefault();
  KEYS[event.key]();
}

function clicked(event) {
  const row = event.target.closest(".map-row");
  if (!row || event.target.closest("a")) return;
  const number = Number(row.dataset.line);
  const { group, task } = map.lines[number];
  if (!task) fold(group);
  const hit = event.target.closest(".mark");
  go(number, hit ? task.nodes.findIndex((node) => String(node.pk) === hit.dataset.node) : -1);
}

function choose(name, value, change) {
  const address = new URL(location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  history.replaceState(null, "", address);
  for (const one of document.querySelectorAll(`a[data-${name === "rows" ? "dense" : name}]`)) {
    const own = name === "rows" ? one.dataset.dense && "dense" : one.dataset.zoom;
    if ((own || "") === (value || "")) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  const hidden = document.querySelector(`.sieve input[name="${name}"]`);
  hidden.disabled = !value;
  if (value) hidden.value = value;
  const day = (box.scrollLeft + (box.clientWidth - nameWidth()) / 2) / map.day;
  change();
  fit();
  box.scrollLeft = day * map.day - (box.clientWidth - nameWidth()) / 2;
}

if (MAP) {
  box.addEventListener("scroll", soon, { passive: true });
  box.addEventListener("keydown", pressed);
  box.addEventListener("click", clicked);
  box.addEventListener("focus", () => go(at.line, at.node));
  window.addEventListener("resize", fit);
  for (const one of document.querySelectorAll("a[data-zoom]")) {
    one.addEventListener("click", (event) => {
      event.preventDefault();
      choose("zoom", one.dataset.zoom, () => { map.zoom = one.dataset.zoom; });
    });
  }
  for (const one of document.querySelectorAll("a[data-dense]")) {
    one.addEventListener("click", (event) => {
      event.preventDefault();
      const dense = Boolean(one.dataset.dense);
      choose("rows", dense ? "dense" : "", () => { map.dense = dense; });
    });
  }
  window.addEventListener("load", () => fetchRows(0).catch(() => { MAP.hidden = true; }));
}
