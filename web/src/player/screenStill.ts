// How does a moment of a video become a picture that says what it shows?

/** Lines that are printed below the picture. */
export type Caption = readonly string[];

const LINE = 22;
const PADDING = 12;

/** The picture that a video shows now, with the caption in a band below it, as a PNG. */
export async function still(video: HTMLVideoElement, caption: Caption): Promise<Blob> {
  const { videoWidth: width, videoHeight: height } = video;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height + bandHeight(caption);
  const pen = canvas.getContext('2d')!;
  pen.drawImage(video, 0, 0);
  pen.fillStyle = '#fff';
  pen.fillRect(0, height, width, canvas.height - height);
  pen.fillStyle = '#111';
  pen.textBaseline = 'top';
  caption.forEach((line, i) => {
    const size = fitting(line, width - 2 * PADDING, (px) => {
      pen.font = `${px}px ui-monospace, monospace`;
      return pen.measureText(line).width;
    });
    pen.font = `${size}px ui-monospace, monospace`;
    pen.fillText(line, PADDING, height + PADDING + i * LINE);
  });
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture')))),
  );
}

export function bandHeight(caption: Caption): number {
  return 2 * PADDING + caption.length * LINE;
}

/** The largest size of letters, from 15 pixels down to 6, in which a line fits. */
export function fitting(line: string, room: number, widthAt: (px: number) => number): number {
  for (let px = 15; px > 6; px--) if (widthAt(px) <= room) return px;
  return line.length > 0 ? 6 : 15;
}
