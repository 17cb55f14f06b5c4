// The page: follows the process and lets each part show its share of the state.

import { spark } from "./charts.js";
import { count, duration, rate } from "./format.js";
import { Knocks } from "./knocks.js";
import { Letters } from "./letters.js";
import { Mailboxes } from "./mailboxes.js";
import { Panels } from "./panels.js";
import { follow, Pulse } from "./pulse.js";
import { Flow } from "./topology.js";

const pulse = new Pulse();
const flow = new Flow();
const mailboxes = new Mailboxes();
const letters = new Letters();
const knocks = new Knocks();
const panels = new Panels();
const stream = document.getElementById("stream");
const streamWords = { live: "live", lost: "connecting again", paused: "paused" };

const figures = {
  messages: { text: (state) => count(state.now.messages), points: () => pulse.measures("messages"), small: (state) => (state.census?.complete === false ? "still counting" : "messages") },
  oldest: { text: (state) => duration(state.now.oldest), points: () => pulse.measures("oldest"), small: () => "the oldest message" },
  stored: { text: () => rate(pulse.rate("stored")), points: () => pulse.rates("stored"), small: (state) => `a second, ${count(state.now.stored)} in all` },
  hand_outs: { text: () => rate(pulse.rate("hand_outs")), points: () => pulse.rates("hand_outs"), small: (state) => `a second, ${count(state.now.hand_outs)} in all` },
  acknowledgements: { text: () => rate(pulse.rate("acknowledgements")), points: () => pulse.rates("acknowledgements"), small: (state) => `a second, ${count(state.now.acknowledgements)} in all` },
  sessions: { text: (state) => count(state.now.sessions), points: () => pulse.measures("sessions"), small: () => "hold a mailbox" },
};

function showFigures(state) {
  for (const [name, figure] of Object.entries(figures)) {
    const tile = document.querySelector(`[data-figure=${name}]`);
    tile.querySelector("b").textContent = figure.text(state);
    tile.querySelector("small").textContent = figure.small(state);
    spark(tile.querySelector(".spark"), figure.points());
  }
}

function show(state) {
  pulse.add(state);
  showFigures(state);
  flow.show(state);
  mailboxes.show(state);
  panels.show(state);
  letters.show(state);
  knocks.show(state);
}

function showStream(now) {
  if (stream.dataset.state !== now) {
    stream.dataset.state = now;
    stream.textContent = streamWords[now];
  }
}

async function past() {
  const answer = await fetch("/console/past");
  pulse.begin((await answer.json()).past);
}

// Without its past or its drawing the page is still worth following.
await Promise.allSettled([past(), flow.load()]);
follow(show, showStream);
