// Makes reading easier, and nothing depends on it: folds the outline away on a narrow screen,
// copies a link, and says so.
(() => {
  "use strict";
  const outline = document.getElementById("inhoud");
  if (outline && window.matchMedia("(max-width: 899px)").matches) outline.open = false;

  const here = document.querySelector("#inhoud [aria-current]");
  const side = document.querySelector(".zij");
  if (here && side) side.scrollTop = here.offsetTop - side.clientHeight / 2;

  // Also where there is no TLS: there a page has no clipboard of its own.
  const copy = (text) => {
    const fill = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", fill, { once: true });
    const isCopied = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    return isCopied;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-kopieer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const status = document.getElementById("gekopieerd");
    status.textContent = copy(link.href) ? status.dataset.gelukt : status.dataset.mislukt;
  });
})();
