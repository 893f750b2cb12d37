// Sentences come from the page, in the reader's language.
const holder = document.getElementById('words');
const words = holder ? JSON.parse(holder.textContent) : {};

export const language = words.language === 'en' ? 'en' : 'zh-CN';

// say('left', {duration: '6 min'}); %(n)d and %(n)s are filled, %% is a percent sign.
export function say(key, values = {}) {
  return (words[key] ?? '').replace(/%\((\w+)\)[ds]/g, (_, name) => values[name] ?? '').replaceAll('%%', '%');
}

export function announce(text, urgent = false) {
  const region = document.getElementById(urgent ? 'alarm' : 'announce');
  if (region) region.textContent = text;
}

export function toast(text, level = 'error') {
  const box = document.getElementById('toasts');
  if (!box) return;
  const line = document.createElement('div');
  line.className = `toast-line ${level}`;
  const inside = document.createElement('span');
  inside.textContent = text;
  line.append(inside);
  box.append(line);
  setTimeout(() => line.remove(), 10_000);
}
