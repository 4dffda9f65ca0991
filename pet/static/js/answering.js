// The questionnaire page: saves as people go, says how it stands, and never takes a word away from anybody.
// Everything here only improves a form that works without it.

import { Autosave } from "./autosave.js";

const TYPING_PAUSE = 800;
const LASTS = 4000; // milliseconds without a change after which “Saved” is announced
const form = document.querySelector("form[data-saves]");

if (form) start(form);

function start(form) {
  const says = form.dataset;
  const timers = new Map();
  const queue = new Autosave({
    address: says.saves,
    token: () => document.querySelector('meta[name="csrf-token"]').content,
    versions: versionsOf(form),
    on: { state: showState, saved: showSaved, conflict: showConflict, refused: showRefused, token: takeToken, ends },
  });

  form.addEventListener("change", (event) => changed(event.target));
  form.addEventListener("input", (event) => typed(event.target));
  form.addEventListener("focusout", (event) => timers.has(keyOf(event.target)) && changed(event.target));
  form.addEventListener("keydown", chooseByNumber);
  form.addEventListener("click", takeBack);
  form.addEventListener("submit", leave);
  window.addEventListener("beforeunload", (event) => busy() && event.preventDefault());
  window.addEventListener("online", () => queue.unsaved && queue.retry());
  window.addEventListener("offline", () => queue.unsaved && showState("waiting"));
  document.addEventListener("visibilitychange", seenAgain);
  document.querySelectorAll("[data-try-again]").forEach((button) => {
    button.addEventListener("click", () => queue.retry());
  });
  form.querySelectorAll("[data-take-back]").forEach(showTakeBack);
  changedBefore(form).forEach(changed);
  form.dataset.ready = "yes"; // from here on everything is saved as it is made

  // ---- what people do ----

  function changed(control) {
    const key = keyOf(control);
    if (!key) return;
    clearTimeout(timers.get(key));
    timers.delete(key);
    document.getElementById(`refused-notice-${key}`)?.remove();
    queue.put(key, changeOf(form, key));
    showTakeBack(takeBackOf(form, key));
  }

  function typed(control) {
    const key = keyOf(control);
    if (!key || control.type !== "textarea") return;
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => changed(control), TYPING_PAUSE));
    showState("saving");
  }

  function busy() {
    return !form.dataset.leaving && (queue.unsaved || timers.size > 0);
  }

  function flush() {
    for (const key of [...timers.keys()]) changed(controlOf(form, key));
  }

  function seenAgain() {
    if (document.visibilityState === "hidden") {
      flush();
      queue.part();
    } else if (queue.unsaved) queue.retry();
  }

  /** session.js wants to know that the session begins anew. */
  function ends(seconds) {
    document.dispatchEvent(new CustomEvent("pet:saved", { detail: { ends: seconds } }));
  }

  /** The digits choose within the statement that has the focus; arrows are the browser's own. */
  function chooseByNumber(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.type !== "radio") return;
    if (!/^[1-9]$/.test(event.key)) return;
    const choice = radios(form, event.target.name).find((radio) => radio.value === event.key);
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.focus();
    changed(choice);
  }

  function takeBack(event) {
    const button = event.target.closest("[data-take-back]");
    if (!button) return;
    event.preventDefault();
    const choices = radios(form, `${button.value}:rating`);
    choices.forEach((radio) => (radio.checked = false));
    changed(choices[0]);
    choices[0].focus();
  }

  /** Going on takes everything along: what is not stored yet goes first, and without a network nobody leaves. */
  function leave(event) {
    flush();
    const stuck = queue.stopped || queue.disputed.size > 0 || queue.refused.size > 0;
    if (!queue.unsaved || form.dataset.leaving || stuck) {
      form.dataset.leaving = "yes"; // the form itself carries everything; the site asks, or gives it back to be kept
      return;
    }
    event.preventDefault();
    form.dataset.going = "yes";
    form.goingBy = event.submitter;
    queue.retry();
  }

  function goOn() {
    if (!form.dataset.going || queue.unsaved) return;
    delete form.dataset.going;
    form.dataset.leaving = "yes";
    form.requestSubmit(form.goingBy ?? undefined);
  }

  // ---- what people see ----

  function showState(given, message) {
    const name = given === "saved" && timers.size > 0 ? "saving" : given; // something is still being typed
    if (name === "closed" || name === "session") {
      const box = document.querySelector(`[data-stopped="${name}"]`);
      box.hidden = false;
      if (message) box.querySelector("[data-message]").textContent = message;
      document.activeElement.scrollIntoView({ block: "nearest" }); // the notice must not hide where somebody writes
    } else {
      document.querySelectorAll("[data-stopped]").forEach((box) => (box.hidden = true));
    }
    if (name !== "saving" && name !== "saved") delete form.dataset.going;
    const line = document.querySelector("[data-save-state]");
    const waiting = name === "saving" && line.dataset.saveState === "waiting"; // a quiet retry changes no words
    if (!waiting) say(line, name, says[name] ?? says.waiting);
    if (name === "saved") queueMicrotask(goOn);
  }

  function showSaved(body) {
    for (const [key, mark] of Object.entries(body.marks ?? {})) baseOf(form, key).value = mark;
    document.querySelectorAll("[data-progress]").forEach((bar) => {
      bar.max = body.asked;
      bar.value = body.answered;
      bar.setAttribute("aria-label", says.progressPattern.replace("{answered}", body.answered).replace("{asked}", body.asked));
    });
    document.querySelectorAll("[data-progress-text]").forEach((text) => {
      text.textContent = says.progressPattern.replace("{answered}", body.answered).replace("{asked}", body.asked);
    });
  }

  /** The page was older than its session: everything on it needs the new token as well. */
  function takeToken(token) {
    document.querySelector('meta[name="csrf-token"]').content = token;
    document.querySelectorAll('input[name="csrf_token"]').forEach((field) => (field.value = token));
  }

  function showRefused(key, problems) {
    const box = noticeFor(form, key, "refused-notice");
    const list = box.querySelector("[data-problems]");
    list.replaceChildren(...problems.map((problem) => element("li", problem.message ?? String(problem))));
  }

  /** Somebody, perhaps the same person on another device, stored something else: both stay in sight. */
  function showConflict(key, conflict) {
    const box = noticeFor(form, key, "conflict-notice");
    box.querySelector("[data-yours]").textContent = inWords(form, key, conflict.yours);
    box.querySelector("[data-stored]").textContent = inWords(form, key, conflict.stored);
    const both = box.querySelector("[data-keep-both]");
    both.hidden = !(conflict.yours.text && conflict.stored.text);
    const done = (change) => {
      box.remove();
      queue.settle(key, change);
      showTakeBack(takeBackOf(form, key));
      controlOf(form, key).focus();
    };
    box.querySelector("[data-keep-mine]").addEventListener("click", () => done(changeOf(form, key)));
    box.querySelector("[data-keep-stored]").addEventListener("click", () => {
      baseOf(form, key).value = conflict.mark;
      put(form, key, conflict.stored);
      done(null);
    });
    both.addEventListener("click", () => {
      const text = `${conflict.stored.text}\n\n${changeOf(form, key).text}`;
      put(form, key, { text, quotable: conflict.stored.quotable && changeOf(form, key).quotable });
      done(changeOf(form, key));
    });
  }
}

