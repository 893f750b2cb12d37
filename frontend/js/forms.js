// Nothing typed is lost by accident; Ctrl+Enter sends; a select that asks for it submits its form.
import './files.js';
import {say} from './words.js';

const dirty = new Set();

document.addEventListener('input', event => {
  const form = event.target.form;
  if (form?.hasAttribute('data-guard')) dirty.add(form);
});
for (const type of ['submit', 'reset']) document.addEventListener(type, event => dirty.delete(event.target));
document.addEventListener('htmx:afterRequest', event => event.detail.successful && dirty.delete(event.detail.elt));

addEventListener('beforeunload', event => {
  const open = [...dirty].filter(form => form.isConnected);
  if (!open.length) return;
  event.preventDefault();
  event.returnValue = say('unsaved');
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.closest?.('textarea')?.form;
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('[type=submit][data-default]') ?? form.querySelector('.btn-primary') ?? undefined);
});

document.addEventListener('change', event => {
  if (event.target.matches?.('[data-submit]')) event.target.form?.requestSubmit();
});

// The summary of what is wrong is read out first.
function focusSummary(root) {
  root.querySelector?.('[data-focus]')?.focus();
}
focusSummary(document);
document.addEventListener('htmx:load', event => focusSummary(event.detail.elt));

for (const type of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(type, event => event.target.closest?.('.drop')?.classList.toggle('is-over', type === 'dragover'));
}
