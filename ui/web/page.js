// The conversation lives here, in the memory of this tab: the turns, what a follow-up needs of
// them, and the key with which the answers are fetched. Also: a click or Enter on a citation moves
// focus to its passage, and back.
(() => {
  "use strict";
  document.documentElement.lang = "nl";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const plainFetch = window.fetch.bind(window);
  const cameFrom = new Map();
  /** Id of the sources that are in sight. */
  let inSight = "";

  const find = (selector) => document.querySelector(selector);
  const questionField = () => find("#sw-vraag textarea");
  const randomName = () =>
    [...crypto.getRandomValues(new Uint8Array(16))]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");

  // --- The conversation ---

  const newConversation = () => {
    const begun = { id: randomName(), key: randomName(), number: 0, history: [], event: null };
    begun.over = new Promise((resolve) => (begun.end = () => resolve({ isOver: true })));
    return begun;
  };
  let conversation = newConversation();

  /** Put the last turn among the earlier ones, and keep what a follow-up needs of it. */
  const archive = () => {
    const turn = find("#sw-nu .sw-beurt");
    if (turn?.dataset.vraag !== undefined) {
      const { vraag: question, antwoord: answer } = turn.dataset;
      conversation.history = [...conversation.history, { question, answer }].slice(
        -steunwijzerKnows.turns,
      );
    }
    if (turn) find("#sw-eerder").append(turn);
    const sources = find("#sw-bronnenvak .sw-bronnen");
    if (sources) find("#sw-bronnen-eerder").append(sources);
  };

  /** A question that is too long to be answered stays where it is, to be made shorter. */
  const clearField = (question) => {
    if ([...question].length > steunwijzerKnows.answered) return;
    const field = questionField();
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /** What Gradio sends: the question, and the conversation that it stands in. */
  const send = (question, isTyped) => {
    archive();
    conversation.number += 1;
    if (isTyped) clearField(question);
    const { id, number, history } = conversation;
    const sent = question.slice(0, steunwijzerKnows.sent).toWellFormed?.() ?? question;
    return [sent, JSON.stringify({ conversation: id, number, history })];
  };
  /** A question under an answer, to be asked by one click. */
  let chosen = "";
  const sendChosen = () => send(chosen, false);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".sw-beurt .sw-voorbeeld");
    if (!button) return;
    chosen = button.textContent;
    find("#sw-verstuur").click();
  });
  window.steunwijzer = { send, sendChosen };

  const restart = () => {
    conversation.end();
    conversation = newConversation();
    for (const place of ["#sw-eerder", "#sw-bronnen-eerder", "#sw-nu .sw-beurten"]) {
      find(place).replaceChildren();
    }
    find("#sw-bronnenvak .sw-bronnen")?.remove();
    questionField().focus();
  };

  // --- Gradio's calls: with the key of the conversation, and ended with it ---

  /** Messages by which Gradio's client takes events for finished, as after its own cancel. */
  const endOf = (events) =>
    [
      ...events.map((event) => ({
        msg: "process_completed",
        event_id: event,
        output: {},
        success: true,
      })),
      { msg: "close_stream" },
    ]
      .map((message) => `data: ${JSON.stringify(message)}\n\n`)
      .join("");
  const asStream = { headers: { "content-type": "text/event-stream" } };
  /** Events that were ended before the server had named them. */
  const ended = [];

  const withKey = (key, input, options) => {
    const headers = new Headers(options?.headers ?? input.headers);
    headers.set("X-Steunwijzer-Visit", key);
    return plainFetch(input, { ...options, headers });
  };

  const join = async (input, options) => {
    const asking = conversation;
    const response = await Promise.race([withKey(asking.key, input, options), asking.over]);
    if (response.isOver) {
      const event = randomName();
      ended.push(event);
      return Response.json({ event_id: event });
    }
    if (response.ok) asking.event = (await response.clone().json()).event_id;
    return response;
  };

  const listen = async (input, options) => {
    const asking = conversation;
    if (ended.length) return new Response(endOf(ended.splice(0)), asStream);
    const response = await withKey(asking.key, input, options);
    if (!response.ok || !response.body) return response;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const encoder = new TextEncoder();
    let rest = "";
    const pull = async (controller) => {
      const { value, done, isOver } = await Promise.race([reader.read(), asking.over]);
      if (isOver) {
        reader.cancel().catch(() => {});
        controller.enqueue(encoder.encode(endOf([asking.event])));
      }
      if (isOver || done) return controller.close();
      // Whole messages only: the end may have to come after any of them.
      const messages = (rest + value).split("\n\n");
      rest = messages.pop();
      return messages.length
        ? controller.enqueue(encoder.encode(messages.map((each) => `${each}\n\n`).join("")))
        : pull(controller);
    };
    const body = new ReadableStream({ pull, cancel: (reason) => reader.cancel(reason) });
    return new Response(body, asStream);
  };

  window.fetch = (input, options) => {
    const url = new URL(input.url ?? input, location.href);
    if (url.origin === location.origin) {
      if (url.pathname.endsWith("/gradio_api/queue/join")) return join(input, options);
      if (url.pathname.endsWith("/gradio_api/queue/data")) return listen(input, options);
    }
    return plainFetch(input, options);
  };

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
    const place = target.id === "sw-vraag" ? questionField() : target;
    place.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
    place.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#sw-opnieuw")) restart();
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

  const onAdded = (node) => {
    if (node.matches(".toast-item")) onToast(node);
    if (!node.matches("#sw-nu .sw-beurt, #sw-bronnenvak .sw-bronnen")) return;
    // The last word of a conversation that is over may still have been on its way.
    if (node.dataset.gesprek !== conversation.id) node.remove();
    else if (node.matches(".sw-beurt")) onNewTurn(node);
    else inSight = node.id;
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType === Node.ELEMENT_NODE) onAdded(node);
      }
    }
    showSources();
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributeFilter: ["hidden"],
  });
})();
