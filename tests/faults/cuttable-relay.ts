import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A stretch of network between the nodes and their database, which can be cut. */
export interface CuttableRelay {
	readonly port: number;
	/**
	 * Lets nothing through, in either direction, until the returned function is called: as when a cable is
	 * pulled, neither end is told.
	 */
	cut(): () => void;
	close(): Promise<void>;
}

/** Starts a relay on loopback to a socket file. */
export async function startRelay(to: string): Promise<CuttableRelay> {
	const relay = new Worker(new URL('relay-thread.ts', import.meta.url), { workerData: to });
	const [port] = (await once(relay, 'message')) as [number];
	return {
		port,
		cut() {
			relay.postMessage(true);
			return () => relay.postMessage(false);
		},
		close: async () => void (await relay.terminate()),
	};
}