// ---- the form: a field is named after its part and kind, as in `trust.candour:rating` ----

function keyOf(control) {
  const at = (control?.name ?? "").lastIndexOf(":");
  if (at < 0) return "";
  const part = control.name.slice(0, at);
  const kind = control.name.slice(at + 1);
  if (kind === "quotable") return keyOf(control.form.querySelector(`textarea[name^="${CSS.escape(`${part}:`)}"]`));
  return ["rating", "comment", "evidence", "open"].includes(kind) ? `${kind}:${part}` : "";
}

function nameOf(key) {
  const at = key.indexOf(":");
  return `${key.slice(at + 1)}:${key.slice(0, at)}`;
}

/** By name alone: `form.elements` would also give the fieldset that has the name as its id. */
function named(form, name) {
  return form.querySelector(`[name="${CSS.escape(name)}"]`);
}

function controlOf(form, key) {
  return named(form, nameOf(key));
}

function baseOf(form, key) {
  return named(form, `${nameOf(key)}.base`);
}

function quotableOf(form, key) {
  return named(form, `${key.slice(key.indexOf(":") + 1)}:quotable`);
}

function radios(form, name) {
  return [...form.querySelectorAll(`input[type="radio"][name="${CSS.escape(name)}"]`)];
}

function versionsOf(form) {
  const versions = new Map();
  for (const base of form.querySelectorAll('input[name$=".base"]')) {
    const key = keyOf(named(form, base.name.slice(0, -".base".length)));
    if (key) versions.set(key, Number.parseInt(base.value, 10));
  }
  return versions;
}

