// The inputs of a form follow its answers: what is asked is decided by the server, this only asks it again.
document.addEventListener('change', async (event) => {
  const part = event.target.closest('[data-own-refresh]');
  const form = part && part.closest('form');
  if (!form) return;
  const data = new FormData(form);
  for (const [name, value] of [...data.entries()]) if (value instanceof File) data.delete(name);
  data.set('refresh', '1');
  const answer = await fetch(part.dataset.ownRefresh, { method: 'POST', body: data });
  if (!answer.ok) return;
  const focused = document.activeElement && document.activeElement.id;
  const fresh = document.createElement('template');
  fresh.innerHTML = await answer.text();
  part.replaceWith(fresh.content);
  if (focused) document.getElementById(focused)?.focus();
});
