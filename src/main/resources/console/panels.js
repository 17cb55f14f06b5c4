// Tables and bars that are changed in place: what is looked at or has the focus stays where it is.

import { count, duration, words } from "./format.js";

/** Makes the rows of a table body those of the values, by key; a row that is there already is kept. */
export function fill(body, values, key, cells) {
  const known = new Map([...body.children].map((row) => [row.dataset.key, row]));
  values.forEach((value, index) => {
    const name = key(value);
    const row = known.get(name) ?? document.createElement("tr");
    known.delete(name);
    row.dataset.key = name;
    cells(value).forEach((cell, column) => show(row, column, cell));
    if (body.children[index] !== row) {
      body.insertBefore(row, body.children[index] ?? null);
    }
  });
  known.forEach((row) => row.remove());
}

function show(row, column, { text, kind = "", title, share, element }) {
  const cell = row.children[column] ?? row.appendChild(document.createElement("td"));
  if (element) {
    if (cell.firstElementChild?.dataset.key !== element.dataset.key) {
      cell.replaceChildren(element);
    }
    return;
  }
  if (cell.className !== kind) {
    cell.className = kind;
  }
  if (title) {
    cell.title = title;
  }
  if (cell.textContent !== text) {
    cell.textContent = text;
  }
  if (share !== undefined) {
    cell.style.setProperty("--share", `${(share * 100).toFixed(1)}%`);
  }
}

/** Shows what to do when there is nothing to show. */
export function whenEmpty(region, empty) {
  region.querySelector("table").hidden = empty;
  region.querySelector(".empty").hidden = !empty;
}

/** Words with their counts as bars, or a sentence when there are none. */
export function bars(root, counts, sentence) {
  const shown = (counts ?? []).filter((each) => each.count > 0);
  if (shown.length === 0) {
    if (root.dataset.empty !== sentence) {
      const text = document.createElement("p");
      text.className = "muted none";
      text.textContent = sentence;
      root.replaceChildren(text);
      root.dataset.empty = sentence;
    }
    return;
  }
  let list = root.querySelector("ul");
  if (!list) {
    list = document.createElement("ul");
    root.replaceChildren(list);
    delete root.dataset.empty;
  }
  const most = Math.max(...shown.map((each) => each.count));
  const known = new Map([...list.children].map((item) => [item.dataset.key, item]));
  shown.forEach((each, index) => {
    const item = known.get(each.word) ?? bar(each.word);
    known.delete(each.word);
    item.lastChild.textContent = count(each.count);
    item.style.setProperty("--share", `${((each.count / most) * 100).toFixed(1)}%`);
    if (list.children[index] !== item) {
      list.insertBefore(item, list.children[index] ?? null);
    }
  });
  known.forEach((item) => item.remove());
}

function bar(word) {
  const item = document.createElement("li");
  item.dataset.key = word;
  const name = document.createElement("span");
  name.textContent = words(word);
  const number = document.createElement("b");
  item.append(name, number);
  return item;
}

export class Panels {
  #ready = document.getElementById("ready");
  #trouble = document.getElementById("trouble");
  #partitions = document.getElementById("partitions");
  #instances = document.getElementById("instances");

  show(state) {
    this.#instance(state);
    this.#cluster(state);
    const by = (id) => document.getElementById(id);
    bars(
      by("sessions"),
      state.sessions?.map((each) => ({ word: each.gateway, count: each.count })),
      "Nobody holds a mailbox's live session. curl -N …/stream opens one.",
    );
    bars(by("sockets"), state.sockets, "No client is connected to this process.");
    bars(by("ends"), state.session_ends, "No session has ended since this process started.");
    bars(by("dropped"), state.dropped, "No message has expired, been evicted or purged.");
    bars(by("dead"), state.dead_letters, "Every record could be read, and no message was given up.");
    bars(by("rejections"), state.rejections, "Every record was accepted.");
    bars(by("pushes"), state.pushes, "No push has been sent by this process. A message with a push target, for a mailbox nobody holds, sends one.");
    bars(by("relay"), state.relay_sessions, "No relay session is known here. POST /v1/relays begins one.");
  }

  #instance(state) {
    const { instance } = state;
    document.getElementById("address").textContent = instance.address ?? "a gateway without stores";
    this.#ready.dataset.state = instance.ready ? "good" : "bad";
    this.#ready.textContent = instance.ready ? "ready" : "not ready";
    const troubles = (instance.troubles ?? []).join(" ");
    this.#trouble.hidden = troubles === "";
    if (this.#trouble.textContent !== troubles) {
      this.#trouble.textContent = troubles;
    }
    const up = duration((Date.parse(state.at) - Date.parse(instance.since)) / 1000);
    document.getElementById("version").textContent = `Restante ${instance.version}, up for ${up}`;
  }

  #cluster(state) {
    const addresses = state.instances ?? [];
    if (this.#instances.dataset.shown !== addresses.join()) {
      this.#instances.dataset.shown = addresses.join();
      this.#instances.replaceChildren(
        ...(addresses.length === 0 ? ["This process runs no topology."] : addresses.flatMap((address) => this.#link(address, state))),
      );
    }
    const restoring = new Map((state.restoring ?? []).map((each) => [each.partition, each]));
    const partitions = (state.partitions ?? []).map((each) => ({ ...each, restoring: restoring.get(each.partition) }));
    while (this.#partitions.children.length > partitions.length) {
      this.#partitions.lastChild.remove();
    }
    partitions.forEach((each, index) => {
      const item = this.#partitions.children[index] ?? this.#partitions.appendChild(partition());
      item.dataset.state = each.caught_up ? "good" : "busy";
      item.children[0].textContent = `Partition ${each.partition}`;
      item.children[1].textContent = each.restoring
        ? `restoring, ${count(each.restoring.records - each.restoring.restored)} records left`
        : each.caught_up
          ? "caught up"
          : "catching up";
      item.children[2].textContent = each.lag === 0 ? "no lag" : `${count(each.lag)} behind`;
    });
  }

  #link(address, state) {
    const here = address === state.instance.address;
    const link = document.createElement(here ? "strong" : "a");
    link.className = "mono";
    link.textContent = address;
    if (!here) {
      link.href = `${location.protocol}//${address}/`;
    }
    return [link, here ? " (this one) " : " "];
  }
}

function partition() {
  const item = document.createElement("li");
  item.append(document.createElement("b"), document.createElement("span"), document.createElement("span"));
  return item;
}
