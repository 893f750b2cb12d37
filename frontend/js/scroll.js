// What scrolls can be reached by keyboard: a wide table on a phone, a long page that holds nothing to stand on.
const INSIDE = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
const places = () => document.querySelectorAll('#main, .table-wrap, .table-wrap > table');

function reach() {
  for (const place of places()) {
    const scrolls = place.scrollWidth > place.clientWidth + 1 || place.scrollHeight > place.clientHeight + 1;
    const own = getComputedStyle(place);
    const canScroll = /auto|scroll/.test(own.overflowX + own.overflowY);
    if (scrolls && canScroll && !place.querySelector(INSIDE)) {
      place.tabIndex = 0;
      place.dataset.reach = 'yes';
    } else if (place.dataset.reach) {
      delete place.dataset.reach;
      if (place.id === 'main') place.tabIndex = -1;
      else place.removeAttribute('tabindex');
    }
  }
}

addEventListener('resize', reach);
document.addEventListener('htmx:load', reach);
reach();
