// The conversation, in the memory of this tab: what is typed, what waits for its turn, and what is
// being answered. Whatever was typed is always somewhere on the page.
const newConversation = () => ({
  id: randomName(),
  /** With which the answers are fetched. */
  key: randomName(),
  /** Under which it is kept in this browser. */
  name: randomName(),
  number: 0,
  history: [],
});
let conversation = newConversation();
/** The question that is being answered, or null. */
let asking = null;
/** Questions that wait for it: `{question, sources, history}`, the last only where it is another. */
const waiting = [];
/** Of each turn by its number: what was typed, and the history that it was asked with. */
const askedAs = new Map();
/** The number of the turn that is edited, or 0, and what was in the field before. */
let edited = { number: 0, aside: "" };
let isLost = false;

const field = () => find("#sw-vraag");
const setField = (text) => {
  field().value = text;
  onTyped();
  field().focus();
};
const numberOf = (turn) => Number(turn.id.split("-")[1]);
const turnOf = (number) => document.getElementById(`beurt-${number}`);
const note = (style, text) => {
  const line = document.createElement("p");
  line.className = style;
  line.textContent = text;
  return line;
};
const action = (text, style, act) => {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: style, textContent: text });
  if (act) button.addEventListener("click", act);
  return button;
};

// --- What waits, and what is said of it ---

const unwait = (item) => waiting.splice(waiting.indexOf(item), 1);

const waitingItem = (item) => {
  const row = document.createElement("li");
  const said = isLost ? steunwijzerKnows.waitsForServer : steunwijzerKnows.waits;
  row.append(note("sw-wachtend", `${said} ${item.question}`));
  const back = () => {
    unwait(item);
    showState();
    editInField(item.question, 0);
  };
  const away = () => {
    unwait(item);
    showState();
    field().focus();
  };
  row.append(action(steunwijzerKnows.edit, "sw-knopje", back));
  row.append(action(steunwijzerKnows.drop, "sw-knopje", away));
  return row;
};

/** Whether something runs or waits, as the page shows it. */
const showState = () => {
  find("#sw-wachtrij").replaceChildren(...waiting.map(waitingItem));
  find("#sw-stoppen").hidden = !asking || asking.isOver;
  find("#sw-opnieuw").hidden = !find(".sw-beurt") && !asking;
  const told = isLost ? steunwijzerKnows.lost : "";
  if (find("#sw-verbinding").textContent !== told) find("#sw-verbinding").textContent = told;
};

/** The height of the field, and how far over its length a question is. */
const onTyped = () => {
  const { style, value } = field();
  style.height = "auto";
  style.height = `${field().scrollHeight + 2}px`;
  const count = [...value].length;
  const { answered: limit } = steunwijzerKnows;
  const [said, over] = [`${count} / ${limit}`, count - limit];
  const line = over > 0 ? steunwijzerKnows.tooLong.replace("%", over) : said;
  find("#sw-telling").textContent = count > limit * 0.9 ? line : "";
  field().setAttribute("aria-invalid", String(over > 0));
};

// --- Asking ---

/** What a follow-up needs of the conversation, with its last turn. */
const historyNow = () => {
  const { vraag: question, antwoord: answer } = find("#sw-nu .sw-beurt")?.dataset ?? {};
  if (question === undefined) return conversation.history;
  return [...conversation.history, { question, answer }].slice(-steunwijzerKnows.turns);
};

/** Put the last turn among the earlier ones, and keep what a follow-up needs of it. */
const archive = () => {
  const turn = find("#sw-nu .sw-beurt");
  conversation.history = historyNow();
  if (turn) find("#sw-eerder").append(turn);
  const sources = find("#sw-bronnenvak .sw-bronnen");
  if (sources) find("#sw-bronnen-eerder").append(sources);
};

/** Begin with the first that waits, if nothing runs. */
const next = () => {
  if (!asking && !isLost && waiting.length) {
    archive();
    const { question, sources, history = conversation.history } = waiting.shift();
    conversation.history = history;
    conversation.number += 1;
    const { number, key } = conversation;
    asking = { question, sources, history, number, key, event: randomName() };
    asking.over = new Promise((resolve) => (asking.end = () => resolve({ isOver: true })));
    askedAs.set(number, { question, history });
    press(asking);
  }
  showState();
};

/** Have Gradio send it: a page that is still being built does not hear the first press. */
const press = (asked) => {
  if (asking !== asked || asked.isOver || asked.isSent) return;
  find("#sw-verstuur")?.click();
  setTimeout(press, 250, asked);
};

/** What Gradio sends: the question, and the conversation that it stands in. */
window.steunwijzer = {
  send: () => {
    if (!asking || asking.isSent) return ["", ""];
    asking.isSent = true;
    const { question, sources, number, history } = asking;
    const cut = question.slice(0, steunwijzerKnows.sent);
    const told = { conversation: conversation.id, number, history, sources };
    return [cut.toWellFormed?.() ?? cut, JSON.stringify(told)];
  },
};

const ask = (question, history) => {
  waiting.push({ question, history, sources: chosenSources() });
  next();
};

/** Ask what is in the field; a question that is too long stays there, to be made shorter. */
const submit = () => {
  const { value } = field();
  const { number, aside } = edited;
  if ([...value].length <= steunwijzerKnows.answered) {
    edited = { number: 0, aside: "" };
    setField(aside);
  }
  ask(value, askedAs.get(number)?.history);
};

