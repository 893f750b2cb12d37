// Texts beside the editor: the button shows all that fit, a slash at the start of a word those whose name begins so.
const SLASH = /(^|[\s,，。])\/([\p{L}\p{N}_-]{0,20})$/u;
const boxOf = field => document.querySelector(`[data-texts="${CSS.escape(field?.id ?? '')}"]`);
const opener = box => document.querySelector(`[data-texts-open="${CSS.escape(box.id)}"]`);

async function show(box, wanted = '') {
  const asked = `${box.dataset.url}?q=${encodeURIComponent(wanted)}`;
  box.dataset.asked = asked;
  const answer = await fetch(asked, {headers: {'HX-Request': 'true'}}).catch(() => null);
  // Only the newest question counts, and a page to sign in is no list.
  if (!answer?.ok || answer.redirected || box.dataset.asked !== asked) return;
  const list = await answer.text();
  if (box.dataset.asked !== asked) return;
  box.innerHTML = list;
  box.hidden = false;
  opener(box)?.setAttribute('aria-expanded', 'true');
}

function hide(box) {
  box.dataset.asked = '';
  box.hidden = true;
  opener(box)?.setAttribute('aria-expanded', 'false');
}

function insert(field, text) {
  const before = field.value.slice(0, field.selectionStart);
  const slash = SLASH.exec(before);
  const start = slash ? before.length - slash[2].length - 1 : before.length;
  field.focus();
  field.setSelectionRange(start, field.selectionEnd);
  if (!document.execCommand('insertText', false, text)) field.setRangeText(text, start, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', {bubbles: true}));
}

document.addEventListener('input', event => {
  const box = boxOf(event.target);
  if (!box) return;
  const slash = SLASH.exec(event.target.value.slice(0, event.target.selectionStart));
  if (slash) show(box, slash[2]);
  else if (!box.hidden) hide(box);
});

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-texts-open]');
  if (button) {
    const box = document.getElementById(button.dataset.textsOpen);
    if (!box.hidden) return hide(box);
    return show(box).then(() => box.querySelector('[data-put]')?.focus());
  }
  const text = event.target.closest?.('[data-put]');
  const box = text?.closest('[data-texts]');
  if (!box) return;
  insert(document.getElementById(box.dataset.texts), text.dataset.put);
  hide(box);
});

// Down goes from the text into the list, arrows move in it, Escape goes back.
document.addEventListener('keydown', event => {
  const box = boxOf(event.target) ?? event.target.closest?.('[data-texts]');
  if (!box || box.hidden || event.isComposing) return;
  const all = [...box.querySelectorAll('[data-put]')];
  const at = all.indexOf(event.target);
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (event.key === 'Escape') {
    event.stopPropagation();
    hide(box);
    document.getElementById(box.dataset.texts)?.focus();
  } else if (event.key === 'Enter' && at < 0 && all.length && SLASH.test(event.target.value?.slice(0, event.target.selectionStart) ?? '')) {
    all[0].click();
  } else if (step && (at >= 0 || step > 0) && all.length) {
    all[Math.min(all.length - 1, Math.max(0, at + step))].focus();
  } else return;
  event.preventDefault();
}, true);
