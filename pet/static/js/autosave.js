// What has been changed and is not known to be stored. Kept in memory only; one request at a time, and one more
// beside it when the page goes out of sight, for then there may be no later.
//
// A request that got no answer is sent again with the same operation id and the same content, so that a lost reply
// never saves anything twice. Whatever is changed meanwhile waits for the next request.

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 8000;
const PATIENCE = 20000;
const MOST_CHARACTERS = 15000; // the site takes 64 KiB, and a character is up to four bytes
const MOST_KEPT_ALIVE = 60000; // bytes that browsers carry on sending after the page is gone, in all

export class Autosave {
  /**
   * @param {object} site what the queue needs to know and whom it tells:
   *   address     where saves are posted
   *   token       gives the CSRF token of the page
   *   versions    Map of key to the version last seen
   *   on          functions: state(name, message), saved(answer), conflict(key, conflict), refused(key, problems),
   *               token(token) when the page's own was too old, ends(seconds) when the session begins anew
   */
  constructor({ address, token, versions, on }) {
    this.address = address;
    this.token = token;
    this.versions = versions;
    this.on = on;
    this.pending = new Map(); // key → change: not sent yet
    this.flight = null; // { op, changes, tries, freshToken }: sent, without an answer so far
    this.disputed = new Set(); // keys that wait for a person's decision
    this.refused = new Map(); // key → change that the site could not take
    this.parted = new Set(); // flights sent beside that one, without an answer so far
    this.again = []; // flights of those that got none, to be sent as they are
    this.alone = []; // [key, change]: refused together with others, tried again each for itself
    this.stopped = ""; // "closed" or "session": nothing is sent until somebody does something
    this.timer = 0;
  }

  /** Whether something would be lost if the page went away. */
  get unsaved() {
    const sent = (this.flight ? 1 : 0) + this.parted.size + this.again.length;
    return sent + this.pending.size + this.refused.size + this.alone.length > 0;
  }

  /** Take a change; the latest for a key counts. */
  put(key, change) {
    this.refused.delete(key);
    this.pending.set(key, change);
    this.#send();
  }

  /** A person has decided about a key; `change` is what they want, or nothing to leave what is stored. */
  settle(key, change) {
    this.disputed.delete(key);
    this.pending.delete(key);
    if (change) this.put(key, change);
    else this.#send();
  }

