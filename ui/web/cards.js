// What a reader does with sources: unfolds a passage, steps to the next card, takes an answer or
// the whole conversation along. Also fills the field with the question of a link. It uses nothing
// of the other scripts.
(known) => {
  "use strict";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  // --- Cards ---

  /** A passage is unfolded before somebody goes to its mark. */
  const unfold = (link) => {
    const target = document.getElementById(link.getAttribute("href").slice(1));
    const folded = target?.closest("details:not([open])");
    if (folded) folded.open = true;
  };

  const step = (button) => {
    const card = document.getElementById(button.dataset.naar);
    card.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
    card.focus({ preventScroll: true });
  };

  // --- What is taken along ---

  const status = (part) => part.closest(".sw-meenemen").querySelector(".sw-meegenomen");

  const escaped = (text) => {
    const place = document.createElement("span");
    place.textContent = text;
    return place.innerHTML;
  };
  const linkOf = ({ document: source, place }) => {
    const link = new URL(".", document.baseURI);
    link.search = new URLSearchParams({ bron: source, plek: place });
    return link.href;
  };
  const wordsOf = (line) =>
    line.said.map(({ text, numbers }) => [text, ...numbers.map((each) => `[${each}]`)].join(" "));

  const asText = ({ lines, sources }, heading) => {
    const said = lines.flatMap(({ under, intro, mark, ...line }) => [
      ...[under, intro].filter(Boolean),
      [mark, ...wordsOf(line)].filter(Boolean).join(" "),
    ]);
    const listed = sources.map((each) => `[${each.number}] ${each.label}. ${linkOf(each)}`);
    return [...said, "", heading, ...listed].join("\n");
  };

  const asHtml = ({ lines, sources }, heading) => {
    const said = lines.flatMap(({ under, intro, mark, ...line }) => [
      ...[under, intro].filter(Boolean).map((each) => `<p><b>${escaped(each)}</b></p>`),
      `<p>${escaped([mark === "-" ? "•" : mark, ...wordsOf(line)].filter(Boolean).join(" "))}</p>`,
    ]);
    const listed = sources.map(
      (each) =>
        `<p>[${each.number}] <a href="${escaped(linkOf(each))}">${escaped(each.label)}</a></p>`,
    );
    return [...said, `<p><b>${escaped(heading)}</b></p>`, ...listed].join("");
  };

  /** Also where there is no TLS: there a page has no clipboard of its own. */
  const copy = (types) => {
    const fill = (event) => {
      for (const [type, text] of Object.entries(types)) event.clipboardData.setData(type, text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("copy", fill, { capture: true, once: true });
    const isCopied = document.execCommand("copy");
    document.removeEventListener("copy", fill, { capture: true });
    return isCopied;
  };

  const copyAnswer = (button) => {
    const told = JSON.parse(button.closest(".sw-meenemen").dataset.beurt);
    const { gekopieerd, nietGekopieerd, bronnen } = status(button).dataset;
    const types = { "text/plain": asText(told, bronnen), "text/html": asHtml(told, bronnen) };
    status(button).textContent = copy(types) ? gekopieerd : nietGekopieerd;
  };

  const download = (file, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  const print = (tab, html) => {
    tab.document.write(html);
    tab.document.close();
    tab.focus();
    tab.print();
  };

  const save = async (button) => {
    const form = button.dataset.bewaar;
    const { bewaard, nietBewaard } = status(button).dataset;
    // Only a tab that is opened at once is not taken for an advertisement.
    const tab = form === "print" ? window.open("", "_blank") : null;
    const turns = [...document.querySelectorAll(".sw-meenemen")].map((each) =>
      JSON.parse(each.dataset.beurt),
    );
    try {
      const body = JSON.stringify({ form, turns });
      const headers = { "content-type": "application/json" };
      const response = await fetch("export", { method: "POST", headers, body });
      if (!response.ok) throw new Error(response.statusText);
      const name = response.headers.get("content-disposition").match(/filename="(.+)"/)[1];
      if (tab) print(tab, await response.text());
      else download(await response.blob(), name);
      status(button).textContent = bewaard;
    } catch {
      tab?.close();
      status(button).textContent = nietBewaard;
    }
  };

  // Before the other scripts hear of it: they go to what is unfolded here.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href^='#']");
      if (link) unfold(link);
    },
    { capture: true },
  );
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (button?.matches(".sw-stap")) step(button);
    if (button?.matches(".sw-kopieer")) copyAnswer(button);
    if (button?.matches("[data-bewaar]")) save(button);
  });

  // --- A link with a question ---

  /** Fills the field, and sends nothing: somebody else wrote the question, perhaps with a name in
   * it. It does not stay in the address, for that is kept in the history of the browser. */
  const question = new URLSearchParams(location.search).get("vraag")?.trim();
  const fillIn = (changes, observer) => {
    const field = document.querySelector("#sw-vraag textarea, textarea#sw-vraag");
    if (!field) return;
    observer.disconnect();
    // Only then does what else knows the field listen to it.
    setTimeout(() => {
      field.value = question;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
      const note = document.createElement("p");
      note.className = "sw-uit-link";
      note.setAttribute("role", "status");
      field.closest("form, .form, .block").before(note);
      note.textContent = known.fromLink;
      field.addEventListener("input", () => note.remove(), { once: true });
      field.form?.addEventListener("submit", () => note.remove(), { once: true });
    }, 300);
  };
  if (question) {
    history.replaceState(null, "", location.pathname + location.hash);
    new MutationObserver(fillIn).observe(document.documentElement, { childList: true, subtree: true });
  }
}