/** The question that was being answered is done with: on to the next. */
const settled = (asked) => {
  if (!asked || asking !== asked) return;
  asking = null;
  keep();
  next();
};

const isDone = (asked) => turnOf(asked.number)?.dataset.af !== undefined;

/** The server has said all: the page may still have to show it. */
const heardAll = (asked) => {
  if (asked.isHeard) return;
  asked.isHeard = true;
  if (asked.isOver || isDone(asked)) return setTimeout(settled, 30, asked);
  // Where nothing comes any more there is no answer: a page that nobody sees is drawn later.
  const late = () => {
    if (asking !== asked) return;
    if (document.hidden) return setTimeout(late, 3000);
    cutShort(asked, steunwijzerKnows.cutShort);
    settled(asked);
  };
  setTimeout(late, 3000);
};

/** Say of a turn that its answer is not whole; if there is no turn yet, its question comes back. */
const cutShort = (asked, why) => {
  asked.isOver = true;
  const turn = turnOf(asked.number);
  if (!turn) return giveBack(asked.question);
  turn.querySelectorAll(".sw-bezig").forEach((each) => each.remove());
  const line = note("sw-gestopt", `${why} `);
  line.append(action(steunwijzerKnows.again, "sw-knopje sw-nogmaals"));
  turn.querySelector(".sw-antwoord").append(line);
  turn.dataset.af = "";
  archive();
};

const giveBack = (question) => setField([question, field().value].filter(Boolean).join("\n\n"));

/** End what runs. Its key goes with it, so that the next question need not wait for its end. */
const stop = () => {
  if (!asking || asking.isOver) return false;
  cutShort(asking, steunwijzerKnows.stopped);
  conversation.key = randomName();
  asking.end();
  showState();
  return true;
};

// --- Where the server does not answer ---

const lost = (asked) => {
  if (asked.isOver) return;
  const { question, sources, history } = asked;
  if (turnOf(asked.number)) cutShort(asked, steunwijzerKnows.cutShort);
  else {
    asked.isOver = true;
    conversation.number -= 1;
    waiting.unshift({ question, sources, history });
  }
  isLost = true;
  showState();
  setTimeout(tryAgain, 2000);
};

/** Go on by itself as soon as the server answers. */
const tryAgain = async () => {
  const response = await plainFetch("gradio_api/app_id").catch(() => null);
  if (!response?.ok) return setTimeout(tryAgain, 2000);
  isLost = false;
  next();
};

/** The server does not take questions of this page: it is from before, or nobody is logged in. */
const refused = (asked) => {
  asked.isOver = true;
  conversation.number -= 1;
  giveBack(asked.question);
  find("#sw-verbinding").textContent = steunwijzerKnows.refused;
};

// --- A new conversation, and a question once more ---

const restart = () => {
  const typed = [...waiting.splice(0).map((each) => each.question), field().value];
  if (asking) {
    asking.isOver = true;
    asking.end();
  }
  conversation = newConversation();
  askedAs.clear();
  edited = { number: 0, aside: "" };
  for (const place of ["#sw-eerder", "#sw-bronnen-eerder", "#sw-nu .sw-beurten"]) {
    find(place).replaceChildren();
  }
  find("#sw-bronnenvak .sw-bronnen")?.remove();
  begun();
  showState();
  setField(typed.filter(Boolean).join("\n\n"));
};

/** What was typed for a turn; of one of before this page was opened only masked words are known. */
const questionOf = (turn) => {
  const known = askedAs.get(numberOf(turn));
  return known?.question ?? turn.dataset.vraag ?? turn.querySelector(".sw-gevraagd").textContent;
};

/** Put a question in the field; what was there comes back when it is sent. */
const editInField = (question, number) => {
  const { value } = field();
  edited = { number, aside: edited.aside || (value === question ? "" : value) };
  setField(question);
  if (edited.aside) find("#sw-telling").textContent = steunwijzerKnows.aside;
};

const onAction = (button) => {
  const turn = button.closest(".sw-beurt");
  if (button.matches(".sw-bewerk")) {
    const question = questionOf(turn);
    stop();
    editInField(question, numberOf(turn));
  }
  if (button.matches(".sw-nogmaals")) {
    ask(questionOf(turn), askedAs.get(numberOf(turn))?.history);
  }
  if (button.matches(".sw-zonder")) ask(questionOf(turn), []);
  if (button.matches(".sw-voorbeeld")) ask(button.textContent);
  if (button.matches("#sw-opnieuw")) restart();
  if (button.matches("#sw-stoppen")) {
    stop();
    field().focus();
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (button) onAction(button);
});
document.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
document.addEventListener("input", (event) => {
  if (event.target === field()) onTyped();
});
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape" && stop()) return event.preventDefault();
  if (event.target !== field()) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  }
  const last = [...document.querySelectorAll(".sw-beurt")].at(-1);
  if (event.key === "ArrowUp" && !field().value && last) {
    event.preventDefault();
    editInField(questionOf(last), numberOf(last));
  }
});
// What was typed and not answered is kept nowhere: nobody closes the page on it unasked.
window.addEventListener("beforeunload", (event) => {
  if (waiting.length || field()?.value.trim()) event.preventDefault();
});
