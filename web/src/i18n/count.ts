// How is a number of things written in each language?

/** `1 session`, `1,204 sessions`. */
export const count = (n: number, one: string, many: string) =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** `1,204`: what is counted is said by the words around it. */
export const countJa = (n: number) => n.toLocaleString('ja');
