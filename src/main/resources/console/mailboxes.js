// Mailboxes by depth or by age.

import { bytes, count, duration } from "./format.js";
import { fill, whenEmpty } from "./panels.js";

export class Mailboxes {
  #tabs = [...document.querySelectorAll("[role=tab]")];
  #panel = document.getElementById("mailbox-list");
  #body = document.querySelector("#mailboxes tbody");
  #sum = document.getElementById("census");
  #example = document.getElementById("send-example");
  #order = "deepest";
  #state;

  constructor() {
    for (const tab of this.#tabs) {
      tab.addEventListener("click", () => this.#choose(tab));
      tab.addEventListener("keydown", (event) => this.#step(event));
    }
  }

  #choose(tab) {
    for (const each of this.#tabs) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", String(chosen));
      each.tabIndex = chosen ? 0 : -1;
    }
    this.#panel.setAttribute("aria-labelledby", tab.id);
    this.#order = tab.id === "tab-oldest" ? "oldest" : "deepest";
    tab.focus();
    if (this.#state) {
      this.show(this.#state);
    }
  }

  #step(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    const step = steps[event.key];
    if (step) {
      const here = this.#tabs.indexOf(event.currentTarget);
      this.#choose(this.#tabs.at((here + step) % this.#tabs.length));
      event.preventDefault();
    }
  }

  show(state) {
    this.#state = state;
    const now = Date.parse(state.at);
    const census = state.census;
    if (!census) {
      this.#sum.textContent = "This process holds no mailboxes; look at an instance that has the role streams.";
      return;
    }
    this.#sum.textContent =
      `${count(census.messages)} messages, ${bytes(census.bytes)}, in ${count(census.holding)} mailboxes; ` +
      `${count(census.handed_out)} handed out, ${count(census.dead)} dead` +
      (census.complete ? "" : "; still counting");
    const listed = state[this.#order];
    const most = Math.max(1, ...listed.map((each) => each.messages));
    fill(this.#body, listed, (each) => each.mailbox, (each) => [
      { text: each.mailbox, kind: "mono name", title: each.mailbox, share: each.messages / most },
      { text: count(each.messages), kind: "num" },
      { text: count(each.handed_out), kind: "num" },
      { text: bytes(each.bytes), kind: "num" },
      { text: each.oldest_at ? duration((now - Date.parse(each.oldest_at)) / 1000) : "", kind: "num" },
      { text: each.gateway ?? "nobody", kind: each.gateway ? "mono" : "muted" },
    ]);
    whenEmpty(this.#panel, listed.length === 0);
    const gateway = state.instance.gateway ?? "http://GATEWAY:8080";
    this.#example.textContent =
      `curl -X POST ${gateway}/v1/mailboxes/alice/messages \\\n  -H 'content-type: application/json' -d '{"payload":{"text":"hello"}}'`;
  }
}
