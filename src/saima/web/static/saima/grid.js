// The grid as a spreadsheet: moving, pasting, taking back, drafts and checks while typing.
// What a text means is decided by the server alone; without this file the form is sent as it is.
// A holder is what is saved as one: a row of the list, or a cell of the table.
"use strict";

const form = document.querySelector("form.grid");
const status = form.querySelector(".saved") || document.createElement("span");
const strip = form.querySelector(".strip");
const WAIT = 600;
const RETRY = 5000;

const done = [];
const waiting = new Set();
const before = new WeakMap();
const known = new Map();
let current = null;
let remark = "";
let timer = 0;
let busy = false;

const holderOf = (input) => input.closest("[data-due], .slot");
const numbersIn = (part) => Array.from(part.querySelectorAll("input.number"));
const isNumber = (input) => input instanceof HTMLInputElement && input.classList.contains("number");

function keyOf(holder) {
  if (holder.dataset.due) return holder.dataset.due;
  const input = holder.querySelector("input[name]");
  if (input) return input.name.split(".")[0];
  const link = holder.querySelector("a[href^='/']");
  return link ? link.pathname.split("/").at(-2) : "";
}

for (const input of form.querySelectorAll("input.number, [data-due] .sentence")) {
  before.set(input, input.value);
  if (!isNumber(input)) continue;
  input.inputMode = "decimal";
  input.autocomplete = "off";
  input.maxLength = 60;
}

const held = document.querySelector(".dry.held");
if (held) {
  const first = form.querySelector("tr.warned .sentence, tr.blocked input.number");
  if (first) first.focus();
}

// Moving

function beside(input, step) {
  const inside = numbersIn(input.closest("tr"));
  return inside[inside.indexOf(input) + step];
}

function beneath(input, step) {
  const cell = input.closest("td");
  const part = numbersIn(cell).indexOf(input);
  const rows = Array.from(cell.closest("tbody").rows);
  for (let at = rows.indexOf(cell.parentElement) + step; rows[at]; at += step) {
    const fields = rows[at].cells[cell.cellIndex] ? numbersIn(rows[at].cells[cell.cellIndex]) : [];
    if (fields.length) return fields[Math.min(part, fields.length - 1)];
  }
  return undefined;
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
  if (event.key === "Enter" && strip && strip.contains(input)) {
    event.preventDefault();
    if (current) go(beneath(numbersIn(current)[0], 1) || numbersIn(current)[0]);
    return;
  }
  if (event.key === "Enter" && holderOf(input)) {
    event.preventDefault();
    changed(input);
    if (isNumber(input)) go(beneath(input, event.shiftKey ? -1 : 1));
    else go(beneath(numbersIn(holderOf(input))[0], 1));
    return;
  }
  if (!isNumber(input)) return;
  const target = {
    ArrowDown: () => beneath(input, 1),
    ArrowUp: () => beneath(input, -1),
    ArrowRight: () => input.selectionEnd === input.value.length && beside(input, 1),
    ArrowLeft: () => input.selectionStart === 0 && beside(input, -1),
  }[event.key];
  const found = target && target();
  if (!found) return;
  event.preventDefault();
  go(found);
});

form.addEventListener("focusin", (event) => {
  if (isNumber(event.target)) event.target.select();
});

// Pasting a block: rows by newline, columns by tab; what meets a closed cell is left out

form.addEventListener("paste", (event) => {
  const input = event.target;
  if (!isNumber(input)) return;
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  event.preventDefault();
  changed(input);
  const step = [];
  let left = 0;
  let row = input.closest("tr");
  for (const line of text.split("\n")) {
    const spots = row ? spotsFrom(row, input) : [];
    line.split("\t").forEach((part, place) => {
      const spot = spots[place];
      if (spot) step.push([spot, spot.value, part.trim()]);
      else if (part.trim()) left += 1;
    });
    row = row && rowAfter(row);
  }
  for (const [spot, , text] of step) {
    spot.value = text;
    before.set(spot, text);
    waiting.add(holderOf(spot));
  }
  done.push(step);
  remark = left ? " · " + form.dataset.closed.replace("{count}", left) : "";
  soon(0);
});

function rowAfter(row) {
  const next = row.nextElementSibling;
  return next && next.classList.contains("group") ? rowAfter(next) : next;
}

function spotsFrom(row, input) {
  const start = input.closest("td");
  const spots = [];
  for (let at = start.cellIndex; row.cells[at]; at += 1) {
    const cell = row.cells[at];
    if (start.classList.contains("typed") && at > start.cellIndex) break;
    const fields = numbersIn(cell);
    const parts = Number(start.closest("table").tHead.rows[0].cells[at].dataset.parts || 1);
    spots.push(...(fields.length ? fields : new Array(parts).fill(null)));
  }
  return spots.slice(numbersIn(start).indexOf(input));
}

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
  for (const [input, old] of step.slice().reverse()) {
    input.value = old;
    before.set(input, old);
    waiting.add(holderOf(input));
  }
  if (step.length) go(step[0][0]);
  status.textContent = form.dataset.undone;
  soon(0);
  return true;
}

form.addEventListener("focusout", (event) => changed(event.target));

// Drafts and checks

form.addEventListener("input", (event) => {
  const holder = strip && strip.contains(event.target) ? current : holderOf(event.target);
  if (!holder) return;
  remark = "";
  if (strip && strip.contains(event.target)) keepSentence(holder, event.target.value);
  waiting.add(holder);
  soon(WAIT);
});

