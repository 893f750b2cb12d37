// Dialogs open and close by attribute; the one drawer loads what a link points to. Focus returns by itself (native dialog).
import htmx from 'htmx.org';

const drawer = () => document.getElementById('drawer');
const body = () => document.getElementById('drawer-body');

function skeleton() {
  const box = document.createElement('div');
  box.className = 'skeleton';
  for (let n = 0; n < 7; n += 1) box.append(document.createElement('i'));
  return box;
}

export function openDrawer(address) {
  if (!drawer()) return location.assign(address);
  body().replaceChildren(skeleton());
  if (!drawer().open) drawer().showModal();
  return htmx.ajax('GET', address, {target: '#drawer-body', swap: 'innerHTML'});
}

document.addEventListener('click', event => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const opener = event.target.closest('[data-dialog]');
  if (opener) return document.getElementById(opener.dataset.dialog)?.showModal();
  const link = event.target.closest('a[data-drawer]');
  if (link && drawer()) {
    // What was chosen is done with: the menu is not there again when the drawer closes.
    link.closest('details.menu')?.removeAttribute('open');
    event.preventDefault();
    return openDrawer(link.href);
  }
  if (event.target.closest('[data-close]')) {
    const closer = event.target.closest('dialog, [data-toast]');
    if (closer instanceof HTMLDialogElement) closer.close();
    else closer?.remove();
  }
  // A click on the backdrop lands on the dialog itself.
  if (event.target instanceof HTMLDialogElement) {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const switcher = event.target.closest('[data-show]');
  if (switcher) show(switcher);
});

// The phone's two faces of a case: the talk, and what we know about it.
function show(button) {
  document.querySelector('.app')?.classList.toggle('show-info', button.dataset.show === 'info');
  for (const other of button.parentElement.querySelectorAll('[data-show]')) other.setAttribute('aria-selected', String(other === button));
}

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  const menu = document.querySelector('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
