// Warns before a session ends and lets people stay. Wants `data-session-ends` (seconds) on <body>.

const warning = document.querySelector("[data-session-warning]");
const texts = warning.querySelectorAll("[data-minutes]");
const failed = warning.querySelector("[data-session-failed]");
const stay = warning.querySelector("[data-session-stay]");
const over = warning.querySelector("[data-session-over]");
const lasts = Number(document.body.dataset.sessionEnds);
// Five minutes are time to notice, read and answer; less where the whole session is short.
const notice = Math.min(5 * 60, lasts / 2);
// Tabs of the same session tell each other; a lead's and a respondent's are not the same.
const channel = new BroadcastChannel(`pet-session ${location.pathname.match(/^\/responses\/[^/]+/) ?? ""}`);

let ends = Date.now() + lasts * 1000;
let timer;

/** Whole seconds until the session ends: by the clock, so that a sleeping laptop is told the truth on waking. */
function left() {
  return Math.round((ends - Date.now()) / 1000);
}

function tick() {
  clearTimeout(timer);
  const seconds = left();
  if (seconds > notice) {
    timer = setTimeout(tick, Math.min(seconds - notice, 3600) * 1000);
    return;
  }
  say(seconds);
  if (!warning.open) warning.showModal();
  if (seconds > 0) timer = setTimeout(tick, ((seconds % 60) || 60) * 1000);
}

/** Full minutes only: a screen reader is told once a minute, not every second. */
function say(seconds) {
  const minutes = Math.max(0, Math.ceil(seconds / 60));
  for (const text of texts) text.hidden = Number(text.dataset.minutes) !== minutes;
  stay.hidden = minutes === 0;
  over.hidden = minutes > 0;
  if (minutes === 0) failed.hidden = true;
}

/** Whatever reached the site keeps the session: “Stay”, a saved answer, or either of them in another tab. */
function extended(seconds) {
  ends = Date.now() + seconds * 1000;
  failed.hidden = true;
  if (warning.open) warning.close();
  tick();
}

async function askToStay() {
  if (left() <= 0) return;
  try {
    const answer = await fetch(warning.dataset.stillHere, {
      method: "POST",
      // answering.js may have put a newer token there
      headers: { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content, Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    reached((await answer.json()).ends);
  } catch {
    failed.hidden = false;
  }
}

function reached(seconds) {
  extended(seconds);
  channel.postMessage(seconds);
}

channel.addEventListener("message", (event) => extended(event.data));
document.addEventListener("pet:saved", (event) => reached(event.detail.ends)); // answering.js says so
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && left() > 0) tick();
});
stay.addEventListener("click", askToStay);
over.addEventListener("click", () => warning.close());
warning.addEventListener("cancel", (event) => {
  if (left() <= 0) return;
  event.preventDefault(); // Escape means the same as “Stay”
  askToStay();
});
tick();
