import { errorCode } from '../database/database.ts';
import type { World } from '../world.ts';

/** Work that is begun again and again until it is stopped. */
export interface RepeatedWork {
	/** Begins no more; resolves once what was under way has ended. */
	readonly stop: () => Promise<void>;
}

/**
 * Calls `work` every `everyMs` milliseconds, one call at a time; a call that would come while another is under
 * way is left out. What `work` throws is logged as `<name>.failed`. `work` is told whether it was asked to
 * stop, so that it can end between two of its steps.
 */
export function repeatWork(
	{ log }: Pick<World, 'log'>,
	{
		name,
		everyMs,
		work,
	}: {
		readonly name: string;
		readonly everyMs: number;
		readonly work: (isStopped: () => boolean) => Promise<unknown>;
	},
): RepeatedWork {
	let running: Promise<unknown> | undefined;
	let stopped = false;
	const timer = setInterval(() => {
		running ??= work(() => stopped)
			.catch((problem: unknown) => log.error(`${name}.failed`, { code: errorCode(problem) }))
			.finally(() => (running = undefined));
	}, everyMs).unref();
	return {
		stop: async () => {
			stopped = true;
			clearInterval(timer);
			await running;
		},
	};
}
