// Everything a staff page runs: HTML over the wire, a few Alpine components, and small modules driven by attributes.
import Alpine from '@alpinejs/csp';
import htmx from 'htmx.org';
import './server.js';
import './keyboard.js';
import './live.js';
import './clocks.js';
import './evidence.js';
import './dialogs.js';
import './forms.js';
import './fold.js';
import './scroll.js';
import './checks.js';
import './insert.js';
import './drafts.js';
import './texts.js';
import './working.js';
import './presence.js';
import './theme.js';
import {selection, tabs} from './components.js';

window.htmx = htmx;
Alpine.data('selection', selection);
Alpine.data('tabs', tabs);
Alpine.start();
