// One click puts approved words where the reply is being written, at its end or in the place of what is selected.
document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-insert]');
  const field = button && document.querySelector(button.dataset.insert);
  if (!field) return;
  document.getElementById('t-reply')?.click();
  const text = button.dataset.text;
  field.focus();
  if (field.value.includes(text)) return;
  const gap = field.value && field.selectionStart === field.value.length ? '\n\n' : '';
  // Through the browser's own editing, so that Ctrl+Z takes the words away again.
  if (!document.execCommand('insertText', false, gap + text)) field.setRangeText(gap + text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', {bubbles: true}));
});
