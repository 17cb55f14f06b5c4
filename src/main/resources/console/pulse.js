// Follows the process: its past once, then its state about once a second.

const WINDOW = 5 * 60 * 1000;
const SMOOTH = 5000;

export class Pulse {
  #notes = [];

  /** Counts and measures noted before this page was opened. */
  begin(past) {
    this.#notes = past.map((note) => ({ ...note, at: Date.parse(note.at) }));
  }

  add(state) {
    const note = { ...state.now, at: Date.parse(state.at) };
    const last = this.#notes.at(-1);
    if (last && note.at <= last.at) {
      return;
    }
    this.#notes.push(note);
    while (this.#notes.length > 1 && this.#notes[0].at < note.at - WINDOW) {
      this.#notes.shift();
    }
  }

  /** What a measure was, as points of time and value. */
  measures(name) {
    return this.#notes.map((note) => [note.at, note[name] ?? 0]);
  }

  /** How a count rose, a second, as points of time and value. */
  rates(name) {
    const points = [];
    for (let i = 1; i < this.#notes.length; i++) {
      const [before, after] = [this.#notes[i - 1], this.#notes[i]];
      points.push([after.at, perSecond(before, after, (note) => note[name] ?? 0)]);
    }
    return points;
  }

  /** How a count rises now, a second. */
  rate(name) {
    const after = this.#notes.at(-1);
    const before = after && this.#notes.findLast((note) => note.at <= after.at - SMOOTH);
    return before ? perSecond(before, after, (note) => note[name] ?? 0) : 0;
  }
}

/** A count that was started anew has not fallen. */
export function perSecond(before, after, value) {
  const seconds = (after.at - before.at) / 1000;
  return seconds > 0 ? Math.max(0, value(after) - value(before)) / seconds : 0;
}

/** Counts by name, each with how it rises. */
export class Counts {
  #seen = [];

  add(at, counts) {
    const time = Date.parse(at);
    this.#seen.push({ at: time, counts });
    while (this.#seen.length > 2 && this.#seen[1].at <= time - SMOOTH) {
      this.#seen.shift();
    }
  }

  rate(name) {
    const [before, after] = [this.#seen[0], this.#seen.at(-1)];
    return this.#seen.length < 2 ? 0 : perSecond(before, after, (each) => each.counts[name] ?? 0);
  }
}

/** Follows the events; the browser connects again by itself, a page that is not seen does not follow. */
export function follow(onState, onStream) {
  let events;
  const open = () => {
    events = new EventSource("/console/events");
    events.addEventListener("open", () => onStream("live"));
    events.addEventListener("error", () => onStream("lost"));
    events.addEventListener("state", (event) => {
      onStream("live");
      onState(JSON.parse(event.data));
    });
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      events.close();
      onStream("paused");
    } else if (events.readyState === EventSource.CLOSED) {
      open();
    }
  });
  open();
}
