// The conversation, in the storage of this browser: what stood on the page, masked, for some hours
// after the last answer; so that it is there again after a reload, and for a new tab.
const KEPT = `steunwijzer ${location.pathname} `;
const SWITCH = `${KEPT}bewaren`;
const OPEN = `${KEPT}open`;
const CONVERSATION = `${KEPT}gesprek `;

/** Storage may be switched off, or full. */
const quietly = (act, otherwise) => {
  try {
    return act();
  } catch {
    return otherwise;
  }
};
const isKept = () => quietly(() => localStorage.getItem(SWITCH) !== "nee", false);

/** The conversations that are kept, the newest first; what is too old goes. */
const keptOnes = () =>
  quietly(() => {
    const found = [];
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(CONVERSATION))) {
      const one = quietly(() => JSON.parse(localStorage.getItem(name)), null);
      const isOld = !(Date.now() - one?.at < steunwijzerKnows.keptHours * 3_600_000);
      if (isOld) localStorage.removeItem(name);
      else found.push(one);
    }
    return found.sort((one, other) => other.at - one.at);
  }, []);

const forget = (name) => quietly(() => localStorage.removeItem(CONVERSATION + name));
const forgetAll = () => {
  for (const { name } of keptOnes()) forget(name);
  quietly(() => localStorage.removeItem(CHOSEN));
  quietly(() => sessionStorage.removeItem(OPEN));
};

/** What the page shows of a list of elements, without what only runs now. */
const htmlOf = (selector) => [...document.querySelectorAll(selector)].map((each) => each.outerHTML);

/** Keep the conversation as it stands; the oldest others make room where there is none. */
const keep = () => {
  const turns = htmlOf(".sw-beurt");
  if (!isKept() || !turns.length) return;
  const { name, number } = conversation;
  const history = historyNow();
  const title = find(".sw-beurt .sw-gevraagd").textContent;
  const sources = htmlOf(".sw-bronnen");
  const one = JSON.stringify({ name, number, history, turns, sources, title, at: Date.now() });
  const others = keptOnes().filter((each) => each.name !== name);
  for (const each of others.splice(steunwijzerKnows.keptCount - 1)) forget(each.name);
  const put = () => {
    localStorage.setItem(CONVERSATION + name, one);
    sessionStorage.setItem(OPEN, name);
    return true;
  };
  while (!quietly(put, false)) {
    if (!others.length) return sayKept(steunwijzerKnows.notStored);
    forget(others.pop().name);
  }
};

const sayKept = (text) => {
  find("#sw-bewaard-gezegd").textContent = text;
};

/** Put a conversation that was kept back on the page, as it was. */
const reopen = (one) => {
  const { name, number, history, turns, sources } = one;
  conversation = { ...newConversation(), name, number, history };
  find("#sw-eerder").innerHTML = turns.join("");
  find("#sw-bronnen-eerder").innerHTML = sources.join("");
  const last = document.querySelector("#sw-eerder .sw-beurt:last-child");
  // What a turn was still waiting for does not come any more.
  for (const busy of document.querySelectorAll("#sw-eerder .sw-bezig")) {
    busy.replaceWith(note("sw-gestopt", steunwijzerKnows.cutShort));
  }
  for (const turn of document.querySelectorAll("#sw-eerder .sw-beurt")) {
    turn.dataset.gesprek = conversation.id;
  }
  inSight = document.querySelector("#sw-bronnen-eerder .sw-bronnen:last-child")?.id ?? "";
  quietly(() => sessionStorage.setItem(OPEN, name));
  showSources();
  showState();
  begun();
  last?.scrollIntoView({ block: "start" });
};

/** Offer to go on with the conversation of before, as long as there is none on the page. */
const offer = () => {
  const box = find("#sw-verder");
  const [one] = find(".sw-beurt") ? [] : keptOnes();
  box.hidden = !one;
  box.replaceChildren();
  if (!one) return;
  const when = new Date(one.at).toLocaleTimeString("nl", { hour: "2-digit", minute: "2-digit" });
  const label = steunwijzerKnows.goOn.replace("%t", when).replace("%q", one.title);
  box.append(action(label, "sw-verdergaan", () => reopen(one)));
};

/** A conversation has begun, or is empty again. */
const begun = () => {
  if (!find(".sw-beurt")) quietly(() => sessionStorage.removeItem(OPEN));
  offer();
};

/** What was open in this tab comes back by itself. */
const restore = () => {
  const name = quietly(() => sessionStorage.getItem(OPEN), null);
  const one = keptOnes().find((each) => each.name === name);
  if (one) reopen(one);
  else offer();
  find("#sw-bewaren").checked = isKept();
};

document.addEventListener("change", (event) => {
  if (event.target !== find("#sw-bewaren")) return;
  const isOn = event.target.checked;
  const isSet = quietly(() => {
    localStorage.setItem(SWITCH, isOn ? "ja" : "nee");
    return true;
  }, false);
  if (isOn && isSet) keep();
  else forgetAll();
  event.target.checked = isKept();
  offer();
  sayKept(isKept() ? steunwijzerKnows.keptOn : steunwijzerKnows.keptOff);
});
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("#sw-wissen")) return;
  forgetAll();
  offer();
  sayKept(steunwijzerKnows.wiped);
});
// Another tab goes on with this conversation: from here on they are two.
window.addEventListener("storage", (event) => {
  if (event.key !== CONVERSATION + conversation.name || !event.newValue) return;
  conversation.name = randomName();
  keep();
});
