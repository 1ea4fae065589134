// "Wrong?": what the right answer would have been, sent without leaving the page.

/** Listens for the form, which comes and goes with answers. */
export function startFeedback(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    // `form.id` would be the field of that name.
    if (!form.matches("#feedback")) return;
    event.preventDefault();
    void send(form);
  });
}

async function send(form: HTMLFormElement): Promise<void> {
  const words = await fetch(form.getAttribute("action") ?? "", {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(
      [...new FormData(form)].map(([name, value]) => [name, String(value)]),
    ),
  }).then(said, () => "The server cannot be reached.");
  const status = document.createElement("p");
  status.className = "small";
  status.setAttribute("role", "status");
  form.querySelector("[role=status]")?.remove();
  form.append(status);
  status.textContent = words;
}

async function said(response: Response): Promise<string> {
  if (response.ok) return "Thank you. It is kept with the answer.";
  const problem = (await response.json().catch(() => ({}))) as {
    detail?: string;
    issues?: { message: string }[];
  };
  return problem.issues?.[0]?.message ?? problem.detail ?? `It was not taken (${response.status}).`;
}
