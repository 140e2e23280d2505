// Panels take turns and are renewed in place; without this script the page is one long page.
"use strict";

const body = document.body;
const holder = document.getElementById("panels");
const place = document.getElementById("wall-place");
let at = 0;
let paused = false;
let timer = 0;

function panels() {
  return [...holder.querySelectorAll(".panel")];
}

function show(number) {
  const all = panels();
  if (!all.length) return;
  at = (number + all.length) % all.length;
  all.forEach((panel, index) => panel.classList.toggle("now", index === at));
  place.textContent = `${at + 1} / ${all.length}` + (paused ? ` · ${body.dataset.paused}` : "");
  clearTimeout(timer);
  if (!paused) timer = setTimeout(turn, body.dataset.turn * 1000);
}

function turn() {
  holder.classList.remove("still");
  show(at + 1);
}

async function renew() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (answer.ok && !answer.redirected) {
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = found.getElementById("panels");
      const known = panels()[at]?.id;
      if (fresh) {
        const now = [...fresh.querySelectorAll(".panel")];
        at = Math.max(0, now.findIndex((panel) => panel.id === known));
        now[at]?.classList.add("now");
        holder.classList.add("still");
        holder.replaceChildren(...fresh.childNodes);
        document.getElementById("wall-time").textContent =
          found.getElementById("wall-time").textContent;
      }
    } else if (answer.redirected) {
      location.reload();
    }
  } catch {
    // The network is away: what is shown stays, and the time beside it says how old it is.
  }
  setTimeout(renew, body.dataset.renew * 1000);
}

document.addEventListener("keydown", (event) => {
  const next = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if (next) {
    holder.classList.remove("still");
    show(at + next);
    event.preventDefault();
  } else if (event.key === " ") {
    paused = !paused;
    show(at);
    event.preventDefault();
  }
});

body.classList.add("turning");
document.querySelector(".wall-keys").hidden = false;
show(0);
setTimeout(renew, body.dataset.renew * 1000);
