import type { RunCallers } from './arena/callers.js';
import type { ChargeSupply } from './arena/charge-supply.js';
import type { GatewaySlot } from './arena/gateway-slot.js';
import type { LedgerServer } from './arena/ledger-server.js';
import { Book } from './book.js';
import { EventOrder } from './checks/event-order.js';
import type { Violation } from './checks/violation.js';
import { AFTERMATH_MS, FaultLog } from './faults.js';
import { History } from './history.js';

/** The state that all parts of a run share. */
export class World {
  readonly history = new History();
  readonly book = new Book();
  readonly faults: FaultLog;
  readonly order = new EventOrder();
  readonly violations: Violation[] = [];
  /** How often each check was done. */
  readonly checks = new Map<string, number>();
  /** The event from which all followers start. */
  firstEvent = '';
  /** Aborted to stop the run: no new work begins, and work in flight is finished. */
  readonly stopping = new AbortController();

  constructor(
    readonly seed: number,
    readonly server: LedgerServer,
    readonly gateways: readonly GatewaySlot[],
    readonly charges: ChargeSupply,
    readonly callers: RunCallers,
    /** Whether clients cut their own sockets. */
    readonly cutsSockets: boolean,
    /** Every limit of time is so many times as long. */
    readonly slowness: number,
  ) {
    this.faults = new FaultLog(slowness * AFTERMATH_MS);
  }

  get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Counts a check and keeps the violations that it found. The first violation stops the run. */
  check(name: string, found: readonly Violation[]): void {
    this.checks.set(name, (this.checks.get(name) ?? 0) + 1);
    this.violations.push(...found);
    if (found.length > 0) this.stopping.abort();
  }

  portOf(process: number): number {
    return this.gatewayOf(process).port;
  }

  gatewayOf(process: number): GatewaySlot {
    return this.gateways[process - 1] as GatewaySlot;
  }

  /** The other process. */
  other(process: number): number {
    return (process % this.gateways.length) + 1;
  }
}
