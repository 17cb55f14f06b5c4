// Unchanged clients of rpc-websockets 7 at two gateways of one installation: node two-gateways.mjs WS-URL WS-URL
import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { Wallet, play } from "./wallet.mjs"

const [first, second] = process.argv.slice(2)
if (!first || !second) {
  console.error("usage: node two-gateways.mjs WS-URL WS-URL")
  process.exit(2)
}

const numbers = (count) => Array.from({ length: count }, (_, index) => index)
const payloads = (messages) => messages.map((message) => message.encryptedMessage)
const ids = (messages) => messages.map((message) => message.id)
const box = (name) => `${name}-${randomUUID()}`

async function add(wallet, mailbox, payload, more) {
  return (await wallet.call("addMessage", mailbox, { payload, ...more })).messageId
}

const scenes = {
  async "40 adds in flight keep their order"(here, there) {
    const mailbox = box("order")
    const added = await Promise.all(numbers(40).map((number) => add(here, mailbox, number)))
    const taken = await there.call("takeFromQueue", mailbox)
    assert.deepEqual(payloads(taken), numbers(40))
    assert.deepEqual(ids(taken), added)
  },

  async "a take at the other gateway sees what was added, and not what was removed"(here, there) {
    const mailbox = box("seen")
    for (const number of numbers(20)) {
      const [one, other] = number % 2 === 0 ? [here, there] : [there, here]
      const id = await add(one, mailbox, number)
      assert.deepEqual(ids(await other.call("takeFromQueue", mailbox)), [id])
      assert.equal(await other.call("removeMessages", mailbox, { messageIds: [id] }), true)
      assert.deepEqual(await one.call("takeFromQueue", mailbox), [])
      assert.equal(await one.call("getAvailableMessageCount", mailbox), 0)
    }
  },

  async "message 30 of 30 can be removed"(here, there) {
    const mailbox = box("thirty")
    const added = await Promise.all(numbers(30).map((number) => add(here, mailbox, number)))
    assert.equal(await there.call("removeMessages", mailbox, { messageIds: [added[29]] }), true)
    assert.deepEqual(ids(await here.call("takeFromQueue", mailbox)), added.slice(0, 29))
    assert.equal(await here.call("getAvailableMessageCount", mailbox), 29)
  },

  async "an oversized head does not block"(here, there) {
    const mailbox = box("oversized")
    const large = await add(here, mailbox, "x".repeat(5_000))
    const small = await add(here, mailbox, "small")
    assert.deepEqual(ids(await there.call("takeFromQueue", mailbox, { limitBytes: 100 })), [large])
    await there.call("removeMessages", mailbox, { messageIds: [large] })
    assert.deepEqual(ids(await here.call("takeFromQueue", mailbox, { limitBytes: 100 })), [small])
  },

  async "a recipient's messages are counted and removed from either side"(here, there) {
    const mailbox = box("recipients")
    await add(here, mailbox, 1, { recipientDids: ["did:a"] })
    const kept = await add(there, mailbox, 2, { recipientDids: ["did:b"] })
    await add(here, mailbox, 3, { recipientDids: ["did:a", "did:b"] })
    await there.call("takeFromQueue", mailbox)
    assert.equal(await there.call("getAvailableMessageCount", mailbox, { recipientDid: "did:a" }), 2)
    assert.equal(await there.call("removeAllMessages", mailbox, { recipientDid: "did:a" }), true)
    assert.deepEqual(ids(await here.call("takeFromQueue", mailbox)), [kept])
  },

  async "of two that take and delete at once each message goes to one"(here, there) {
    const mailbox = box("delete")
    const added = await Promise.all(numbers(60).map((number) => add(here, mailbox, number)))
    const takes = numbers(6).map((number) =>
      (number % 2 === 0 ? here : there).call("takeFromQueue", mailbox, { limit: 10, deleteMessages: true }),
    )
    const taken = (await Promise.all(takes)).flatMap(ids)
    assert.deepEqual(taken.toSorted(), added.toSorted())
    assert.deepEqual(await there.call("takeFromQueue", mailbox), [])
  },

  async "100 live messages arrive once each and in order"(here) {
    const mailbox = box("live")
    const receiver = await Wallet.at(second)
    receiver.onMessage = (message) => receiver.call("removeMessages", mailbox, { messageIds: [message.id] })
    assert.equal(await receiver.call("addLiveSession", mailbox, { sessionId: "live" }), true)
    assert.equal(await here.call("getLiveSession", mailbox), true)
    await Promise.all(numbers(100).map((number) => add(here, mailbox, number)))
    await receiver.receivedAtLeast(100)
    while ((await receiver.call("getAvailableMessageCount", mailbox)) > 0) {}
    assert.deepEqual(payloads(receiver.received), numbers(100))
    receiver.close()
  },

  async "a takeover moves what is not acknowledged, and the loser's late remove does nothing"(here, there) {
    const mailbox = box("takeover")
    const loser = await Wallet.at(first)
    const winner = await Wallet.at(second)
    assert.equal(await loser.call("addLiveSession", mailbox, { sessionId: "loser" }), true)
    const added = await Promise.all(numbers(5).map((number) => add(here, mailbox, number)))
    assert.deepEqual(ids(await loser.receivedAtLeast(5)), added)
    await loser.call("removeMessages", mailbox, { messageIds: [added[0]] })

    assert.equal(await winner.call("addLiveSession", mailbox, { sessionId: "winner" }), true)
    assert.deepEqual(ids(await winner.receivedAtLeast(4)), added.slice(1))

    assert.equal(await loser.call("removeLiveSession", mailbox), false)
    assert.equal(await here.call("getLiveSession", mailbox), true)
    assert.equal(await there.call("getLiveSession", mailbox), true)
    const late = await add(here, mailbox, "late")
    assert.deepEqual(ids(await winner.receivedAtLeast(5)), [...added.slice(1), late])
    assert.equal(loser.received.length, 5)

    assert.equal(await winner.call("removeLiveSession", mailbox), true)
    assert.equal(await winner.call("getLiveSession", mailbox), false)
    loser.close()
    winner.close()
  },
}

await play(scenes, await Wallet.at(first), await Wallet.at(second))
