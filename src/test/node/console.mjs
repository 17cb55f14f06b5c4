// The console page in a real Chromium: node console.mjs OPERATIONS GATEWAY CHROMIUM PROFILE PICTURES
// Each scene prints a line; whatever is not as it should be ends the process with 1.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [operations, gateway, executablePath, profile, pictures] = process.argv.slice(2);
const PATIENCE = 60_000;

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const browser = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  args: flags,
  viewport: { width: 1360, height: 900 },
  colorScheme: "light",
});
const page = browser.pages()[0] ?? (await browser.newPage());
page.setDefaultTimeout(PATIENCE);
const wrong = [];
page.on("console", (message) => {
  if (message.type() === "error" || message.type() === "warning") {
    wrong.push(`${message.text()} (${message.location().url})`);
  }
});
page.on("pageerror", (error) => wrong.push(String(error)));
page.on("request", (request) => {
  if (!request.url().startsWith(operations)) {
    wrong.push(`asked elsewhere: ${request.url()}`);
  }
});

function done(scene) {
  assert.deepEqual(wrong, [], scene);
  console.log(scene);
}

async function post(path, body) {
  const answer = await fetch(gateway + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer.json();
}

async function status(mailbox) {
  return (await fetch(`${gateway}/v1/mailboxes/${mailbox}`)).json();
}

/** Holds the mailbox's live session for as long as it takes that its messages are handed out too often. */
async function letDie(mailbox) {
  const over = new AbortController();
  const stream = await fetch(`${gateway}/v1/mailboxes/${mailbox}/stream`, { signal: over.signal });
  assert.equal(stream.status, 200);
  const deadline = Date.now() + PATIENCE;
  while ((await status(mailbox)).dead_count < 1) {
    assert.ok(Date.now() < deadline, `the message of ${mailbox} does not die`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  over.abort();
}

const figure = (name) => page.locator(`[data-figure=${name}] b`);

async function loads() {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        window.shifts.push({ value: entry.value, of: entry.sources.map((source) => source.node?.id || source.node?.className || source.node?.nodeName) });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  const answer = await page.goto(operations);
  assert.match(answer.headers()["content-security-policy"], /default-src 'none'; script-src 'self'/);
  await page.locator("#stream[data-state=live]").waitFor();
  await page.locator("#ready[data-state=good]").waitFor();
  await page.locator("#flow svg .thing").first().waitFor();
  await page.locator("#mailbox-list .empty").waitFor();
  assert.match(await page.locator("#send-example").textContent(), new RegExp(`curl -X POST ${gateway}/v1/mailboxes`));
  await page.evaluate(() => (window.neverLoadedAgain = true));
  done("It loads, and says what to do when there is nothing.");
}

async function follows() {
  assert.equal(await figure("messages").textContent(), "0");
  await post("/v1/mailboxes/alice/messages", { payload: { text: "hello" } });
  await page.locator("[data-figure=messages] b", { hasText: /^1$/ }).waitFor();
  await page.locator("#mailboxes td.name", { hasText: "alice" }).waitFor();
  for (let i = 0; i < 30; i++) {
    await post(`/v1/mailboxes/did:example:${i % 9}/messages`, { payload: { number: i }, push: { type: "fcm", token: `device-${i % 9}` } });
  }
  await page.locator("[data-figure=messages] b", { hasText: /^31$/ }).waitFor();
  await page.locator(".thing.input.busy", { hasText: "mailbox.messages" }).waitFor();
  assert.ok(await page.evaluate(() => window.neverLoadedAgain));
  done("It follows what happens without being loaded again.");
}

/** Relay sessions are counted by state as soon as the process knows of one. */
async function saysWhatThereIsNotYet() {
  for (const [panel, words] of [["relay", "No relay session"], ["sessions", "Nobody holds"]]) {
    const shown = page.locator(`#${panel} .none`);
    await shown.waitFor();
    assert.ok((await shown.textContent()).includes(words), panel);
  }
  done("A panel without anything says what would be there.");
}

async function putsBack() {
  await post("/v1/mailboxes/bob/messages", { payload: "nobody acknowledges this", id: "given-up" });
  await letDie("bob");
  const button = page.getByRole("button", { name: "Put the message of bob back" });
  await button.waitFor();
  await page.locator("#letters td.reason", { hasText: "is not JSON" }).waitFor();
  await page.locator("#letters td", { hasText: "mend and write anew" }).first().waitFor();
  if (pictures) {
    await picture("light", { width: 1360, height: 900 });
    await picture("dark", { width: 1360, height: 900 });
    await picture("narrow", { width: 360, height: 760 });
    await page.setViewportSize({ width: 1360, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
  }
  await button.focus();
  await page.keyboard.press("Enter");
  await page.locator("#letters-told", { hasText: "Message given-up waits in bob again" }).waitFor();
  const after = await status("bob");
  assert.equal(after.message_count, 1);
  assert.equal(after.dead_count, 0);
  done("A dead letter is put back by keyboard.");
}

async function picture(name, viewport) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: name === "dark" ? "dark" : "light" });
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

/** Everything that can be used has its turn when Tab is pressed, and is seen to have it. */
async function isUsedByKeyboard() {
  const wanted = await page.evaluate(() => {
    const usable = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter(
      (each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility() && (each.type !== "radio" || each.checked),
    );
    usable.forEach((each, index) => (each.dataset.turn = String(index)));
    return usable.map((each) => each.outerHTML.slice(0, 90));
  });
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  const had = new Set();
  for (let i = 0; i < wanted.length + 5; i++) {
    await page.keyboard.press("Tab");
    const turn = await page.evaluate(() => {
      const here = document.activeElement;
      const shown = here.type === "radio" ? here.nextElementSibling : here;
      const style = getComputedStyle(shown);
      return { turn: here.dataset?.turn, outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, html: here.outerHTML.slice(0, 90) };
    });
    if (turn.turn !== undefined) {
      assert.ok(turn.outline, `the focus is not seen on ${turn.html}`);
      had.add(turn.turn);
    }
  }
  const missed = wanted.filter((html, index) => !had.has(String(index)));
  assert.deepEqual(missed, [], "not reached by Tab");
  await page.locator("#tab-deepest").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#tab-oldest").getAttribute("aria-selected"), "true");
  await page.locator("input[value=auto]").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  done(`All ${wanted.length} controls are reached by keyboard, each with a focus that is seen.`);
}

async function fitsOnAPhone() {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.waitForTimeout(300);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `the page is ${wide} wide where 360 are to be had`);
  await page.setViewportSize({ width: 1360, height: 900 });
  done("At 360 pixels nothing is scrolled sideways.");
}

/** WCAG 2.2, 1.4.3: every text that is seen against what is painted behind it. */
async function isReadIn(scheme) {
  await page.emulateMedia({ colorScheme: scheme });
  await page.waitForTimeout(700);
  const pale = await page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const channels = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = ([r, g, b]) =>
      [r, g, b]
        .map((each) => each / 255)
        .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
        .reduce((sum, each, index) => sum + each * [0.2126, 0.7152, 0.0722][index], 0);
    const behind = (element) => {
      for (let each = element; each; each = each.parentElement) {
        const style = getComputedStyle(each);
        const box = each.matches?.(".thing") ? getComputedStyle(each.querySelector("rect")).fill : style.backgroundColor;
        const painted = channels(box);
        if (painted[3] === 255) {
          return painted;
        }
      }
      return [255, 255, 255, 255];
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let seen = 0;
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest(".hidden, .skip, script, dialog")) {
        continue;
      }
      seen++;
      const style = getComputedStyle(element);
      const ink = light(channels(element.closest("svg") ? style.fill : style.color));
      const ground = light(behind(element));
      const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
      if (ratio < 4.5) {
        found.push(`${ratio.toFixed(2)} ${element.className?.baseVal ?? element.className} ${walker.currentNode.textContent.trim().slice(0, 40)}`);
      }
    }
    return { seen, found };
  });
  assert.deepEqual(pale.found, [], `too pale in ${scheme}`);
  assert.ok(pale.seen > 80, `only ${pale.seen} texts were looked at`);
  done(`${pale.seen} texts have their contrast in ${scheme} colours.`);
}

async function standsStill() {
  const shifts = await page.evaluate(() => window.shifts);
  const sum = shifts.reduce((total, each) => total + each.value, 0);
  assert.ok(sum < 0.05, `things moved: ${JSON.stringify(shifts.filter((each) => each.value > 0.005))}`);
  done(`Nothing jumps about: layout shift ${sum.toFixed(4)}.`);
}

async function comesBack() {
  await page.locator("input[value=dark]").check();
  await page.reload();
  await page.locator("#stream[data-state=live]").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.locator("input[value=auto]").check();
  done("The choice of colours is kept.");
}

try {
  await loads();
  await follows();
  await standsStill();
  await saysWhatThereIsNotYet();
  await putsBack();
  await isUsedByKeyboard();
  await fitsOnAPhone();
  await isReadIn("light");
  await isReadIn("dark");
  await comesBack();
  console.log("The page is as it should be.");
} finally {
  await browser.close();
}
