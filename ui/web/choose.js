// Which sources are searched: those that are ticked, or all of them where none is. The choice stays
// in this browser, as conversations do, and stands above the answers for as long as it holds.
const CHOSEN = `${KEPT}bronnen`;

const boxes = () => [...document.querySelectorAll("#sw-keuze input")];
const ticked = () => boxes().filter((each) => each.checked);
/** Ids of the sources that are searched; none where all are. */
const chosenSources = () => ticked().map((each) => each.value);

const showChoice = () => {
  const titles = ticked().map((each) => `\u201c${each.dataset.titel}\u201d`);
  const { searchesSome, searchesAll } = steunwijzerKnows;
  const said = titles.length ? searchesSome : searchesAll;
  const { length: all } = boxes();
  find("#sw-gekozen").textContent = said
    .replace("%n", titles.length)
    .replace("%a", all)
    .replace("%t", titles.join(", "));
  find("#sw-alles").hidden = !titles.length;
  find("#sw-keuze").classList.toggle("sw-beperkt", titles.length > 0);
};

const keepChoice = () => {
  if (isKept()) quietly(() => localStorage.setItem(CHOSEN, JSON.stringify(chosenSources())));
  showChoice();
};

/** What can be chosen now, with what was chosen before as far as it is still there. */
const loadChoice = async () => {
  const response = await plainFetch("bronnen").catch(() => null);
  if (!response?.ok) return;
  find("#sw-keuze").innerHTML = await response.text();
  find("#sw-keuze").hidden = !boxes().length;
  if (!boxes().length) return;
  const before = quietly(() => JSON.parse(localStorage.getItem(CHOSEN)), null);
  for (const each of boxes()) each.checked = Array.isArray(before) && before.includes(each.value);
  showChoice();
};

document.addEventListener("change", (event) => {
  if (event.target.closest?.("#sw-keuze")) keepChoice();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("#sw-alles")) return;
  for (const each of boxes()) each.checked = false;
  keepChoice();
  find("#sw-keuze summary").focus();
});
