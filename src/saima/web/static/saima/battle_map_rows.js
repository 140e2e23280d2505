// The battle map, first of three: what the server sent, and one row of it as elements.
// Where a day lies is the server's number of the day times the width of a day; nothing else is
// computed here. Texts go through `safe` before they become markup.
"use strict";

const MAP = document.getElementById("battle-map");
const WORDS = JSON.parse(document.getElementById("map-words").textContent);
const SETTING = JSON.parse(document.getElementById("map-setting").textContent);
const DAY_MS = 86400000;
const DIRECT = 2;

const map = {
  tasks: [],
  groups: [],
  byGroup: [],
  shut: new Set(),
  lines: [],
  tops: [0],
  zero: 0,
  first: 0,
  places: new Map(),
  days: 1,
  today: null,
  axis: null,
  zoom: SETTING.zoom,
  dense: SETTING.dense,
  day: 1,
};

const safe = (text) =>
  String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_whole, name) => facts[name]);
const inside = (day) => Math.min(Math.max(day, map.first), map.first + map.days - 1);
const number = (day) => inside(day) - map.first;
const left = (day) => number(day) * map.day;
const right = (day) => (number(day) + 1) * map.day;
const middle = (day) => (number(day) + 0.5) * map.day;
const iso = (day) => new Date(map.zero + day * DAY_MS).toISOString().slice(0, 10);

function readNode([pk, number, title, due, mark, firstDue, done]) {
  const open = mark === "open" || mark === "late";
  return { pk, number, title, due, mark, open, firstDue: firstDue ?? null, done: done ?? null };
}

function readTask(row) {
  const [pk, code, title, group, unit, leader, light, critical, starts, due, finish, late, way, nodes] = row;
  const facts = { pk, code, title, group: map.places.get(group) ?? 0, unit, leader, light, critical, starts, due, finish, late, way };
  return { ...facts, nodes: nodes.map(readNode) };
}

function nodeWords(node) {
  const facts = { number: node.number, title: node.title, day: iso(node.due) };
  const said = [filled(WORDS.node, { ...facts, state: WORDS.marks[node.mark][1] })];
  if (node.done !== null) said.push(filled(WORDS.done_on, { day: iso(node.done) }));
  if (node.firstDue !== null) said.push(filled(WORDS.moved, { day: iso(node.firstDue) }));
  return said.join(", ");
}

function taskWords(task) {
  const facts = {
    title: task.title,
    unit: task.unit,
    light: WORDS.lights[task.light][1],
    starts: iso(task.starts),
    due: iso(task.due),
    done: task.nodes.filter((node) => node.mark === "done").length,
    count: task.nodes.length,
  };
  return [filled(WORDS.task, facts), ...behind(task)].join(", ");
}

function behind(task) {
  const said = [];
  if (task.late) said.push(filled(WORDS.late, { days: task.late }));
  if (task.critical) said.push(WORDS.critical);
  if (task.finish !== null && task.finish > task.due) {
    said.push(filled(WORDS.finish, { day: iso(task.finish) }));
  }
  return said;
}

function lateIn(group) {
  return map.byGroup[group].filter((task) => task.late).length;
}

function groupWords(group) {
  const [, name, count] = map.groups[group];
  return filled(WORDS.group, { name, count, late: lateIn(group) });
}

// Shapes

function shape(mark, x, y, size) {
  if (mark === "late" || mark === "late_reported") {
    const r = size * 1.25;
    return `<path d="M${x} ${y - r}L${x + r} ${y + r * 0.8}H${x - r}Z"/>`;
  }
  const point = mark === "reported" ? `<circle class="point" cx="${x}" cy="${y}" r="${size * 0.4}"/>` : "";
  return `<circle cx="${x}" cy="${y}" r="${size}"/>${point}`;
}

function markOf(task, node, height, day) {
  const size = Math.min(Math.max(height * 0.22, 1.8), 5.5);
  const movable = task.way && node.open ? " movable" : "";
  return (
    `<g class="mark mark-${node.mark}${movable}" id="map-n${node.pk}" role="gridcell"` +
    ` aria-label="${safe(nodeWords(node))}" data-node="${node.pk}">` +
    `<title>${safe(nodeWords(node))}</title>${shape(node.mark, middle(day), height / 2, size)}</g>`
  );
}

function barOf(task, height, moved) {
  const thick = Math.max(height * 0.5, 3);
  const [from, to, y] = [left(task.starts), right(task.due), (height - thick) / 2];
  const late = task.finish !== null && task.finish > task.due ? right(task.finish) : to;
  const end = task.way && task.nodes.some((node) => node.open) ? " movable" : "";
  const parts = [
    `<rect class="bar-of light-${task.light}" x="${from}" y="${y}" width="${Math.max(to - from, 2)}" height="${thick}" rx="2"/>`,
  ];
  if (late > to) parts.push(`<path class="likely light-${task.light}" d="M${to} ${height / 2}H${late}"/>`);
  if (end && !map.dense) {
    parts.push(`<rect class="bar-end" data-end="1" x="${to - 4}" y="${y - 2}" width="8" height="${thick + 4}"/>`);
  }
  for (const node of task.nodes) {
    parts.push(markOf(task, node, height, moved && moved.node === node ? moved.day : node.due));
  }
  const said = behind(task).slice(0, Number(Boolean(task.late)) + Number(Boolean(task.critical)));
  const beyond = Math.max(late, ...task.nodes.map((node) => right(node.due)));
  if (said.length && !map.dense) {
    parts.push(`<text class="said-of" x="${beyond + 8}" y="${height / 2 + 4}">${safe(said.join(" "))}</text>`);
  }
  return parts.join("");
}

function taskRow(task, height, width, moved) {
  const row = document.createElement("div");
  const [sign, word] = WORDS.lights[task.light];
  const address = MAP.dataset.task.replace("/0/", `/${task.pk}/`);
  const title = safe(task.title);
  const named = address ? `<a href="${safe(address)}" tabindex="-1">${title}</a>` : `<span class="named">${title}</span>`;
  row.className = "map-row";
  row.id = `map-t${task.pk}`;
  row.setAttribute("role", "row");
  row.setAttribute("aria-level", "2");
  row.setAttribute("aria-label", taskWords(task));
  row.innerHTML =
    `<div class="map-name" role="rowheader" title="${title} · ${safe(task.unit)}">` +
    (map.dense
      ? `<span class="state state-${task.light} dot"></span>`
      : `<span class="state state-${task.light}" title="${safe(word)}">${sign}</span> ${named}<small>${safe(task.unit)}</small>`) +
    `</div><svg class="map-bar" width="${width}" height="${height}" role="presentation">${barOf(task, height, moved)}</svg>`;
  return row;
}

function headRow(group) {
  const row = document.createElement("div");
  const [, name, count] = map.groups[group];
  const shut = map.shut.has(group);
  const late = lateIn(group);
  row.className = "map-row map-head";
  row.id = `map-g${group}`;
  row.setAttribute("role", "row");
  row.setAttribute("aria-level", "1");
  row.setAttribute("aria-expanded", String(!shut));
  row.setAttribute("aria-label", groupWords(group));
  const counts = filled(WORDS.counts, { count, late });
  row.innerHTML =
    `<div class="map-name" role="rowheader" title="${safe(name)}"><span aria-hidden="true">${shut ? "▸" : "▾"}</span> ` +
    `<strong>${safe(name)}</strong><small>${safe(counts)}</small></div>`;
  return row;
}
