// Builds everything browsers load into src/wenguo/site/static/wenguo/. Run by `make install`; `--watch` builds again on change.
import {context} from 'esbuild';
import {copyFile, mkdir, readFile, readdir, writeFile} from 'node:fs/promises';
import {watch} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {PurgeCSS} from 'purgecss';

const here = dirname(fileURLToPath(import.meta.url));
const source = resolve(here, '../src/wenguo');
const out = resolve(source, 'site/static/wenguo');
const modules = join(here, 'node_modules');
const watching = process.argv.includes('--watch');

// Classes that come from code, not from templates, so that trimming must not take them away.
const KEPT = ['form-control', 'form-select', 'form-check', 'form-check-input', 'form-check-label', 'visually-hidden'];

async function filesUnder(folder, endings) {
  const entries = await readdir(folder, {withFileTypes: true, recursive: true});
  return entries
    .filter(entry => entry.isFile() && endings.some(ending => entry.name.endsWith(ending)))
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .filter(path => !path.startsWith(out) && !path.includes('__pycache__'));
}

// Tabler is 635 kB; what templates and scripts never name is left out.
async function tabler() {
  const content = [...(await filesUnder(source, ['.html'])), ...(await filesUnder(join(here, 'js'), ['.js']))];
  const [{css}] = await new PurgeCSS().purge({
    content: content.map(path => ({raw: '', extension: 'html', path})).map(({path}) => path),
    css: [join(modules, '@tabler/core/dist/css/tabler.css')],
    defaultExtractor: text => text.match(/[\w-/:]+(?<!:)/g) ?? [],
    safelist: {standard: KEPT},
  });
  await writeFile(join(here, 'css/.tabler.css'), css.replace(/\/\*# sourceMappingURL.*?\*\//, ''));
}

// Bars and marks are placed by class, because inline styles are forbidden: v-0 … v-100.
async function values() {
  const rules = Array.from({length: 101}, (_, n) => `.v-${n}{--v:${n}}`);
  await writeFile(join(here, 'css/.values.css'), rules.join('\n') + '\n');
}

// One sprite of just the icons in use: named in templates and code, or listed in icons.txt where the name is computed.
async function icons() {
  const names = new Set((await readFile(join(here, 'icons.txt'), 'utf8')).replace(/^#.*$/gm, '').split(/\s+/).filter(Boolean));
  for (const path of await filesUnder(source, ['.html', '.py'])) {
    const text = await readFile(path, 'utf8');
    for (const [, name] of text.matchAll(/\bicon(?:\s+|\s*[=:]\s*|["']\s*:\s*|\|default:)["']([a-z0-9-]+)["']/g)) names.add(name);
    for (const [, name] of text.matchAll(/\bEntry\(\s*"[^"]*",\s*"([a-z0-9-]+)"/g)) names.add(name);
    for (const [, name] of text.matchAll(/_icon\("([a-z0-9-]+)"/g)) names.add(name);
  }
  const missing = [];
  const symbols = [];
  for (const name of [...names].sort()) {
    try {
      const svg = await readFile(join(modules, '@tabler/icons/icons/outline', `${name}.svg`), 'utf8');
      const inside = svg.replace(/<!--[\s\S]*?-->/g, '').replace(/^[\s\S]*?<svg[^>]*>/, '').replace('</svg>', '').replace(/\s*\n\s*/g, '');
      symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${inside}</symbol>`);
    } catch {
      missing.push(name);
    }
  }
  if (missing.length) console.warn(`No such icon, left out: ${missing.join(', ')}`);
  await writeFile(join(out, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`);
}

async function copies() {
  await copyFile(join(modules, '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'), join(out, 'inter-latin.woff2'));
  await copyFile(join(here, 'images/mark.svg'), join(out, 'mark.svg'));
}

const bundles = await context({
  entryPoints: {
    app: join(here, 'js/app.js'),
    charts: join(here, 'js/charts.js'),
    public: join(here, 'js/public.js'),
    'app-css': join(here, 'css/app.css'),
    'public-css': join(here, 'css/public.css'),
  },
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome123', 'firefox121', 'safari17.5'],
  external: ['*.woff2'],
  outdir: out,
  write: false,
  legalComments: 'none',
});

async function build() {
  await mkdir(out, {recursive: true});
  await Promise.all([tabler(), values(), icons(), copies()]);
  const {outputFiles} = await bundles.rebuild();
  for (const file of outputFiles) {
    const path = file.path.replace('app-css.css', 'app.css').replace('public-css.css', 'public.css');
    await writeFile(path, file.contents);
    console.log(`${path.slice(out.length + 1).padEnd(12)} ${(file.contents.length / 1024).toFixed(0)} kB`);
  }
  await packed();
}

// Packed beside the plain ones, so that a bad line carries a fifth: whoever serves them takes what the browser can read.
async function packed() {
  for (const name of (await readdir(out)).filter(one => /\.(css|js|svg)$/.test(one))) {
    await writeFile(join(out, `${name}.gz`), gzipSync(await readFile(join(out, name)), {level: 9}));
  }
}

await build();
if (watching) {
  let timer;
  const again = (_, name) => {
    if (name?.startsWith?.('.') || name?.includes?.('.tabler') || name?.includes?.('.values')) return;
    clearTimeout(timer);
    timer = setTimeout(() => build().catch(error => console.error(error.message)), 150);
  };
  for (const folder of [join(here, 'css'), join(here, 'js'), source]) watch(folder, {recursive: true}, again);
} else {
  await bundles.dispose();
}
