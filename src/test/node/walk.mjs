// An unchanged client of rpc-websockets 7 walks through the mailbox protocol: node walk.mjs ws://127.0.0.1:8080/ [mailbox]
import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import rpcWebsockets from "rpc-websockets"

const [address, connectionId = `walk-${randomUUID()}`] = process.argv.slice(2)
if (!address) {
  console.error("usage: node walk.mjs WS-URL [MAILBOX]")
  process.exit(2)
}

const PATIENCE = 10_000
const payload = { protected: "eyJ0eXAi", unicode: "ü 💌", nested: { list: [1, 2.5, null], no: false } }

const client = new rpcWebsockets.Client(address, { autoconnect: true, reconnect: false })
const received = []
const waiting = []

function heard({ connectionId: mailbox, messages }) {
  assert.equal(mailbox, connectionId)
  messages.forEach((message) => (waiting.length > 0 ? waiting.shift()(message) : received.push(message)))
}

function nextMessage() {
  if (received.length > 0) return Promise.resolve(received.shift())
  return within("a message", new Promise((resolve) => waiting.push(resolve)))
}

function within(what, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} did not come within ${PATIENCE} ms`)), PATIENCE)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

async function call(method, params) {
  const result = await client.call(method, { connectionId, ...params }, 2_000)
  console.log(`${method} → ${JSON.stringify(result)}`)
  return result
}

async function walk() {
  await within("the connection", new Promise((resolve, reject) => client.once("open", resolve).once("error", reject)))

  client.on("messagesReceived", heard)
  assert.deepEqual(await client.subscribe("messagesReceived"), { messagesReceived: "ok" })

  const first = await call("addMessage", { recipientDids: ["did:example:1"], payload })
  assert.equal(typeof first.messageId, "string")
  assert.equal(await call("getLiveSession"), false)
  assert.equal(await call("addLiveSession", { sessionId: "walk" }), true)
  assert.equal(await call("getLiveSession"), true)

  const backlog = await nextMessage()
  assert.equal(backlog.id, first.messageId)
  assert.deepEqual(backlog.encryptedMessage, payload)
  assert.ok(!Number.isNaN(Date.parse(backlog.receivedAt)))

  const second = await call("addMessage", { recipientDids: [], payload: "second" })
  assert.equal((await nextMessage()).id, second.messageId)

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
    client.close()
    process.exit(0)
  },
  (failure) => {
    console.error(failure)
    process.exit(1)
  },
)
