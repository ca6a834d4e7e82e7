// Opens the clause behind a marker beside the chat. Without this script a marker opens the reader.
(() => {
  "use strict";

  // Behind a proxy the server cannot know its public address; the page does.
  if (window.gradio_config) {
    window.gradio_config.root = new URL(".", document.baseURI).href.replace(/\/$/, "");
  }

  const CHINESE = "zh-CN";
  const NARROW = window.matchMedia("(max-width: 900px)");
  let latest = 0;
  let opener = null;

  const findLanguage = () => document.querySelector(".masthead")?.lang || CHINESE;

  const markOpener = (link) => {
    document.querySelectorAll("a.proof-current").forEach((one) => one.classList.remove("proof-current"));
    link?.classList.add("proof-current");
    opener = link;
  };

  const closeProof = () => {
    latest += 1;
    document.body.classList.remove("proof-open");
    document.querySelector(".proof-card")?.remove();
    if (opener?.isConnected) opener.focus();
    markOpener(null);
  };

  const showProof = (card) => {
    const panel = document.getElementById("proof");
    panel.querySelector(".proof-card")?.remove();
    panel.append(card);
    document.body.classList.add("proof-open");
    const body = card.querySelector(".proof-body");
    const quote = card.querySelector("mark");
    if (NARROW.matches) panel.scrollIntoView({ block: "start" });
    const offset = quote.getBoundingClientRect().top - body.getBoundingClientRect().top;
    body.scrollTop = offset - body.clientHeight / 3;
  };

  // The server escapes every word of the document: nothing in the card can act.
  const fetchCard = async (link) => {
    const address = new URL(link.href);
    address.pathname += `/clauses/${address.hash.slice(1)}`;
    address.hash = "";
    address.searchParams.set("language", findLanguage());
    const response = await fetch(address);
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    page.querySelectorAll("a[href]").forEach((one) => {
      one.href = new URL(one.getAttribute("href"), response.url).href;
    });
    return page.querySelector(".proof-card");
  };

  const openProof = async (link) => {
    latest += 1;
    const mine = latest;
    try {
      const card = await fetchCard(link);
      if (mine !== latest) return;
      markOpener(link);
      showProof(card);
    } catch {
      window.open(link.href, "_blank", "noopener"); // the reader says what is missing
    }
  };

  document.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("#clear, .proof-close")) closeProof();
    const link = event.target.closest("#conversation a[href]");
    const documents = new URL("documents/", document.baseURI).href;
    if (!link?.hash || !link.href.startsWith(documents)) return;
    event.preventDefault();
    openProof(link);
  });

  // On a narrow screen the proof lies below: a new question brings the conversation back.
  document.addEventListener("focusin", (event) => {
    if (!NARROW.matches || !opener || !event.target.closest("#question")) return;
    markOpener(null);
    closeProof();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector(".proof-card")) closeProof();
  });

  new MutationObserver(() => {
    const language = findLanguage();
    if (document.documentElement.lang === language) return;
    document.documentElement.lang = language;
    if (opener?.isConnected) openProof(opener);
  }).observe(document, { subtree: true, childList: true });
})();
