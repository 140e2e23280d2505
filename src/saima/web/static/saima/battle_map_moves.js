// The battle map, third of three: a node or a bar's end is moved by mouse or key, with a reason.
// Nothing moves here by itself: the server answers with the row as it is afterwards.
"use strict";

const dialog = document.getElementById("map-move");
const moveForm = dialog.querySelector("form");
let drag = null;

// What moves

function lastOpen(task) {
  return task.nodes.filter((node) => node.open).reduce((late, node) => (late && late.due >= node.due ? late : node), null);
}

function begin(number, node) {
  const { task } = map.lines[number];
  if (!task || !node || !node.open || !task.way) {
    tell(WORDS.fixed);
    return false;
  }
  if (!pending || pending.node !== node) pending = { task, node, day: node.due };
  return true;
}

function shift(number, day) {
  pending.day = inside(day);
  redrawLine(number);
  tell(filled(WORDS.shift, { title: pending.node.title, old: iso(pending.node.due), new: iso(pending.day) }));
}

function forget() {
  const number = pending ? map.lines.findIndex((one) => one.task === pending.task) : -1;
  pending = null;
  drag = null;
  if (number >= 0) redrawLine(number);
}

// By key

const SHIFTS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function movesKey(event) {
  const { task } = map.lines[at.line];
  const node = task && task.nodes[at.node];
  if (event.key === "Escape" && pending) {
    forget();
    go(at.line, at.node);
  } else if (event.key === "Enter" && pending) {
    ask();
  } else if (event.shiftKey && SHIFTS[event.key]) {
    if (begin(at.line, node)) shift(at.line, pending.day + SHIFTS[event.key]);
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}

// By mouse or pen

function taken(event) {
  const hit = event.target.closest(".movable, .bar-end");
  if (!hit || event.button !== 0 || event.pointerType === "touch") return;
  const number = Number(event.target.closest(".map-row").dataset.line);
  const { task } = map.lines[number];
  const node = hit.dataset.end ? lastOpen(task) : task.nodes.find((one) => String(one.pk) === hit.dataset.node);
  if (!node || !node.open) return;
  event.preventDefault();
  drag = { number, node, x: event.clientX, begun: false };
}

function dragged(event) {
  if (!drag) return;
  const days = Math.round((event.clientX - drag.x) / map.day);
  if (!drag.begun && !days) return;
  drag.begun = begin(drag.number, drag.node);
  shift(drag.number, drag.node.due + days);
}

function broken() {
  if (drag) forget();
}

function dropped() {
  if (!drag) return;
  const moved = drag.begun && pending && pending.day !== pending.node.due;
  drag = null;
  if (moved) ask();
  else if (pending) forget();
}

// The reason

function ask() {
  const { task, node, day } = pending;
  moveForm.elements.task.value = task.pk;
  moveForm.elements.node.value = node.pk;
  moveForm.elements.due.value = iso(day);
  moveForm.elements.reason.value = "";
  dialog.querySelector(".map-move-what").textContent =
    `${task.title} · ${node.title} · ${filled(WORDS.from_to, { old: iso(node.due), new: iso(day) })}`;
  dialog.querySelector(".map-move-how").textContent = task.way === DIRECT ? WORDS.direct : WORDS.asks;
  refuse([]);
  dialog.showModal();
  moveForm.elements.reason.focus();
}

function refuse(problems) {
  const place = dialog.querySelector(".problems");
  place.hidden = !problems.length;
  place.querySelector("ul").replaceChildren(
    ...problems.map((words) => {
      const one = document.createElement("li");
      one.textContent = words;
      return one;
    }),
  );
}

async function send(event) {
  event.preventDefault();
  const button = moveForm.querySelector("button.main");
  button.disabled = true;
  try {
    const answer = await fetch(`${moveForm.action}${location.search}`, {
      method: "POST",
      body: new FormData(moveForm),
    });
    const said = answer.headers.get("Content-Type").includes("json") ? await answer.json() : {};
    if (answer.ok && said.task) done(said);
    else refuse(said.problems || [WORDS.lost]);
  } catch {
    refuse([WORDS.lost]);
  }
  button.disabled = false;
}

function done(said) {
  const fresh = readTask(said.task);
  const { task } = pending;
  pending = null;
  dialog.close();
  fresh.group = task.group;
  Object.assign(task, fresh);
  arrange();
  redraw();
  box.focus();
  tell(said.said);
}

if (MAP) {
  box.addEventListener("pointerdown", taken);
  window.addEventListener("pointermove", dragged);
  window.addEventListener("pointerup", dropped);
  window.addEventListener("pointercancel", broken);
  moveForm.addEventListener("submit", send);
  moveForm.querySelector('button[value="cancel"]').addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", forget);
}
