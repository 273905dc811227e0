// In which samples does no key name whose screen a recording shows?
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The only desktop of these samples that has a recording. */
export const SESSION = '5c3f1a72-9d0e-4b6a-8f21-7e4d3c2b1a09';

const FIXTURE = new URL('../../crates/sekisho/tests/program/desktop', import.meta.url).pathname;

/** A folder with them, for the caller to remove; `metadata` is what the bucket says of the recording. */
export function unnamed(metadata?: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'unnamed-'));
  cpSync(FIXTURE, folder, { recursive: true });
  const bucket = join(folder, 's3/example-rdp-recordings');
  const named = join(bucket, '2026/11/20', SESSION, 'i-0c3d4e5f60718293a.mp4');
  renameSync(named, join(bucket, 'recording.mp4'));
  rmSync(join(bucket, '2026'), { recursive: true });
  if (metadata) {
    const told = JSON.stringify({ 'recording.mp4': metadata });
    writeFileSync(join(folder, 'object-metadata.json'), told);
  }
  return folder;
}
