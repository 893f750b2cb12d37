// Light or dark: the system's wish, unless the reader chose. A cookie, so that the server draws it right at once.
const root = document.documentElement;

function isDark() {
  return (root.dataset.bsTheme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
}

document.addEventListener('click', event => {
  if (!event.target.closest('[data-theme-next]')) return;
  root.dataset.bsTheme = isDark() ? 'light' : 'dark';
  document.cookie = `wg_theme=${root.dataset.bsTheme}; path=/; max-age=31536000; samesite=lax`;
  document.dispatchEvent(new CustomEvent('theme'));
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => document.dispatchEvent(new CustomEvent('theme')));
