// Does the player of others, as it is published, show a live stream of ours?
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { demo } from './demo';

const site = demo();
const PLAYER = readFileSync(
  createRequire(import.meta.url).resolve('asciinema-player/dist/bundle/asciinema-player.min.js'),
  'utf8',
);
const ALICE = 'alice@example.com-vrz5442rvc73kwy2ccveoxn44o';

test('asciinema-player follows a stream from a place to its end', async () => {
  const page = await site.open('/');
  // Evaluated by the debugger: the page's own policy rightly refuses a script tag with content.
  await page.evaluate(PLAYER);
  const shown = await page.evaluate(async (path) => {
    const { AsciinemaPlayer } = window as unknown as {
      AsciinemaPlayer: typeof import('asciinema-player');
    };
    const place = document.createElement('div');
    document.body.replaceChildren(place);
    const url = `ws://${location.host}${path}`;
    const player = AsciinemaPlayer.create({ driver: 'websocket', url } as never, place);
    const text = () => place.querySelector('.ap-term')?.textContent ?? '';
    const ended = new Promise((resolve) => player.addEventListener('ended' as never, resolve));
    await player.play();
    await ended;
    return text();
  }, `/api/v1/sessions/${ALICE}/stream?at=b1000&speed=100`);
  const transcript = await (await fetch(`${site.url}/api/v1/sessions/${ALICE}/text`)).text();
  const last = transcript.trimEnd().split('\n').at(-1)!;
  expect(shown).toContain(last);
});
