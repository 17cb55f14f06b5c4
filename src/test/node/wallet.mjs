// A wallet: one unchanged client of rpc-websockets 7, with what it has received in the order it came.
import rpcWebsockets from "rpc-websockets"

const PATIENCE = 15_000
const REPLY_WITHIN = 2_000

export function within(what, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} did not come within ${PATIENCE} ms`)), PATIENCE)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

export class Wallet {
  constructor(address) {
    this.client = new rpcWebsockets.Client(address, { autoconnect: true, reconnect: false })
    this.received = []
    this.waiting = []
    this.onMessage = () => {}
    this.client.on("messagesReceived", ({ connectionId, messages }) =>
      messages.forEach((message) => this.heard({ connectionId, ...message })),
    )
  }

  static async at(address) {
    const wallet = new Wallet(address)
    await within(
      `the connection to ${address}`,
      new Promise((resolve, reject) => wallet.client.once("open", resolve).once("error", reject)),
    )
    return wallet
  }

  heard(message) {
    this.received.push(message)
    this.onMessage(message)
    this.waiting = this.waiting.filter(({ count, resolve }) => this.received.length < count || resolve())
  }

  /** Resolves with everything received once that is so many messages. */
  async receivedAtLeast(count) {
    if (this.received.length < count) {
      await within(
        `message ${count} of ${count}`,
        new Promise((resolve) => this.waiting.push({ count, resolve })),
      )
    }
    return this.received
  }

  call(method, connectionId, params) {
    return this.client.call(method, { connectionId, ...params }, REPLY_WITHIN)
  }

  close() {
    this.client.close()
  }
}

/** Runs the scenes one after another, by name; ends the process. */
export async function play(scenes, ...args) {
  try {
    for (const [name, scene] of Object.entries(scenes)) {
      await scene(...args)
      console.log(`${name}: done`)
    }
    process.exit(0)
  } catch (failure) {
    console.error(failure)
    process.exit(1)
  }
}
