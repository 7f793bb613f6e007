// Follows an intake: fetches the page again and puts its new state in place, until it is over.
let wait = 700;

async function follow() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.ok) {
      wait = 700;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById("intake");
      const shown = document.getElementById("intake");
      if (!now.hasAttribute("data-follow")) {
        document.title = page.title;
        shown.replaceWith(now);
        now.querySelector("h1").setAttribute("tabindex", "-1");
        now.querySelector("h1").focus(); // what was pressed or read is gone from the page
        return;
      }
      shown.querySelector(".things").replaceWith(now.querySelector(".things"));
      shown.querySelector("h1").textContent = now.querySelector("h1").textContent;
    }
  } catch {
    wait = 2500; // the server is away for a moment; it reads on when it is back
  }
  setTimeout(follow, wait);
}

setTimeout(follow, wait);
