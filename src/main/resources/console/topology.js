// The topology with live rates: drawn by the process, coloured and numbered here.

import { count, rate } from "./format.js";
import { Counts } from "./pulse.js";

export class Flow {
  #root = document.getElementById("flow");
  #rows = document.querySelector("#flow-rates tbody");
  #counts = new Counts();
  #things = new Map();
  #ways = [];

  async load() {
    const answer = await fetch("/console/topology.svg");
    const drawing = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
    const svg = document.importNode(drawing.documentElement, true);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", "The topology; the table below says the same in words");
    this.#root.replaceChildren(svg);
    for (const element of svg.querySelectorAll(".thing")) {
      this.#things.set(element.dataset.node, element);
    }
    this.#ways = [...svg.querySelectorAll(".way")];
    this.#table();
  }

  #topics() {
    return [...this.#things].filter(([, element]) => !element.classList.contains("processor"));
  }

  #table() {
    this.#rows.replaceChildren(
      ...this.#topics().map(([node, element]) => {
        const row = document.createElement("tr");
        row.dataset.node = node;
        const cells = [
          element.querySelector(".name").textContent,
          element.classList.contains("input") ? "read" : "written",
          "0",
          "0",
        ];
        cells.forEach((text, index) => {
          const cell = document.createElement("td");
          cell.textContent = text;
          cell.className = index === 0 ? "mono" : index > 1 ? "num" : "";
          row.append(cell);
        });
        return row;
      }),
    );
  }

  show(state) {
    if (!state.nodes || this.#things.size === 0) {
      return;
    }
    this.#counts.add(state.at, state.nodes);
    const rates = new Map(this.#topics().map(([node]) => [node, this.#counts.rate(node)]));
    for (const [node, element] of this.#things) {
      const value = rates.get(node);
      element.querySelector(".rate").textContent = value === undefined ? "" : `${rate(value)} /s`;
      element.classList.toggle("busy", value > 0);
    }
    for (const way of this.#ways) {
      const value = rates.get(way.dataset.from) ?? rates.get(way.dataset.to) ?? 0;
      way.classList.toggle("busy", value > 0);
      way.setAttribute("stroke-width", value > 0 ? (1.4 + Math.min(3, Math.log10(1 + value))).toFixed(1) : "1.2");
    }
    for (const row of this.#rows.children) {
      row.children[2].textContent = rate(rates.get(row.dataset.node) ?? 0);
      row.children[3].textContent = count(state.nodes[row.dataset.node] ?? 0);
    }
  }
}
