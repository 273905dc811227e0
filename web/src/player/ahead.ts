// Which element shows a video that the server may have had the browser ask for ahead?

/** The name of the element that the server puts into the page of a session. */
const AHEAD = 'ahead';

/** The element that is loading it already, which is then nobody else's; else a new one. */
export function videoOf(url: string): HTMLVideoElement {
  const ahead = document.getElementById(AHEAD);
  // The server writes the key as it stands in the address of the page.
  const isIt = (video: HTMLVideoElement) =>
    decodeURIComponent(video.getAttribute('src') ?? '') === decodeURIComponent(url);
  if (!(ahead instanceof HTMLVideoElement && isIt(ahead))) {
    return Object.assign(document.createElement('video'), { src: url, preload: 'auto' });
  }
  ahead.removeAttribute('id');
  ahead.hidden = false;
  return ahead;
}
