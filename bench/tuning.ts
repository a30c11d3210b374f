/** How a peer uses the database: whatever was found best for it. */
export interface Tuning {
  /** The size of its pool, or the number of its pipelined connections. */
  readonly connections: number;
  /** Whether its statements are planned once for all values, as the gateway's pipelined connections do. */
  readonly plannedOnce: boolean;
}

/** The gateway's reads run without workers too. No statement of the benchmark gains from one. */
const WITHOUT_WORKERS = '-c max_parallel_workers_per_gather=0';
const PLANNED_ONCE = '-c plan_cache_mode=force_generic_plan';

/** The options of every session of a peer, in the variable that node-postgres and libpq read. */
export const sessionOptions = ({ plannedOnce }: Pick<Tuning, 'plannedOnce'>): Record<string, string> => ({
  PGOPTIONS: plannedOnce ? `${WITHOUT_WORKERS} ${PLANNED_ONCE}` : WITHOUT_WORKERS,
});

export const describeTuning = ({ connections, plannedOnce }: Tuning): string =>
  `${connections}${plannedOnce ? ', planned once' : ''}`;
