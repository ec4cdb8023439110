// What the page does in the browser, for the scripts beside this one; also: a click or Enter on a
// citation moves focus to its passage, and back.
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const cameFrom = new Map();
/** Id of the sources that are in sight. */
let inSight = "";

const find = (selector) => document.querySelector(selector);
const randomName = () =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

// --- Citations and sources ---

const showSources = () => {
  for (const section of document.querySelectorAll(".sw-bronnen")) {
    if (section.hidden !== (section.id !== inSight)) section.hidden = !section.hidden;
  }
};

const goTo = (target, block) => {
  const sources = target.closest(".sw-bronnen");
  if (sources) {
    inSight = sources.id;
    showSources();
  }
  target.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
  target.focus({ preventScroll: true });
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  const asked = link.getAttribute("href").slice(1);
  const target = document.getElementById(cameFrom.get(link.dataset.kaart) ?? asked);
  if (!target) return;
  const card = target.closest(".sw-kaart");
  if (card) cameFrom.set(card.id, link.id);
  goTo(target, target === card ? "start" : "center");
});

// --- What the reader says of an answer ---

const say = async (form, opinion, remark) => {
  const status = form.querySelector(".sw-gezegd");
  status.textContent = "";
  const body = JSON.stringify({ slip: form.dataset.bewijs, opinion, remark });
  const headers = { "content-type": "application/json" };
  try {
    const response = await plainFetch("feedback", { method: "POST", headers, body });
    status.textContent = (await response.json()).said;
    return response.ok;
  } catch {
    status.textContent = steunwijzerKnows.notKept;
    return false;
  }
};

/** One click is enough; what is wrong can be explained then. */
const giveOpinion = async (button) => {
  const form = button.closest(".sw-klopt");
  if (!(await say(form, button.dataset.oordeel, ""))) return;
  for (const each of form.querySelectorAll("[data-oordeel]")) {
    each.setAttribute("aria-pressed", String(each === button));
  }
  const details = form.querySelector(".sw-opmerking");
  details.hidden = false;
  details.open ||= button.dataset.oordeel !== "right";
};

const giveRemark = async (button) => {
  const form = button.closest(".sw-klopt");
  const field = form.querySelector("textarea");
  const chosen = form.querySelector("[aria-pressed='true']");
  if (!field.value.trim()) return field.focus();
  const details = form.querySelector(".sw-opmerking");
  if (!(await say(form, chosen.dataset.oordeel, field.value))) return;
  field.value = "";
  details.open = false;
  details.querySelector("summary").focus();
};

document.addEventListener("click", (event) => {
  const opinion = event.target.closest?.(".sw-klopt [data-oordeel]");
  const remark = event.target.closest?.(".sw-klopt .sw-verstuur");
  if (opinion) giveOpinion(opinion);
  if (remark) giveRemark(remark);
});

// --- What Gradio puts on the page ---

// A new question comes to the top, so that its answer is read from its beginning. Who pressed
// an example, which is gone by then, goes on from the question.
const onNewTurn = (turn) => {
  find("#sw-paneel").scrollTop = 0;
  turn.scrollIntoView({ block: "start" });
  const active = document.activeElement;
  const isLost = active === document.body || !active.checkVisibility();
  if (isLost || active.closest("#sw-voorbeelden")) {
    turn.querySelector(".sw-vraag").focus({ preventScroll: true });
  }
};

// Gradio says in English that the server is gone.
const onToast = (toast) => {
  toast.querySelector(".toast-title").textContent = steunwijzerKnows.lostTitle;
  toast.querySelector(".toast-message-text").textContent = steunwijzerKnows.lost;
  toast.querySelector(".toast-close").setAttribute("aria-label", steunwijzerKnows.close);
};

/** Whether this belongs to the question that is being answered: a last word of one that is over
 * may still have been on its way. */
const isDue = (node) =>
  node.dataset.gesprek === conversation.id &&
  Number(node.id.split("-")[1]) === asking?.number &&
  !asking.isOver;

const onAdded = (node) => {
  if (node.matches(".toast-item")) onToast(node);
  if (!node.matches("#sw-nu .sw-beurt, #sw-bronnenvak .sw-bronnen")) return;
  if (node.closest("#sw-bronnen-eerder")) return;
  if (!isDue(node)) return node.remove();
  if (node.matches(".sw-bronnen")) inSight = node.id;
  else {
    begun();
    keep();
    onNewTurn(node);
    showState();
  }
};

/** An answer is whole: it is kept at once, also where the server has not said yet that it is done. */
const onWhole = (asked) => {
  if (asked.isHeard) settled(asked);
  else if (!asked.wasWhole) {
    asked.wasWhole = true;
    keep();
  }
};

/** Whether there is more below what is in sight. */
const showMore = () => {
  const box = find("#sw-gespreksvak");
  if (!box) return;
  const isMore = box.scrollHeight - box.scrollTop - box.clientHeight > 16;
  box.parentElement.classList.toggle("sw-meer-onder", isMore);
};
window.addEventListener("scroll", showMore, { capture: true, passive: true });
window.addEventListener("resize", showMore);

/** Turns of which it was shown whom to call. */
const alarmed = new WeakSet();
/** Whom to call comes into sight, wherever the reader was. */
const showDanger = () => {
  const turn = find("#sw-nu .sw-beurt:has(.sw-gevaar)");
  if (!turn || alarmed.has(turn)) return;
  alarmed.add(turn);
  turn.scrollIntoView({ block: "start" });
};

const PARTS = ["#sw-vraag", "#sw-verstuur", "#sw-nu .sw-beurten", "#sw-eerder", "#sw-bronnen-eerder"];
let isReady = false;
/** What Gradio has put on the page by now gets its roles, and what was kept. */
const onReady = () => {
  isReady = true;
  for (const [id, role, name] of [
    ["sw-gesprek", "region", "sw-gesprekskop"],
    ["sw-paneel", "complementary", "sw-bronnenkop"],
  ]) {
    document.getElementById(id).setAttribute("role", role);
    document.getElementById(id).setAttribute("aria-labelledby", name);
  }
  restore();
  showState();
  loadChoice();
};

new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      if (node.nodeType === Node.ELEMENT_NODE) onAdded(node);
    }
  }
  if (!isReady && PARTS.every(find)) onReady();
  if (asking && isDone(asking)) onWhole(asking);
  showSources();
  showDanger();
  showMore();
}).observe(document.documentElement, {
  childList: true,
  subtree: true,
  attributeFilter: ["hidden", "data-af", "open"],
});
