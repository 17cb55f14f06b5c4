// What the stand-in for Firebase got, where one runs: the newest knocks, as devices would have had them.

import { moment } from "./format.js";
import { fill } from "./panels.js";

const SELDOM = 5_000;
const SHOWN = 8;

export class Knocks {
  #region = document.getElementById("knocks");
  #body = document.querySelector("#knocks tbody");
  #sum = document.getElementById("knocks-sum");
  #answered = -1;
  #asked = -Infinity;
  #none = false;

  /** Asks when this process has heard of more answers; never again where there is no stand-in. */
  show(state) {
    const answered = (state.pushes ?? []).reduce((sum, each) => sum + each.count, 0);
    if (!this.#none && answered > 0 && answered !== this.#answered && performance.now() - this.#asked > SELDOM) {
      this.#answered = answered;
      this.#asked = performance.now();
      this.#read();
    }
  }

  async #read() {
    try {
      const answer = await fetch("/local/push");
      if (answer.status === 404) {
        this.#none = true;
        return;
      }
      const { received, messages } = await answer.json();
      this.#region.hidden = received === 0;
      const newest = messages.slice(-SHOWN).reverse();
      fill(this.#body, newest, (each) => `${each.at} ${each.token}`, (each) => [
        { text: moment(each.at, Date.now()), kind: "num time" },
        { text: each.token, kind: "mono name", title: each.token },
        { text: each.answer.toLowerCase() },
      ]);
      this.#sum.textContent = `The newest ${newest.length} of ${received} that the stand-in for Firebase got`;
    } catch {
      this.#answered = -1;
    }
  }
}
