// Citations and cards: a click or Enter on the one moves focus to the other, and back.
(() => {
  "use strict";
  document.documentElement.lang = "nl";
  const cameFrom = new Map();
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  const questionField = () => document.querySelector("#sw-vraag textarea");

  const showTurn = (card) => {
    const chosen = card.closest(".sw-bronnen");
    if (!chosen) return;
    for (const section of document.querySelectorAll(".sw-bronnen")) {
      section.hidden = section !== chosen;
    }
  };

  const goTo = (target, block) => {
    showTurn(target);
    const place = target.id === "sw-vraag" ? questionField() : target;
    place.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
    place.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    // This button is gone after it was pressed.
    if (event.target.closest?.("#sw-opnieuw")) questionField().focus();
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

  // A new question comes to the top, so that its answer is read from its beginning. Who pressed
  // an example, which is gone by then, goes on from the question.
  const onNewTurn = (turn) => {
    document.getElementById("sw-paneel").scrollTop = 0;
    turn.scrollIntoView({ block: "start" });
    const active = document.activeElement;
    const isLost = active === document.body || !active.checkVisibility();
    if (isLost || active.closest("#sw-voorbeelden")) {
      turn.querySelector(".sw-vraag").focus({ preventScroll: true });
    }
  };

  // Gradio says in English that the server is gone.
  const onToast = (toast) => {
    toast.querySelector(".toast-title").textContent = steunwijzerTexts.lostTitle;
    toast.querySelector(".toast-message-text").textContent = steunwijzerTexts.lost;
    toast.querySelector(".toast-close").setAttribute("aria-label", steunwijzerTexts.close);
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.matches(".sw-beurt")) onNewTurn(node);
        if (node.matches(".toast-item")) onToast(node);
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
