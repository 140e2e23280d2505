// Draws the charts of a page from the specifications that stand in it.
"use strict";

const options = {
  actions: false,
  ast: true, // without it expressions would need unsafe-eval
  defaultStyle: false,
  renderer: "svg",
  tooltip: { disableDefaultStyle: true },
};

for (const figure of document.querySelectorAll("figure.chart")) {
  const specification = JSON.parse(document.getElementById(figure.dataset.spec).textContent);
  vegaEmbed(figure.querySelector(".drawing"), specification, options);
}
