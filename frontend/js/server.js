// How pages and server talk: the CSRF token, what a refusal shows, and settings that our security policy needs.
import htmx from 'htmx.org';
import {say, toast} from './words.js';

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  // A style that a script has set is not copied on: the policy would refuse it, and say so.
  attributesToSettle: ['class', 'width', 'height'],
  selfRequestsOnly: true,
  historyCacheSize: 0,
  scrollBehavior: 'auto',
  responseHandling: [
    {code: '204', swap: false},
    {code: '[23]..', swap: true},
    {code: '422', swap: true},
    {code: '[45]..', swap: false, error: true},
  ],
});

document.addEventListener('htmx:configRequest', event => {
  const token = document.querySelector('meta[name=csrf]')?.content;
  if (token && event.detail.verb !== 'get') event.detail.headers['X-CSRFToken'] = token;
});

// A refusal is a whole page for browsers; here only its sentence is shown, and what the person typed stays.
document.addEventListener('htmx:responseError', event => {
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText || '', 'text/html');
  toast(answer.querySelector('.problem .c-sub')?.textContent?.trim() || say('failed'));
});
document.addEventListener('htmx:sendError', () => toast(say('failed')));

// Messages leave by themselves, errors stay until they are closed.
function arm(root) {
  for (const line of root.querySelectorAll?.('[data-toast]:not(.error)') ?? []) setTimeout(() => line.remove(), 10_000);
}
arm(document);
document.addEventListener('htmx:load', event => arm(event.detail.elt));
