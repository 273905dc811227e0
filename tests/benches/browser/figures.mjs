// How are figures of a browser printed?

/** The value that `percent` of all do not exceed; those that never came are left out. */
export function percentile(values, percent) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? NaN;
}

/** A Markdown table: the first column stands left, all others right. */
export function table(header, rows) {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => '-'.repeat(width + 1) + (i ? ':' : '-')).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

/** The same moments for every form, far apart and in no order, others in each round. */
export function positions(round, count, seconds) {
  return Array.from({ length: count }, (_, i) => ((0.37 + 0.618034 * (i + round * count)) % 1) * seconds);
}
