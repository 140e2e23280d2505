// The grid as a spreadsheet: moving, pasting, taking back, drafts and checks while typing.
// What a text means is decided by the server alone; without this file the form is sent as it is.
"use strict";

const form = document.querySelector("form.grid");
const status = form.querySelector(".saved");
const WAIT = 600;
const RETRY = 5000;

const done = [];
const waiting = new Set();
const before = new WeakMap();
let timer = 0;
let busy = false;

const numbers = () => Array.from(form.querySelectorAll("input.number"));
const rowOf = (input) => input.closest("tr[data-due]");

for (const input of form.querySelectorAll("tr[data-due] input:not([type=hidden])")) {
  before.set(input, input.value);
}

const held = document.querySelector(".dry.held");
if (held) {
  const first = form.querySelector("tr.warned .sentence, tr.blocked input.number");
  if (first) first.focus();
}

// Moving

function next(input, rows, columns) {
  const all = Array.from(form.querySelectorAll("tr[data-due]"));
  const row = rowOf(input);
  const inside = Array.from(row.querySelectorAll("input.number"));
  const column = inside.indexOf(input);
  if (columns) return inside[column + columns];
  const other = all[all.indexOf(row) + rows];
  if (!other) return undefined;
  const fields = other.querySelectorAll("input.number");
  return fields[Math.min(column, fields.length - 1)];
}

function go(input) {
  if (!input) return;
  input.focus();
  input.select();
}

form.addEventListener("keydown", (event) => {
  const input = event.target;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey) {
    if (takeBack()) event.preventDefault();
    return;
  }
  if (!(input instanceof HTMLInputElement) || event.isComposing) return;
  if (event.key === "Enter" && rowOf(input)) {
    event.preventDefault();
    changed(input);
    if (input.classList.contains("number")) go(next(input, event.shiftKey ? -1 : 1, 0));
    else go(next(rowOf(input).querySelector("input.number"), 1, 0));
    return;
  }
  if (!input.classList.contains("number")) return;
  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  if (event.key === "ArrowRight" && input.selectionEnd === input.value.length) steps.ArrowRight = [0, 1];
  if (event.key === "ArrowLeft" && input.selectionStart === 0) steps.ArrowLeft = [0, -1];
  const step = steps[event.key];
  const target = step && next(input, step[0], step[1]);
  if (!target) return;
  event.preventDefault();
  go(target);
});

form.addEventListener("focusin", (event) => {
  if (event.target.classList && event.target.classList.contains("number")) event.target.select();
});

// Pasting a block: rows by newline, columns by tab

form.addEventListener("paste", (event) => {
  const input = event.target;
  if (!input.classList || !input.classList.contains("number")) return;
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  event.preventDefault();
  const step = [];
  let start = input;
  for (const line of text.split("\n")) {
    let cell = start;
    for (const part of line.split("\t")) {
      if (!cell) break;
      step.push([cell, cell.value]);
      cell.value = part.trim();
      before.set(cell, cell.value);
      waiting.add(rowOf(cell));
      cell = next(cell, 0, 1);
    }
    start = start && next(start, 1, 0);
    if (!start) break;
  }
  done.push(step);
  soon(0);
});

// Taking back: the text of the cell first, then whole steps

function changed(input) {
  const old = before.get(input);
  if (old === undefined || old === input.value) return;
  done.push([[input, old]]);
  before.set(input, input.value);
}

function takeBack() {
  const active = document.activeElement;
  if (active && before.has(active)) changed(active);
  const step = done.pop();
  if (!step) return false;
  for (const [input, old] of step.reverse()) {
    input.value = old;
    before.set(input, old);
    waiting.add(rowOf(input));
  }
  go(step[step.length - 1][0]);
  status.textContent = form.dataset.undone;
  soon(0);
  return true;
}

form.addEventListener("focusout", (event) => changed(event.target));

// Drafts and checks

form.addEventListener("input", (event) => {
  const row = rowOf(event.target);
  if (!row) return;
  waiting.add(row);
  soon(WAIT);
});

function soon(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(save, milliseconds);
}

function contents(rows) {
  const found = {};
  for (const row of rows) {
    const texts = {};
    for (const input of row.querySelectorAll("input[name]")) {
      texts[input.name.split(".")[1]] = input.value;
    }
    found[row.dataset.due] = texts;
  }
  return found;
}

async function save() {
  if (busy) return soon(WAIT);
  if (!waiting.size) return undefined;
  busy = true;
  const rows = Array.from(waiting);
  const sent = contents(rows);
  waiting.clear();
  status.textContent = form.dataset.saving;
  try {
    const answer = await fetch(form.dataset.cells, {
      method: "POST",
      headers: {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify(sent),
    });
    if (answer.status === 401 || answer.status === 403) {
      status.textContent = form.dataset.signedOut;
      rows.forEach((row) => waiting.add(row));
      return undefined;
    }
    const told = await answer.json();
    if (!answer.ok) {
      status.textContent = (told.said || [form.dataset.failed]).join(" ");
      return undefined;
    }
    const now = contents(rows);
    for (const row of rows) {
      const key = row.dataset.due;
      const same = JSON.stringify(now[key]) === JSON.stringify(sent[key]);
      if (same && told.cells[key]) show(row, told.cells[key]);
    }
    status.textContent = form.dataset.saved + " " + told.saved;
  } catch {
    rows.forEach((row) => waiting.add(row));
    status.textContent = form.dataset.failed;
    soon(RETRY);
  } finally {
    busy = false;
  }
  return undefined;
}

function show(row, told) {
  row.classList.toggle("blocked", told.blocked);
  row.classList.toggle("warned", told.warned);
  row.classList.toggle("drafted", told.changed && !told.blocked && !told.warned);
  row.querySelector(".done-share").textContent = told.completion;
  const found = row.querySelector(".found > span");
  found.replaceChildren(...told.found.map((words) => {
    const line = document.createElement("span");
    line.textContent = words;
    return line;
  }));
  for (const input of row.querySelectorAll("input.number")) {
    if (told.blocked) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    const text = told.texts[input.dataset.name];
    if (text !== undefined && text !== input.value && input !== document.activeElement) {
      input.value = text;
      before.set(input, text);
    }
  }
  const sentence = row.querySelector(".sentence");
  sentence.hidden = !told.warned && !sentence.value;
}

form.addEventListener("submit", () => {
  clearTimeout(timer);
  waiting.clear();
});

window.addEventListener("pagehide", () => {
  if (waiting.size) save();
});
