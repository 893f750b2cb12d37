// What is being written is kept in this browser until the server has it: a closed tab or a dead battery loses nothing.
const PREFIX = 'wg-draft-';
const KEEP_DAYS = 30;
const nameOf = field => PREFIX + field.dataset.draft;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

function say(field, kept) {
  const note = field.closest('.composer')?.querySelector('[data-draft-said]');
  if (note) note.hidden = !kept;
}

function restore(root) {
  for (const field of root.querySelectorAll?.('textarea[data-draft]') ?? []) {
    const kept = read(nameOf(field));
    if (!kept?.text || field.value) continue;
    field.value = kept.text;
    say(field, true);
    // Whoever looks at what is typed looks at what came back, too.
    field.dispatchEvent(new Event('input', {bubbles: true}));
  }
}

function forget(form) {
  for (const field of form?.querySelectorAll?.('textarea[data-draft]') ?? []) localStorage.removeItem(nameOf(field));
}

// Drafts that nobody came back to do not pile up.
for (const name of Object.keys(localStorage)) {
  if (name.startsWith(PREFIX) && !(read(name)?.at > Date.now() - KEEP_DAYS * 86_400_000)) localStorage.removeItem(name);
}

document.addEventListener('input', event => {
  const field = event.target;
  if (!field.dataset?.draft) return;
  if (field.value.trim()) localStorage.setItem(nameOf(field), JSON.stringify({text: field.value, at: Date.now()}));
  else localStorage.removeItem(nameOf(field));
  say(field, Boolean(field.value.trim()));
});
// Only a stored text is forgotten; what was refused (422) stays. Before the swap, or the fresh composer would get it back.
document.addEventListener('htmx:beforeSwap', event => {
  const {xhr, requestConfig} = event.detail;
  if (requestConfig?.verb === 'post' && xhr.status < 400) forget(requestConfig.elt.closest('form'));
});
restore(document);
document.addEventListener('htmx:load', event => restore(event.detail.elt.parentElement ?? event.detail.elt));
