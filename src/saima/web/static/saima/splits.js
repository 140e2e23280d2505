// Sums of the grid while typing, and pasting from a spreadsheet; the server adds up without it.
"use strict";

const table = document.getElementById("split-grid");
const levels = document.getElementById("levels");
const decimals = Number(levels.dataset.decimals);
const scale = 10 ** Math.max(decimals, 2);
const whole = Math.round(Number(levels.dataset.whole) * scale);

const figures = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: decimals,
  maximumFractionDigits: Math.max(decimals, 2),
});

function valueOf(field) {
  const text = field.value.normalize("NFKC").replace(/[,\s]/g, "");
  const number = text === "" ? 0 : Number(text);
  field.toggleAttribute("aria-invalid", false);
  if (!Number.isFinite(number) || number < 0) field.setAttribute("aria-invalid", "true");
  return Number.isFinite(number) ? Math.round(number * scale) : 0;
}

function addUp() {
  const rows = [...table.tBodies[0].rows];
  const years = rows.map((row) => valueOf(row.querySelector('[name^="y."]')));
  const sum = years.reduce((one, other) => one + other, 0);
  rows.forEach((row, place) => {
    row.querySelector(".share").textContent = sum ? ((years[place] / sum) * 100).toFixed(1) : "—";
  });
  const written = figures.format(sum / scale);
  table.querySelector('[data-sum="y"]').textContent = written;
  document.getElementById("split-sum").textContent = written;
  document.getElementById("split-rest").textContent = figures.format((whole - sum) / scale);
  const more = document.getElementById("split-more");
  const percent = (sum / whole - 1) * 100;
  const sign = percent > 0.04999 ? "+" : "";
  if (more) more.textContent = `${sign}${(Math.abs(percent) < 0.05 ? 0 : percent).toFixed(1)}%`;
  const fit = sum === whole ? "fits" : sum < whole ? "short" : "over";
  document.getElementById("fit-now").innerHTML = levels.querySelector(`[data-fit="${fit}"]`).innerHTML;
  for (let month = 1; month <= 12; month += 1) {
    const cells = rows.map((row) => valueOf(row.querySelector(`[name$=".${month}"][name^="m."]`)));
    const total = cells.reduce((one, other) => one + other, 0);
    table.querySelector(`[data-sum="${month}"]`).textContent = figures.format(total / scale);
  }
}

function paste(event) {
  const text = event.clipboardData.getData("text/plain");
  if (!/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input.number")]);
  const top = rows.findIndex((row) => row.includes(event.target));
  const left = rows[top].indexOf(event.target);
  text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => {
    line.split("\t").forEach((cell, across) => {
      const field = rows[top + down]?.[left + across];
      if (field) field.value = cell.trim();
    });
  });
  addUp();
}

function move(event) {
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  if (!step || !event.target.matches("input.number")) return;
  event.preventDefault();
  const cell = event.target.closest("td");
  const row = event.target.closest("tr");
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  next?.cells[cell.cellIndex]?.querySelector("input")?.focus();
}

table.addEventListener("input", addUp);
table.addEventListener("paste", (event) => {
  if (event.target.matches("input.number")) paste(event);
});
table.addEventListener("keydown", move);