  /** Try now, whatever the pause. */
  retry() {
    if (this.stopped === "closed") return;
    this.stopped = "";
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.flight) this.flight.freshToken = false; // the token may have grown old once more
    if (this.flight && !this.flight.sending) this.#post();
    else this.#send();
  }

  /** The page goes out of sight: whatever waits is sent now, also beside a request that is under way. */
  part() {
    if (this.stopped) return;
    if (this.flight && !this.flight.sending) this.retry();
    if (!this.flight) this.#send();
    const ready = this.#ready();
    if (ready.length === 0) return;
    const flight = this.#board(new Map(ready));
    this.parted.add(flight);
    this.#postBeside(flight);
  }

  #send() {
    if (this.stopped) this.on.state(this.stopped);
    if (this.flight || this.stopped) return;
    if (this.again.length > 0) {
      this.flight = this.again.shift();
      this.#post();
      return;
    }
    if (this.alone.length > 0) {
      const [key, change] = this.alone.shift();
      this.#fly(new Map([[key, this.pending.get(key) ?? change]]));
      return;
    }
    const ready = this.#ready();
    if (ready.length > 0) this.#fly(new Map(ready));
    else if (this.parted.size > 0) this.on.state("saving");
    else this.on.state(this.refused.size > 0 ? "refused" : this.disputed.size > 0 ? "disputed" : "saved");
  }

  #ready() {
    return fitting([...this.pending].filter(([key]) => !this.disputed.has(key)));
  }

  #fly(changes) {
    this.flight = this.#board(changes);
    this.#post();
  }

  /** One operation of these changes; what it says stays the same however often it is sent. */
  #board(changes) {
    for (const key of changes.keys()) this.pending.delete(key);
    const list = [...changes].map(([key, change]) => ({ ...change, base: this.#base(key) }));
    return { body: JSON.stringify({ op: newId(), changes: list }), changes, tries: 0, sending: false };
  }

  /** The version that this change follows; the one under way will have made a new one by then. */
  #base(key) {
    const version = this.versions.get(key) ?? 0;
    const under = [this.flight, ...this.parted, ...this.again].filter((flight) => flight?.changes.has(key));
    return version + under.length;
  }

  async #post() {
    const flight = this.flight;
    flight.sending = true;
    flight.tries += 1;
    this.on.state("saving");
    const { answer, body } = await this.#fetch(flight);
    flight.sending = false;
    if (answer === null) this.#later();
    else this.#read(answer, body);
  }

  /** Sent while the page goes out of sight. If that was not the end, whatever did not arrive goes in its turn. */
  async #postBeside(flight) {
    const { answer, body } = await this.#fetch(flight);
    this.parted.delete(flight);
    if (answer && body.saved && (answer.status === 200 || answer.status === 409)) {
      this.#landed(flight, body);
    } else {
      this.again.push(flight);
    }
    if (!this.flight) this.#send();
  }

  /** The answer of the site to a flight, or none. */
  async #fetch(flight) {
    const send = (keepalive) =>
      fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token() },
        body: flight.body,
        credentials: "same-origin",
        keepalive,
        redirect: "error",
        signal: patience(),
      });
    try {
      const small = new TextEncoder().encode(flight.body).length < MOST_KEPT_ALIVE;
      const answer = await send(small).catch((error) => {
        if (small && this.parted.has(flight)) return send(false); // together with others it may have been too much
        throw error;
      });
      return { answer, body: (await answer.json().catch(() => null)) ?? {} };
    } catch {
      return { answer: null, body: {} };
    }
  }

  #read(answer, body) {
    const { status } = answer;
    if (body.saved && (status === 200 || status === 409)) this.#done(body);
    else if (status === 409) this.#stop("closed", body.message);
    else if (status === 400 && !this.flight.freshToken) this.#refresh();
    else if ([400, 401, 403, 404].includes(status)) this.#stop("session");
    else if ([413, 422].includes(status)) this.#refuse(body);
    else this.#later(Number(answer.headers.get("Retry-After")) * 1000);
  }

  #done(body) {
    const flight = this.flight;
    this.flight = null;
    this.#landed(flight, body);
    this.#send();
  }

  #landed({ changes }, body) {
    for (const [key, version] of Object.entries(body.saved)) this.#learn(key, version);
    this.on.saved(body);
    if (body.ends) this.on.ends(body.ends);
    for (const conflict of body.conflicts ?? []) {
      const key = `${conflict.kind}:${conflict.part}`;
      this.#learn(key, conflict.v);
      this.disputed.add(key);
      if (!this.pending.has(key)) this.pending.set(key, changes.get(key));
      this.on.conflict(key, conflict);
    }
  }

  /** Answers may come in another order than they were given: the highest version is the last. */
  #learn(key, version) {
    this.versions.set(key, Math.max(version, this.versions.get(key) ?? 0));
  }

  /** One change that cannot be taken must not hold up the others: they go again, each for itself. */
  #refuse(body) {
    const { changes } = this.flight;
    this.flight = null;
    if (changes.size > 1) {
      this.alone.push(...changes);
    } else {
      const [[key, change]] = changes;
      if (!this.pending.has(key)) {
        this.refused.set(key, change);
        this.on.refused(key, body.problems ?? []);
      }
    }
    this.#send();
  }

  #stop(reason, message) {
    this.stopped = reason;
    this.on.state(reason, message);
  }

  #later(asked = 0) {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.flight.tries - 1));
    const wait = Math.max(asked || 0, pause * (0.75 + Math.random() / 2));
    this.on.state("waiting");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.retry(), Math.min(wait, 2 * LONGEST_PAUSE));
  }

  /** The token of the page may be older than the session: ask for one of today, once. */
  async #refresh() {
    const flight = this.flight;
    flight.freshToken = true;
    try {
      const answer = await fetch(this.address, { credentials: "same-origin", signal: patience() });
      if ([401, 403, 404].includes(answer.status)) return this.#stop("session");
      if (!answer.ok) throw new Error(String(answer.status)); // busy, say: later
      this.on.token((await answer.json()).token);
    } catch {
      flight.freshToken = false;
      return this.#later();
    }
    return this.#post();
  }
}

/** The first changes, as many as fit into one request; one at least. */
function fitting(changes) {
  let room = MOST_CHARACTERS;
  return changes.filter(([, change], number) => {
    room -= JSON.stringify(change).length + 50;
    return number === 0 || room > 0;
  });
}

function patience() {
  return AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined;
}

/** A random UUID, also where `crypto.randomUUID` is missing because the page came over plain HTTP. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
