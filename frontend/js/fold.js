// Sections remember being folded, per reader and section.
const PREFIX = 'wg-fold-';

function restore(root) {
  for (const section of root.querySelectorAll?.('details[data-fold]') ?? []) {
    const kept = localStorage.getItem(PREFIX + section.dataset.fold);
    if (kept !== null) section.open = kept === 'open';
  }
}

document.addEventListener('toggle', event => {
  const name = event.target.dataset?.fold;
  if (name) localStorage.setItem(PREFIX + name, event.target.open ? 'open' : 'shut');
}, true);
restore(document);
document.addEventListener('htmx:load', event => restore(event.detail.elt.parentElement ?? event.detail.elt));
