// The system functions, and heartbeats.
import host from 'jexpy:host';
import { fail, kindOf, text } from 'jexpy:exos/errors';

/** The states of a process. The usual way is BOOTING, LOADCFG, READY. */
export const ProcessState = Object.freeze({
  FAIL: 'FAIL', STOPPED: 'STOPPED', STARTED: 'STARTED', BOOTING: 'BOOTING', LOADCFG: 'LOADCFG', READY: 'READY',
});

const system = host.exos.system(fail);
const heartbeat = host.exos.heartbeat(fail);

/** The unique name of this process. */
export function getProcessName() { return system.processName(); }

/** Take a name. Ignored if the container started the process, which then has its name from there. */
export function setProcessName(name) { system.rename(text(name, 'name')); }

/** Say that this process is ready. */
export function ready() { system.ready(); }

/** The state of a process, of this one by default. */
export function getProcessState(name = undefined) {
  return system.processState(name === undefined ? null : text(name, 'name'));
}

/** A watch of the process manager over this process: keepalive() has to come at least every `period` seconds, or the process
 * counts as failed and is restarted. */
export class Heartbeat {
  #watch;

  constructor(name, period) {
    if (typeof period !== 'number') throw new TypeError(`period must be a number of seconds, not ${kindOf(period)}`);
    this.#watch = heartbeat.register(text(name, 'name'), period);
  }

  /** The process is alive. */
  keepalive() { heartbeat.keepalive(this.#watch); }

  /** Nobody watches any more. */
  deregister() { heartbeat.deregister(this.#watch); }
}
