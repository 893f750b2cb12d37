// One event stream a page. {topic, id} becomes the DOM events live:topic and live:topic-id on <body>, for hx-trigger.
const RETRY_FROM = 1000;
const RETRY_TO = 30_000;
const REST_AFTER = 60_000;
let wait = RETRY_FROM;
let lostSince = null;

function tell(name, detail) {
  document.body.dispatchEvent(new CustomEvent(name, {detail}));
}

// What was missed while the line was down is asked for again by every part that listens to anything.
function catchUp() {
  tell('live:all', {});
  const names = new Set();
  for (const element of document.querySelectorAll('[hx-trigger*="live:"]')) {
    for (const [name] of element.getAttribute('hx-trigger').matchAll(/live:[\w-]+/g)) names.add(name);
  }
  names.delete('live:all');
  for (const name of names) tell(name, {});
}

function show(lost) {
  const note = document.getElementById('lost');
  if (note) note.hidden = !lost;
}

let stream = null;

function connect() {
  stream = new EventSource('/live/');
  stream.onopen = () => {
    wait = RETRY_FROM;
    show(false);
    if (lostSince) catchUp();
    lostSince = null;
  };
  stream.onmessage = event => {
    const {topic, id} = JSON.parse(event.data);
    if (topic === 'all') return catchUp();
    tell(`live:${topic}`, {topic, id});
    tell(`live:${topic}-${id}`, {topic, id});
  };
  stream.onerror = () => {
    lostSince ??= Date.now();
    if (Date.now() - lostSince > 5000) show(true);
    if (stream?.readyState !== EventSource.CLOSED) return;
    stream = null;
    setTimeout(() => document.hidden || stream || connect(), wait);
    wait = Math.min(wait * 2, RETRY_TO);
  };
}

// A browser keeps six lines to one server: tabs nobody looks at give theirs back and catch up when they are seen again.
let resting;

function rest() {
  stream?.close();
  stream = null;
  lostSince ??= Date.now();
}

function watch() {
  clearTimeout(resting);
  if (document.hidden) resting = setTimeout(rest, REST_AFTER);
  else if (!stream) connect();
}

// Only signed-in pages have the account menu; elsewhere there is nothing to listen to.
if (document.querySelector('.bar-me')) {
  connect();
  document.addEventListener('visibilitychange', watch);
  addEventListener('pagehide', rest);
}
addEventListener('pageshow', event => event.persisted && location.reload());
