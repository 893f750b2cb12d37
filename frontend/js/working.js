// Pages that change while somebody reads them: what was opened stays open, what was ticked stays ticked, and a list is
// not pulled away from under a reader who is deep in it.
const thread = () => document.querySelector('[data-conversation]');
let atEnd = true;
let kept = {};

function isAtEnd(element) {
  return element.scrollHeight - element.scrollTop - element.clientHeight < 48;
}

function remember() {
  kept = {
    open: [...document.querySelectorAll('details[id][open]')].map(({id}) => id),
    ticked: [...document.querySelectorAll('input[data-select]:checked')].map(({value}) => value),
    row: document.querySelector('[data-row][aria-current]')?.id,
    focused: document.activeElement?.closest?.('[data-row]')?.id,
  };
  if (thread()) atEnd = isAtEnd(thread());
}

function putBack() {
  for (const id of kept.open ?? []) {
    const section = document.getElementById(id);
    if (section) section.open = true;
  }
  for (const box of document.querySelectorAll('input[data-select]')) if (kept.ticked?.includes(box.value)) box.checked = true;
  const row = kept.row && document.getElementById(kept.row);
  if (row) markCurrent(row);
  if (kept.focused && kept.focused === kept.row) row?.querySelector('[data-open]')?.focus({preventScroll: true});
  count();
  if (thread() && atEnd) thread().scrollTop = thread().scrollHeight;
}

function markCurrent(row) {
  for (const other of document.querySelectorAll('[data-row][aria-current]')) other.removeAttribute('aria-current');
  row.setAttribute('aria-current', 'true');
}

function count() {
  const place = document.querySelector('[data-selected]');
  if (place) place.textContent = String(document.querySelectorAll('input[data-select]:checked').length);
}

document.addEventListener('htmx:beforeSwap', remember);
// Once an answer, before its first swap: the parts that follow would find everything shut already.
for (const moment of ['htmx:oobAfterSwap', 'htmx:afterSettle']) document.addEventListener(moment, putBack);
document.addEventListener('change', count);
document.addEventListener('reset', () => setTimeout(count));

document.addEventListener('htmx:beforeRequest', event => {
  const element = event.detail.elt;
  const target = event.detail.target;
  // Nothing is fetched for a preview that this screen does not show.
  if (target?.id === 'peek' && target.checkVisibility?.() === false) event.preventDefault();
  // Older rows are loaded below: show that something changed and let the reader decide.
  if (element?.hasAttribute('data-live-rows') && document.querySelector('.rows[data-grown]')) {
    event.preventDefault();
    document.getElementById('changed')?.removeAttribute('hidden');
  }
});
document.addEventListener('htmx:afterRequest', event => {
  // The row whose preview is shown is the current one, however it was chosen.
  if (event.detail.target?.id === 'peek' && event.detail.successful && event.detail.elt.matches('[data-row]')) {
    markCurrent(event.detail.elt);
  }
  if (event.detail.elt?.hasAttribute?.('data-more') && event.detail.successful) {
    document.querySelector('.rows')?.setAttribute('data-grown', '');
  }
});

if (thread() && !location.hash) thread().scrollTop = thread().scrollHeight;
document.addEventListener('click', event => {
  const link = event.target.closest?.('a[href="#reply-text"]');
  if (!link) return;
  event.preventDefault();
  document.getElementById('t-reply')?.click();
  document.getElementById('reply-text')?.focus();
});
