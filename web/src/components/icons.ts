// What do the small shapes beside words look like?

// Drawn on a 16 × 16 grid with a 1.6 wide line; `solid` parts are filled.
export const SHAPES = {
  check: { line: 'M3 8.5l3.2 3.2L13 4.8' },
  cross: { line: 'M4 4l8 8M12 4l-8 8' },
  question: { line: 'M5.6 6a2.5 2.5 0 114 2c-1 .7-1.6 1.2-1.6 2.2M8 12.9v.1' },
  policy: { line: 'M4 2.8h8v10.4H4zM6.3 6h3.4M6.3 9h3.4' },
  self: { line: 'M12.8 9.5A4.8 4.8 0 118 3.2h4M9.8 1l2.3 2.2-2.3 2.2' },
  full: { solid: 'M8 3.4a4.6 4.6 0 100 9.2 4.6 4.6 0 000-9.2z' },
  half: {
    line: 'M8 3.4a4.6 4.6 0 100 9.2 4.6 4.6 0 000-9.2z',
    solid: 'M8 3.4a4.6 4.6 0 000 9.2z',
  },
  ring: { line: 'M8 3.4a4.6 4.6 0 100 9.2 4.6 4.6 0 000-9.2z' },
  dash: { line: 'M3.5 8h9' },
  lock: { line: 'M4.2 7.4h7.6v5.4H4.2zM5.8 7.4V5.2a2.2 2.2 0 014.4 0v2.2' },
  clock: { line: 'M8 2.8a5.2 5.2 0 100 10.4A5.2 5.2 0 008 2.8zM8 5.2V8l2 1.4' },
  warning: { line: 'M8 2.6l5.8 10.6H2.2zM8 6.6v3M8 11.5v.1' },
  play: { solid: 'M4.5 2.8l8.5 5.2-8.5 5.2z' },
  pause: { solid: 'M4 3h3v10H4zM9 3h3v10H9z' },
  replay: { line: 'M4 3.2v3.2h3.2M4.4 6.2A4.8 4.8 0 118 12.8a4.8 4.8 0 01-4.4-2.9' },
  stepBack: { line: 'M4 3.5v9', solid: 'M12.5 3.5v9L6 8z' },
  step: { line: 'M12 3.5v9', solid: 'M3.5 3.5v9L10 8z' },
  link: {
    line: 'M6.8 9.2l2.4-2.4M7.4 5l1.5-1.5a2.5 2.5 0 013.6 3.6L11 8.6M8.6 11l-1.5 1.5a2.5 2.5 0 01-3.6-3.6L5 7.4',
  },
  fullScreen: { line: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3' },
  up: { line: 'M4 10l4-4 4 4' },
  down: { line: 'M4 6l4 4 4-4' },
  search: { line: 'M7.2 3a4.2 4.2 0 100 8.4A4.2 4.2 0 007.2 3zM10.4 10.4L13.4 13.4' },
  back: { line: 'M9.8 3.5L5.3 8l4.5 4.5' },
  file: { line: 'M4.2 2.2h5l2.6 2.6v9H4.2zM9 2.4V5h2.6' },
} as const;

export type IconName = keyof typeof SHAPES;