function soon(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(save, milliseconds);
}

function contents(holders) {
  const found = {};
  for (const holder of holders) {
    const texts = {};
    for (const input of holder.querySelectorAll("input[name]")) {
      texts[input.name.split(".")[1]] = input.value;
    }
    found[keyOf(holder)] = texts;
  }
  return found;
}

async function save() {
  if (busy) return soon(WAIT);
  if (!waiting.size) return undefined;
  busy = true;
  const holders = Array.from(waiting);
  const sent = contents(holders);
  waiting.clear();
  status.textContent = form.dataset.saving + remark;
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
      holders.forEach((holder) => waiting.add(holder));
      return undefined;
    }
    const told = await answer.json();
    if (!answer.ok) {
      status.textContent = (told.said || [form.dataset.failed]).join(" ");
      return undefined;
    }
    const now = contents(holders);
    for (const holder of holders) {
      const key = keyOf(holder);
      const same = JSON.stringify(now[key]) === JSON.stringify(sent[key]);
      if (same && told.cells[key]) show(holder, told.cells[key]);
    }
    status.textContent = form.dataset.saved + " " + told.saved + remark;
  } catch {
    holders.forEach((holder) => waiting.add(holder));
    status.textContent = form.dataset.failed;
    soon(RETRY);
  } finally {
    busy = false;
  }
  return undefined;
}

function mark(holder, told) {
  holder.classList.toggle("blocked", told.blocked);
  holder.classList.toggle("warned", told.warned);
  holder.classList.toggle("drafted", told.changed && !told.blocked && !told.warned);
}

function show(holder, told) {
  mark(holder, told);
  for (const input of numbersIn(holder)) {
    if (told.blocked) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    const text = told.texts[input.name.split(".")[1]];
    if (text !== undefined && text !== input.value && input !== document.activeElement) {
      input.value = text;
      before.set(input, text);
    }
  }
  if (holder.classList.contains("slot")) showInStrip(holder, told);
  else showInRow(holder, told);
}

function showInRow(row, told) {
  row.querySelector(".done-share").textContent = told.completion;
  lines(row.querySelector(".found > span"), told.found);
  const sentence = row.querySelector(".sentence");
  sentence.hidden = !told.warned && !sentence.value;
}

function lines(place, sentences) {
  place.replaceChildren(...sentences.map((words) => {
    const line = document.createElement("span");
    line.textContent = words;
    return line;
  }));
}

// The strip under the table: what stands beside the cell that has the focus

if (strip) {
  form.querySelector("table.matrix").addEventListener("focusin", (event) => {
    const cell = event.target.closest("tbody td");
    if (cell && cell !== current) look(cell);
  });
  for (const button of strip.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      button.value = button.dataset.act + ":" + keyOf(current);
    });
  }
}

async function look(cell) {
  current = cell;
  const key = keyOf(cell);
  if (!key) return;
  if (!known.has(key)) {
    try {
      const answer = await fetch(form.dataset.beside.replace("/0/", `/${key}/`), { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const told = await answer.json();
      known.set(key, told);
      if (told.found.length) mark(cell, told);
    } catch {
      return;
    }
  }
  if (current === cell) fill(cell, known.get(key));
}

function fill(cell, facts) {
  strip.hidden = false;
  for (const part of strip.querySelectorAll("[data-part]")) {
    const name = part.dataset.part;
    if (name === "found") lines(part, facts.found);
    else if (name === "address") part.href = facts.address;
    else part.textContent = facts[name];
  }
  strip.querySelector("[data-part=state_word]").className = `due due-${facts.state}`;
  strip.classList.toggle("blocked", cell.classList.contains("blocked"));
  strip.classList.toggle("warned", cell.classList.contains("warned"));
  for (const button of strip.querySelectorAll("button")) button.hidden = !facts.open;
  const sentence = strip.querySelector(".sentence");
  if (!sentence) return;
  const kept = cell.querySelector("input[name$='.sentence']");
  if (sentence !== document.activeElement) sentence.value = kept ? kept.value : facts.sentence;
  sentence.hidden = !cell.classList.contains("slot") || (!cell.classList.contains("warned") && !sentence.value);
}

function showInStrip(cell, told) {
  const key = keyOf(cell);
  const facts = { ...known.get(key), found: told.found, completion: told.completion };
  if (known.has(key)) known.set(key, facts);
  if (current === cell && known.has(key)) fill(cell, facts);
}

function keepSentence(cell, text) {
  const name = `${keyOf(cell)}.sentence`;
  let kept = cell.querySelector(`input[name='${name}']`);
  if (!kept) {
    kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = name;
    cell.append(kept);
  }
  kept.value = text;
}

// Sending: of a table only what was typed, because the rest is there already

form.addEventListener("submit", () => {
  clearTimeout(timer);
  waiting.clear();
  for (const cell of form.querySelectorAll("td.slot:not(.drafted, .blocked, .warned)")) {
    const same = numbersIn(cell).every((input) => input.value === input.defaultValue);
    if (same) cell.querySelectorAll("input").forEach((input) => { input.disabled = true; });
  }
});

window.addEventListener("pageshow", () => {
  form.querySelectorAll("td.slot input:disabled").forEach((input) => { input.disabled = false; });
});

window.addEventListener("pagehide", () => {
  if (waiting.size) save();
});
