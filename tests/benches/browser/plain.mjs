// What does a server take that does nothing but send a file?
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';

/** Serves one video, a page that shows it, and an empty page, on a free port. */
export async function plain(file) {
  const { size } = statSync(file);
  const html = (body) => `<!doctype html><title>bare</title><body>${body}`;
  const pages = {
    '/': html('<video src="/video.mp4" preload="auto" muted width="1200"></video>'),
    '/empty': html(''),
  };
  const server = createServer((request, response) => {
    const page = pages[request.url];
    if (page) return response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    if (request.url !== '/video.mp4') return response.writeHead(404).end();
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const [start, end] = [Number(from ?? 0), to ? Number(to) : size - 1];
    const part = { 'content-range': `bytes ${start}-${end}/${size}` };
    response.writeHead(from ? 206 : 200, {
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'content-length': end + 1 - start,
      ...(from && part),
    });
    const stream = createReadStream(file, { start, end, highWaterMark: 256 << 10 }).pipe(response);
    stream.on('close', () => stream.destroy());
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${server.address().port}`;
  const close = () => (server.close(), server.closeAllConnections());
  return { page: `${base}/`, empty: `${base}/empty`, video: `${base}/video.mp4`, close };
}
