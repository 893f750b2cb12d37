// Words: size is how many feedbacks say it; only words clearly more frequent than before carry colour.
import {say} from '../words.js';
import {FONT, css, fmt, safe} from './paint.js';

export function cloud(spec) {
  const words = [...spec.words].sort((one, other) => other.value - one.value);
  const max = words[0]?.value ?? 1;
  const tone = word => (word.before != null ? 'mood-2-ink' : word.value > max * 0.3 ? 'data-strong' : 'data');
  const option = {
    tooltip: {formatter: mark => `${safe(mark.name)}<br><b>${fmt(mark.value)}</b>${mark.data.before != null ? `<br>${say('before', {n: fmt(mark.data.before, 1)})}` : ''}`},
    series: [{
      type: 'wordCloud', shape: 'square', left: 0, top: 0, width: '100%', height: '100%', sizeRange: [13, 46], rotationRange: [0, 0], gridSize: 11,
      shrinkToFit: true, layoutAnimation: false, textStyle: {fontFamily: FONT, fontWeight: 700}, // measured bold, so that no word touches another
      data: words.map(word => ({name: word.text, value: word.value, before: word.before, href: word.href, textStyle: {fontWeight: word.before != null ? 700 : 400, color: css(tone(word))}})),
    }],
  };
  return {
    option, renderer: 'canvas',
    head: [say('word_column'), say('count_column')],
    rows: words.map(word => [word.text, {value: fmt(word.value), href: word.href}]),
    address: mark => mark.data?.href,
  };
}