function changeOf(form, key) {
  const kind = key.slice(0, key.indexOf(":"));
  const part = key.slice(key.indexOf(":") + 1);
  if (kind !== "rating") {
    return { kind, part, text: clean(controlOf(form, key).value), quotable: quotableOf(form, key)?.checked ?? false };
  }
  const chosen = radios(form, nameOf(key)).find((radio) => radio.checked)?.value ?? null;
  return { kind, part, value: chosen !== null && /^\d+$/.test(chosen) ? Number(chosen) : chosen };
}

/** Controls that somebody has used already, before this script had come over a slow network. */
function changedBefore(form) {
  return [...form.elements].filter((control) => {
    if (control.type === "radio") return control.checked && !control.defaultChecked;
    if (control.type === "checkbox") return control.checked !== control.defaultChecked;
    return control.type === "textarea" && control.value !== control.defaultValue;
  });
}

/** Put a stored value into its field. */
function put(form, key, stored) {
  if ("text" in stored) {
    controlOf(form, key).value = stored.text;
    if (quotableOf(form, key)) quotableOf(form, key).checked = stored.quotable;
    return;
  }
  for (const radio of radios(form, nameOf(key))) radio.checked = radio.value === String(stored.value);
}

/** Signs that no text for people contains come along when pasting; the site would refuse them. */
function clean(text) {
  return text.toWellFormed ? strip(text.toWellFormed()) : strip(text);
}

function strip(text) {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufeff\ufffe\uffff]/g, "");
}

function inWords(form, key, value) {
  if ("text" in value) return value.text || form.dataset.nothing;
  const radio = radios(form, nameOf(key)).find((each) => each.value === String(value.value));
  return radio ? form.querySelector(`label[for="${CSS.escape(radio.id)}"]`).textContent : form.dataset.nothing;
}

function takeBackOf(form, key) {
  if (!key.startsWith("rating:")) return null;
  return form.querySelector(`[data-take-back][value="${CSS.escape(key.slice("rating:".length))}"]`);
}

function showTakeBack(button) {
  if (button) button.hidden = !radios(button.form, `${button.value}:rating`).some((radio) => radio.checked);
}

/** A notice above a field, made from a template of the page; one of each kind. */
function noticeFor(form, key, template) {
  const id = `${template}-${key}`;
  document.getElementById(id)?.remove();
  const box = document.getElementById(template).content.firstElementChild.cloneNode(true);
  box.id = id;
  const control = controlOf(form, key);
  const place = control.closest("fieldset, .field, .remark-body") ?? control.parentElement;
  control.closest("details")?.setAttribute("open", "");
  place.before(box);
  return box;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

let announcing;

/** Seen at once. Heard only when it lasts: nobody wants to be told at every pause between two words. */
function say(line, state, text) {
  line.dataset.saveState = ["saving", "saved", "waiting"].includes(state) ? state : "wrong";
  if (line.textContent !== text) line.textContent = text;
  const heard = document.querySelector("[data-save-said]");
  clearTimeout(announcing);
  if (state === "saving") {
    heard.textContent = ""; // so that the next “Saved” is a change
    return;
  }
  announcing = setTimeout(() => (heard.textContent = text), state === "saved" ? LASTS : 0);
}
