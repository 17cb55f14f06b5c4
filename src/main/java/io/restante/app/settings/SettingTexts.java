package io.restante.app.settings;

import java.util.Map;

/**
 * What each setting is for, by path. The texts are here, and not at the components, because some records of the tree belong to rooms that
 * know nothing of settings.
 */
final class SettingTexts {
    static final Map<String, String> BY_PATH = Map.ofEntries(
            Map.entry("bootstrapServers", "The Kafka brokers to start from, `host:port` with commas between them."),
            Map.entry(
                    "data",
                    "The folder for what this process keeps on disk: state stores, and the local broker's data."),
            Map.entry(
                    "topics.partitions",
                    "Partitions of each co-partitioned topic that is created. Choose once: the stores are cut along them."),
            Map.entry("topics.replicationFactor", "Copies of each partition of a topic that is created."),
            Map.entry(
                    "topics.inputRetention",
                    "How long the records of the input topics are kept, and so how far a replay reaches back."),
            Map.entry(
                    "streams.applicationId",
                    "The name all instances share; their groups and internal topics begin with it."),
            Map.entry("streams.threads", "Threads of this process that process records."),
            Map.entry(
                    "streams.commitInterval",
                    "How often progress is written down; what came after is processed again after a crash."),
            Map.entry(
                    "streams.sessionTimeout", "Silence after which another instance takes over the work of this one."),
            Map.entry("streams.standbyReplicas", "Warm copies of each store on other instances."),
            Map.entry(
                    "streams.rocksdbBytes",
                    "Bytes of memory outside the heap that all stores of this process take in RocksDB, together: blocks that were read, write buffers, indexes and filters."),
            Map.entry(
                    "streams.applicationServer",
                    "`host:port` under which other instances ask this one, on its operations port. Empty for this machine's own name for it."),
            Map.entry(
                    "streams.instanceId",
                    "A name of its own for this instance, kept over restarts: one that comes back within the session time-out goes on at once. Empty for none; a local run has one."),
            Map.entry("clock.interval", "How often a tick is written; no deadline is met more exactly than this."),
            Map.entry(
                    "mailbox.ttl",
                    "How long a message is held when its sender named no time to live; zero means for ever."),
            Map.entry("mailbox.limitMessages", "Messages held in one mailbox at most."),
            Map.entry("mailbox.limitBytes", "Payload bytes held in one mailbox at most."),
            Map.entry("mailbox.overflow", "What gives way when a mailbox is full: the new message, or the oldest."),
            Map.entry("mailbox.dedupeWindow", "How long the id of a message that left is remembered."),
            Map.entry("mailbox.pageMaximum", "Messages in one answer at most."),
            Map.entry("mailbox.pageBytes", "Payload bytes in one answer at most, but always at least one message."),
            Map.entry("session.policy", "Who wins when a live session is asked for while another one is current."),
            Map.entry("session.gatewayTimeout", "Silence after which a gateway's sessions end."),
            Map.entry(
                    "session.sweepLimit", "Sessions of a lost gateway that one tick ends at most, in each partition."),
            Map.entry(
                    "session.duelReplacements",
                    "Replacements of one agent's session within `session.duelWindow` that make a duel of two clients with one identity."),
            Map.entry("session.duelWindow", "How close together the replacements of a duel are."),
            Map.entry("session.duelPause", "How long newcomers are refused after a duel."),
            Map.entry("group.fanOutStep", "Members of a group that one step of a fan-out looks at, at most."),
            Map.entry(
                    "push.throttle",
                    "Which messages knock at a target: one until a session opens or something is taken, the first and the last within an interval, or each."),
            Map.entry(
                    "push.interval",
                    "Between two knocks at one target when it is throttled by time; a knock of low urgency waits for the next interval."),
            Map.entry(
                    "push.sessionEndedDelay",
                    "How long after a live session ended with messages left somebody is knocked for, unless another session opens."),
            Map.entry(
                    "push.backoff",
                    "What is waited after a knock failed for the first time; it doubles with each try."),
            Map.entry("push.backoffMaximum", "What that wait grows to at most."),
            Map.entry("push.maxAge", "How long after the first try a knock that fails is tried again."),
            Map.entry("push.answerWait", "After which a knock whose outcome nobody reported is asked for again."),
            Map.entry(
                    "push.devices", "Devices registered for one mailbox at most; the one registered first gives way."),
            Map.entry(
                    "push.fcm.credentials",
                    "The file of a Firebase service account. Empty: notifications for devices wait; a local run has a stand-in."),
            Map.entry("push.fcm.projectId", "The Firebase project. Empty: the one that the service account names."),
            Map.entry(
                    "push.fcm.endpoint",
                    "Where messages go in place of Firebase's own address, for a stand-in. Empty: to Firebase."),
            Map.entry("push.fcm.concurrency", "Notifications on their way to Firebase at once, at most."),
            Map.entry(
                    "push.fcm.title",
                    "Title of the notification that a device shows. Without title and body it gets data only."),
            Map.entry("push.fcm.body", "Body of the notification that a device shows."),
            Map.entry("push.fcm.mailboxHint", "Whether the mailbox's name goes with a notification."),
            Map.entry("push.webhook.ports", "Ports of webhooks that may be called, with commas between them."),
            Map.entry("push.webhook.allowHttp", "Whether webhooks may be called over plain http; for a local run."),
            Map.entry(
                    "push.webhook.allowPrivate",
                    "Whether webhooks at addresses that are not public may be called; for a local run."),
            Map.entry(
                    "push.webhook.secret",
                    "Signs what webhooks are sent, with HMAC-SHA256 over time and body. Empty: not signed."),
            Map.entry("push.webhook.timeout", "How long a call of a webhook may take in all."),
            Map.entry("push.webhook.concurrency", "Calls of webhooks on their way at once, at most."),
            Map.entry("delivery.grace", "How long a new session waits before the backlog is sent to it."),
            Map.entry(
                    "delivery.acknowledgementWait",
                    "How long a message that was handed out waits for its acknowledgement, the first time."),
            Map.entry(
                    "delivery.acknowledgementWaitMaximum",
                    "What that wait grows to at most, doubling with each attempt."),
            Map.entry("delivery.inflight", "Messages handed out to one session and not acknowledged, at most."),
            Map.entry(
                    "delivery.inflightBytes",
                    "Bytes of payload handed out to one session and not acknowledged; the message that reaches it may go beyond it."),
            Map.entry(
                    "delivery.maxAttempts",
                    "Hand-outs of one message before it goes to the dead letters; 0 means no limit."),
            Map.entry(
                    "gateway.id",
                    "The name of this gateway; no other may have it, and its topic is called after it. `run` makes one up that it keeps in its data folder, unless it is set."),
            Map.entry(
                    "gateway.host",
                    "The address on which clients are served; `0.0.0.0` for every one of this machine."),
            Map.entry("gateway.port", "The port for REST and WebSockets; 0 takes any free one."),
            Map.entry(
                    "gateway.heartbeat", "How often the gateway tells that it lives; below `session.gatewayTimeout`."),
            Map.entry("gateway.replyTimeout", "How long a command waits for its reply, PT2S at most."),
            Map.entry("gateway.pingInterval", "Time between one ping to a socket and the next."),
            Map.entry("gateway.pongTimeout", "Silence after a ping that ends the socket."),
            Map.entry(
                    "gateway.authenticationTimeout",
                    "Silence after the opening of a presence socket that ends it: within this time it says who it is."),
            Map.entry(
                    "gateway.frameLimit",
                    "Bytes of one incoming WebSocket frame at most: the payload and its envelope."),
            Map.entry("gateway.outboundLimit", "Bytes that may wait for one socket at most; a slower one is closed."),
            Map.entry(
                    "gateway.drain",
                    "Over how long clients are sent away when the gateway shuts down, so that they do not all come back elsewhere at once."),
            Map.entry(
                    "gateway.http.corsOrigins",
                    "Origins of pages in browsers that may ask this gateway, such as `https://app.example`, with commas between them; `*` for all, empty for none."),
            Map.entry(
                    "gateway.http.requestsPerSecond",
                    "Requests of one caller in a second at most, a second's worth at once: by the subject of a token or key, else by address. One more is answered 429. 0 means no limit."),
            Map.entry("gateway.http.streamsPerCaller", "Event streams that one caller may have open at once."),
            Map.entry(
                    "gateway.http.headTimeout",
                    "From the first byte of a request's head to its last; a connection that takes longer is closed. After as long, the body must come at `gateway.http.minimumRate`."),
            Map.entry(
                    "gateway.http.minimumRate",
                    "Bytes a second, on the whole, at which a request's body must come; a slower one is answered 400. 0 means no limit."),
            Map.entry(
                    "gateway.tls.certificate",
                    "A PEM file with the certificate that clients see, and those that vouch for it behind it. With it the gateway's port speaks TLS alone."),
            Map.entry("gateway.tls.key", "A PEM file with the certificate's private key (PKCS#8, not encrypted)."),
            Map.entry(
                    "auth.apiKeys",
                    "A YAML file of API keys, hashed, each with what it may do, as `restante api-key` writes entries for it. With it, every client needs a token or a key."),
            Map.entry(
                    "auth.open",
                    "`true` lets a gateway without `auth.jwt.keys` and `auth.apiKeys` serve whoever comes on an address that other machines reach; without it, such a start is refused."),
            Map.entry(
                    "auth.key",
                    "The key file that `restante token` signs with, and that tokens are checked with while `auth.jwt.keys` is empty. Empty for `key.json` in the data folder, which a local run makes."),
            Map.entry(
                    "auth.jwt.keys",
                    "Where the keys are that clients' tokens are signed by: a file (a JSON Web Key, a set of them, or a public key as PEM) or the `https` address of a set. With it, every client needs a token and may do what that says; empty, the gateway is open to whoever reaches it."),
            Map.entry("auth.jwt.issuer", "Who must have issued a token (`iss`); empty for anybody who has the keys."),
            Map.entry("auth.jwt.audience", "For whom a token must be (`aud`); empty for anybody."),
            Map.entry(
                    "auth.jwt.clockSkew",
                    "How far the issuer's clock may be ahead: a token is taken that much before its `nbf`. Its `exp` is never put off."),
            Map.entry("ops.host", "The address on which operators are served."),
            Map.entry("ops.port", "The port for health, metrics and the console page; 0 takes any free one."),
            Map.entry(
                    "ops.tls.certificate",
                    "A PEM file with the certificate of the operations port, and those that vouch for it behind it. With it the port speaks TLS alone, and the processes of the installation ask each other by TLS: set it for all of them, each with the name or address that `streams.applicationServer` (or `ops.host`) says. Without it what they ask, mailboxes and messages included, goes over the network as it is: that network must be trusted."),
            Map.entry("ops.tls.key", "A PEM file with that certificate's private key (PKCS#8, not encrypted)."),
            Map.entry(
                    "ops.tls.trusted",
                    "A PEM file with the certificates that vouch for the other processes; without it, those the JVM knows."),
            Map.entry("settlement.heights.blocks", "Blocks of one relay session."),
            Map.entry(
                    "settlement.heights.grace",
                    "Blocks after a session's last one in which a request is still served."),
            Map.entry(
                    "settlement.heights.claimOpen",
                    "Blocks between a session's last one and the one before its claim window."),
            Map.entry("settlement.heights.claimClose", "Blocks from the first of the claim window to its last."),
            Map.entry(
                    "settlement.heights.proofOpen",
                    "Blocks from the last of the claim window to the first of the proof window."),
            Map.entry("settlement.heights.proofClose", "Blocks from the first of the proof window to its last."),
            Map.entry(
                    "settlement.heights.anchor",
                    "The height of a session's first block, from which the others are counted."),
            Map.entry("settlement.heights.numberAtAnchor", "The number of that session."),
            Map.entry(
                    "settlement.changes",
                    "Other parameters from a height on: `settlement.changes.1001` is `blocks=20 grace=10 claimOpen=11 tokensPerUnit=3 proofThreshold=500 NAME.units=12 NAME.target=HEX`, or some of these. What is not named stays. Windows go by a session's last block, prices, units, difficulty and the proof requirement by its first."),
            Map.entry(
                    "settlement.services",
                    "Services that are served: `settlement.services.NAME` is the http address of the backend and, behind spaces, the compute units of one relay and the difficulty's target in hexadecimal: relays with a lower hash become leaves; all, without one."),
            Map.entry(
                    "settlement.tokensPerUnit",
                    "What a compute unit is worth, in fractions of the chain's smallest unit of money."),
            Map.entry("settlement.granularity", "How many of those fractions there are."),
            Map.entry("settlement.proofThreshold", "The worth from which every claim must be proved."),
            Map.entry(
                    "settlement.proofProbability",
                    "With which probability other claims must be; a number from 0 to 1."),
            Map.entry(
                    "settlement.supplierKey",
                    "The key file that answers are signed with; its public key is the supplier's address. Empty for `supplier-key.json` in the data folder, which is made when it is not there."),
            Map.entry(
                    "settlement.outbox",
                    "Relays that may be served and not on the log yet; with none free nothing is served (503)."),
            Map.entry("settlement.budget", "Relays of one application in one session at most."),
            Map.entry("settlement.relayLimit", "Bytes of one relay's request at most."),
            Map.entry("settlement.backendTimeout", "How long a backend may take."),
            Map.entry("settlement.commitInterval", "How often a transaction ends; nothing is seen before."),
            Map.entry(
                    "settlement.transactionTimeout",
                    "After which the transaction of a process that is gone is given up; its partitions stand still for so long."),
            Map.entry("settlement.standbyReplicas", "Warm copies of each store on other instances."),
            Map.entry("settlement.work.leaves", "Leaves that one step reads at most; it deletes a quarter as many."),
            Map.entry("settlement.work.sessions", "Relay sessions that one step looks at, at most."),
            Map.entry("settlement.work.blocks", "Blocks whose hashes are kept: more than the longest session lives."),
            Map.entry(
                    "kafka",
                    "Handed to every Kafka client as it is: `kafka.security.protocol` is Kafka's `security.protocol`. A secret is best given"
                            + " as a file: `RESTANTE_KAFKA_SASL_JAAS_CONFIG_FILE`."));

    private SettingTexts() {}
}
