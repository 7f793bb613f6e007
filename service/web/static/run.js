// Follows a run: marks its step, and goes on when the draft is there or the run has failed.
const steps = document.getElementById("steps");
const names = [...steps.children].map((step) => step.dataset.step);

function show(current) {
  const at = Math.max(names.indexOf(current), 0);
  [...steps.children].forEach((step, place) => {
    step.className = place < at ? "past" : place === at ? "now" : "";
    if (place === at) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
}

async function follow() {
  let wait = 600;
  try {
    const answer = await fetch(`/api/v1/runs/${steps.dataset.run}`, { cache: "no-store" });
    if (answer.ok) {
      const run = await answer.json();
      if (run.state === "done" || run.state === "failed") {
        location.reload(); // the page itself knows where to go from here
        return;
      }
      show(run.step || names[0]);
    }
  } catch {
    wait = 2500; // the server is away for a moment; it takes the run up again
  }
  setTimeout(follow, wait);
}

follow();
