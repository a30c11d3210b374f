/** How often the crash tests kill: some seconds of `npm test`, or the minutes of `npm run crash`. */

/** Under load. */
export const crashes = Number(process.env['CRASHES'] ?? 1);
/** During the first start, spread over it; besides at each step that can be seen from outside. */
export const firstStartKills = Number(process.env['FIRST_START_KILLS'] ?? 0);
/** Starts, and a look at the whole ledger, on machines whose cores are all busy. */
export const MS_PER_CRASH = 120_000;
/** Then progress and a table are shown. */
export const isLongRun = crashes > 1;
