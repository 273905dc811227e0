// How soon does a page play that holds asciinema-player and nothing else?
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { web } from './window.mjs';

const bundle = (name) => readFileSync(web.resolve(`asciinema-player/dist/bundle/asciinema-player.${name}`), 'utf8');

/** The code of the player. */
export const PLAYER = bundle('min.js');

/** What a page runs to create a player at a moment of a recording, as a reader of its documentation would write it. */
export const playing = (source, first) => `(${create})(${JSON.stringify(source)}, ${first})`;

/** Serves that page on a free port, and hands on, from memory after the first time, what it asks of the product. */
export async function bare(base, recording, first) {
  const html = `<!doctype html><title>bare</title><link rel="stylesheet" href="/player.css"><body>
<script src="/player.js"></script><script>${playing({ url: recording, format: 'segmented' }, first)}</script>`;
  const known = new Map([
    ['/', { type: 'text/html', body: html }],
    ['/player.js', { type: 'text/javascript', body: PLAYER }],
    ['/player.css', { type: 'text/css', body: bundle('css') }],
  ]);
  const server = createServer(async ({ url }, response) => {
    if (!known.has(url)) known.set(url, await ask(base + url));
    const { type, body } = known.get(url);
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const close = () => (server.close(), server.closeAllConnections());
  return { page: `http://127.0.0.1:${server.address().port}/`, close };
}

async function ask(address) {
  const answer = await fetch(address);
  return { type: answer.headers.get('content-type'), body: Buffer.from(await answer.arrayBuffer()) };
}

function create(source, first) {
  const element = document.body.appendChild(document.createElement('div'));
  const player = AsciinemaPlayer.create(source, element, { controls: false, cursorMode: 'steady' });
  window.measured.player = player;
  void player.seek(first);
}
