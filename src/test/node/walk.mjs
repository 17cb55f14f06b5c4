// An unchanged client of rpc-websockets 7 walks through the mailbox protocol: node walk.mjs ws://127.0.0.1:8080/ [mailbox]
import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { Wallet } from "./wallet.mjs"

const [address, connectionId = `walk-${randomUUID()}`] = process.argv.slice(2)
if (!address) {
  console.error("usage: node walk.mjs WS-URL [MAILBOX]")
  process.exit(2)
}

const payload = { protected: "eyJ0eXAi", unicode: "ü 💌", nested: { list: [1, 2.5, null], no: false } }
let heard = 0

async function nextMessage(wallet) {
  heard += 1
  const message = (await wallet.receivedAtLeast(heard))[heard - 1]
  assert.equal(message.connectionId, connectionId)
  return message
}

async function walk() {
  const wallet = await Wallet.at(address)
  const { client } = wallet
  const call = async (method, params) => {
    const result = await wallet.call(method, connectionId, params)
    console.log(`${method} → ${JSON.stringify(result)}`)
    return result
  }

  assert.deepEqual(await client.subscribe("messagesReceived"), { messagesReceived: "ok" })

  const first = await call("addMessage", { recipientDids: ["did:example:1"], payload })
  assert.equal(typeof first.messageId, "string")
  assert.equal(await call("getLiveSession"), false)
  assert.equal(await call("addLiveSession", { sessionId: "walk" }), true)
  assert.equal(await call("getLiveSession"), true)

  const backlog = await nextMessage(wallet)
  assert.equal(backlog.id, first.messageId)
  assert.deepEqual(backlog.encryptedMessage, payload)
  assert.ok(!Number.isNaN(Date.parse(backlog.receivedAt)))

  const second = await call("addMessage", { recipientDids: [], payload: "second" })
  assert.equal((await nextMessage(wallet)).id, second.messageId)

  const taken = await call("takeFromQueue")
  assert.deepEqual(taken.map((message) => message.id), [first.messageId, second.messageId])
  const limited = await call("takeFromQueue", { limit: 1, recipientDid: "did:example:1" })
  assert.deepEqual(limited.map((message) => message.id), [first.messageId])
  assert.equal(await call("getAvailableMessageCount"), 2)

  assert.equal(await call("removeMessages", { messageIds: [first.messageId] }), true)
  assert.equal(await call("getAvailableMessageCount"), 1)
  const deleted = await call("takeFromQueue", { deleteMessages: true })
  assert.deepEqual(deleted.map((message) => message.id), [second.messageId])
  assert.equal(await call("getAvailableMessageCount"), 0)

  assert.equal(await call("removeLiveSession"), true)
  assert.equal(await call("removeLiveSession"), false)
  assert.deepEqual(await client.unsubscribe("messagesReceived"), { messagesReceived: "ok" })

  await assert.rejects(client.call("addMessage", { connectionId }), (error) => error.code === -32602)
  await assert.rejects(client.call("nosuch", {}), (error) => error.code === -32601)
}

walk().then(
  () => {
    console.log("The walk is done.")
    process.exit(0)
  },
  (failure) => {
    console.error(failure)
    process.exit(1)
  },
)
