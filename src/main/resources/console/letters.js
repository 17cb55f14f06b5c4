// Dead letters, and putting them back.

import { moment } from "./format.js";
import { fill, whenEmpty } from "./panels.js";

const SELDOM = 15_000;

export class Letters {
  #region = document.querySelector("#letters").parentElement;
  #body = document.querySelector("#letters tbody");
  #sum = document.getElementById("letters-sum");
  #told = document.getElementById("letters-told");
  #more = document.getElementById("letters-more");
  #dialog = document.getElementById("token-dialog");
  #token = document.getElementById("token");
  #letters = [];
  #cursor;
  #shown = -1;
  #asked = -Infinity;
  #closed = false;
  #back = new Set();

  constructor() {
    this.#more.addEventListener("click", () => this.#read(true));
  }

  /** Asks again when there are more of them, and now and then because other instances have some too. */
  show(state) {
    this.#closed = state.instance.closed;
    const here = state.now.dead_letters ?? 0;
    if (here !== this.#shown || performance.now() - this.#asked > SELDOM) {
      this.#shown = here;
      this.#asked = performance.now();
      this.#read(false);
    }
  }

  async #read(older) {
    try {
      const path = older && this.#cursor ? `?cursor=${encodeURIComponent(this.#cursor)}` : "";
      const answer = await fetch(`/console/dead-letters${path}`);
      const body = await answer.json();
      if (!answer.ok) {
        this.#sum.textContent = body.detail;
        return;
      }
      if (older) {
        this.#letters.push(...body.dead_letters);
        this.#cursor = body.cursor;
      } else {
        const newest = new Set(body.dead_letters.map((each) => each.id));
        const below = this.#letters.filter((each) => !newest.has(each.id));
        const all = this.#letters.length === 0 || below.length === 0;
        this.#letters = [...body.dead_letters, ...below];
        this.#cursor = all ? body.cursor : this.#cursor;
      }
      this.#draw();
    } catch {
      this.#sum.textContent = "The dead letters cannot be read now; the page asks again.";
    }
  }

  #draw() {
    fill(this.#body, this.#letters, (each) => each.id, (each) => [
      { text: moment(each.at, Date.now()), kind: "num time" },
      { text: each.room },
      { text: each.reason, kind: "reason" },
      { text: each.mailbox ?? each.source, kind: "mono name", title: `${each.source}${each.mailbox ? `, mailbox ${each.mailbox}` : ""}` },
      { text: String(each.attempts), kind: "num" },
      this.#action(each),
    ]);
    whenEmpty(this.#region, this.#letters.length === 0);
    this.#more.hidden = !this.#cursor;
    this.#sum.textContent = this.#letters.length === 0 ? "" : `The newest ${this.#letters.length}, of all instances`;
  }

  #action(letter) {
    if (this.#back.has(letter.id)) {
      return { text: "put back", kind: "muted" };
    }
    if (!letter.can_be_put_back) {
      return { text: "mend and write anew", kind: "muted" };
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "small";
    button.dataset.key = letter.id;
    button.textContent = "Put back";
    button.setAttribute("aria-label", `Put the message of ${letter.mailbox} back`);
    button.addEventListener("click", () => this.#putBack(letter, button));
    return { element: button };
  }

  async #putBack(letter, button) {
    if (this.#closed && !this.#token.value && !(await this.#askForToken())) {
      button.focus();
      return;
    }
    button.disabled = true;
    this.#told.textContent = `Putting the message of ${letter.mailbox} back …`;
    try {
      const headers = { "content-type": "application/json" };
      if (this.#token.value) {
        headers.authorization = `Bearer ${this.#token.value}`;
      }
      const answer = await fetch(`/console/dead-letters/${encodeURIComponent(letter.id)}/put-back`, { method: "POST", headers, body: "{}" });
      const body = await answer.json();
      if (answer.ok) {
        this.#back.add(letter.id);
        this.#told.textContent = `Message ${body.id} waits in ${body.mailbox} again, its attempts counted anew.`;
        this.#draw();
        this.#region.focus();
      } else {
        if (answer.status === 401 || answer.status === 403) {
          this.#token.value = "";
        }
        this.#told.textContent = body.detail;
        button.disabled = false;
        button.focus();
      }
    } catch {
      this.#told.textContent = "No answer came; whether the message was put back is not known. Try again: it cannot be put back twice.";
      button.disabled = false;
    }
  }

  #askForToken() {
    return new Promise((resolve) => {
      const over = new AbortController();
      const end = (used) => {
        over.abort();
        this.#dialog.close();
        if (!used) {
          this.#token.value = "";
        }
        resolve(used && this.#token.value !== "");
      };
      const { signal } = over;
      document.getElementById("token-use").addEventListener("click", () => end(true), { signal });
      document.getElementById("token-cancel").addEventListener("click", () => end(false), { signal });
      this.#dialog.addEventListener("cancel", () => end(false), { signal });
      this.#token.addEventListener("keydown", (event) => event.key === "Enter" && end(true), { signal });
      this.#dialog.showModal();
      this.#token.focus();
    });
  }
}
