// What the pages for maintainers and evaluators do beyond forms: each of them works without this.
(() => {
  "use strict";
  const waitMs = 1500;
  const find = (selector, within = document) => within.querySelector(selector);

  // --- Work that goes on: its place is drawn anew, and the page when it is over. ---

  const isRunning = (place) => place?.dataset.staat === "running";

  const look = async () => {
    try {
      const response = await fetch(find("#werk").dataset.kijk, { cache: "no-store" });
      const told = new DOMParser().parseFromString(await response.text(), "text/html");
      const now = find("#werk", told);
      if (!isRunning(now)) return location.reload();
      // The button keeps its focus: only what moves is drawn.
      const [bar, next] = [find("#werk progress"), find("#werk progress", now)];
      if (next.hasAttribute("value")) {
        bar.max = next.max;
        bar.value = next.value;
      }
      const [words, newer] = [find("#werk p"), find("p", now)];
      if (words.textContent !== newer.textContent) words.textContent = newer.textContent;
    } catch {
      // The server may be busy or gone: look again.
    }
    setTimeout(look, waitMs);
  };
  if (isRunning(find("#werk"))) setTimeout(look, waitMs);

  // --- A form that takes a while says so. ---

  for (const form of document.querySelectorAll("form[data-bezig]")) {
    form.addEventListener("submit", () => {
      const line = document.createElement("p");
      line.className = "melding";
      line.setAttribute("role", "status");
      line.textContent = form.dataset.bezig;
      form.append(line);
      find("button", form).disabled = true;
    });
  }
  // A page that the browser kept can be sent again.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  // --- A heading of the outline is shown in the text. ---

  const field = find("#veld-tekst");
  const headingAt = (words) => {
    const line = field.value.split("\n").find((each) => /^#+ /.test(each) && each.includes(words));
    return line ? field.value.indexOf(`${line}\n`) : -1;
  };
  for (const link of document.querySelectorAll("[data-zoek]")) {
    link.addEventListener("click", (event) => {
      const at = headingAt(link.dataset.zoek);
      if (at < 0) return;
      event.preventDefault();
      field.focus();
      field.setSelectionRange(at, at + link.dataset.zoek.length + 2);
      const share = field.value.slice(0, at).split("\n").length / field.value.split("\n").length;
      field.scrollTop = share * field.scrollHeight - field.clientHeight / 3;
      field.scrollIntoView({ block: "center" });
    });
  }
  // What was typed and not kept is not left without a question.
  if (field) {
    let isSent = false;
    field.form.addEventListener("submit", () => (isSent = true));
    addEventListener("beforeunload", (event) => {
      if (!isSent && field.value !== field.defaultValue) event.preventDefault();
    });
  }

  // --- Questions of a run by how they ended. ---

  const sieve = find("[data-zeef]");
  const sift = () => {
    let shown = 0;
    for (const row of document.querySelectorAll("#vragen tbody tr")) {
      row.hidden = !row.dataset.hoe.startsWith(sieve.value);
      shown += !row.hidden;
    }
    find("#geteld").textContent = shown === 1 ? "1 vraag" : `${shown} vragen`;
  };
  sieve?.addEventListener("input", sift);
  if (sieve) sift();

  // --- Deciding with one key; out of a field with Escape, and from within it with Ctrl+Enter. ---

  addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-aanvaard]");
    if (form && event.ctrlKey && event.key === "Enter") return find("button.eerste", form).click();
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest?.('input:not([type="checkbox"]), textarea, select')) {
      if (form && event.key === "Escape") event.target.blur();
      return;
    }
    const place = find(`[data-toets="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!place) return;
    event.preventDefault(); // what is pressed is not typed in the field that it leads to
    place.click();
  });
})();
