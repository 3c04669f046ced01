// Reloads the page when the site it shows has changed, and tells what was said of the text just saved.
(() => {
  "use strict";

  const { site, faute } = document.currentScript.dataset;
  const ROOT = "/__bulletin/";
  const PANEL = "bulletin-apercu";
  const RETRY_MS = 2000;
  let stream = null;

  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  const dress = () => {
    if (document.querySelector(`link[href="${ROOT}apercu.css"]`)) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `${ROOT}apercu.css`;
    document.head.append(link);
  };

  const report = (text) => {
    const made = element("pre", text);
    made.tabIndex = 0; // a long report scrolls with the keyboard too
    return made;
  };

  const understood = (text) => {
    const made = document.createElement("details");
    made.append(element("summary", "Ce qui a été compris du fichier enregistré"), report(text));
    return made;
  };

  const tell = ({ faute: fault, avis: advice, compris: read }) => {
    document.getElementById(PANEL)?.remove();
    if (!fault && !advice && !read) return;
    dress();
    const panel = document.createElement("div");
    panel.id = PANEL;
    panel.lang = "fr";
    panel.className = fault ? "" : "bulletin-avis";
    panel.setAttribute("role", fault ? "alert" : "status");
    document.body.append(panel);
    if (fault) panel.append(element("p", "La dernière version n’a pas pu être construite : voici la précédente."), report(fault));
    else if (advice) panel.append(element("p", "Le site est à jour, avec une remarque sur ce que vous venez d’enregistrer."), report(advice));
    if (read) panel.append(understood(read));
    const hide = element("button", "Masquer");
    hide.type = "button";
    hide.addEventListener("click", () => panel.remove());
    panel.append(hide);
  };

  const look = async () => {
    try {
      const state = await (await fetch(`${ROOT}etat`)).json();
      if (state.site !== site) location.reload();
      else if (faute === undefined) tell(state);
    } catch {
      // The preview was stopped: the stream says when it is back.
    }
  };

  // A browser opens few connections to one host: a hidden tab gives its own back.
  const listen = () => {
    stream?.close();
    stream = null;
    if (document.hidden) return;
    stream = new EventSource(`${ROOT}recharger`);
    stream.addEventListener("open", look); // what was missed while nobody listened
    stream.addEventListener("reload", look);
    stream.addEventListener("error", ({ target }) => {
      if (target === stream && target.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MS);
    });
  };

  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) listen(); });
  addEventListener("pagehide", () => stream?.close());
  listen();
})();
