/**
 * How a Node process is started: its options and its environment, from which Node and glibc (the C library)
 * take their memory limits once, at the start.
 */
export interface Start {
	/** The options that Node was started with, including those in the variable `NODE_OPTIONS`. */
	readonly options: readonly string[];
	readonly env: Readonly<NodeJS.ProcessEnv>;
}

/**
 * Node's memory options, with the service's values. In order: the semi-space for young objects (MB; Node
 * keeps up to three); the growth of the heap (percent) after which old objects are collected; the limit of
 * old objects (MB), past which the process ends. The first two are low because most memory of a busy service
 * was garbage waiting for a collection.
 */
const LIMITS: Readonly<Record<string, string>> = {
	'--max-semi-space-size': '2',
	'--heap-growing-percent': '30',
	'--max-old-space-size': '768',
};

/**
 * The variable that says how many malloc arenas glibc keeps: by default eight per processor, each with its
 * own free memory.
 */
const ARENAS = 'MALLOC_ARENA_MAX';

/**
 * Returns the options and the environment with which to restart the service so that it has the memory limits.
 * Returns undefined when every option is already set, whatever its value.
 */
export function limitsToAdd({ options, env }: Start): Start | undefined {
	const set = (name: string) => options.some((one) => one.split('=')[0]!.replaceAll('_', '-') === name);
	const missing = Object.entries(LIMITS).filter(([name]) => !set(name));
	if (missing.length === 0) return undefined;
	return {
		options: missing.map(([name, value]) => `${name}=${value}`),
		env: { [ARENAS]: '1', ...env },
	};
}

/**
 * Restarts `program` as the same process (execve) with the memory limits, and so does not return, unless they
 * are already set. Where Node has no execve (Windows), returns without setting them.
 */
export function restartWithMemoryLimits(program: string): void {
	const { execArgv, execPath, env, execve } = process;
	const own = (env['NODE_OPTIONS'] ?? '').split(/\s+/).filter(Boolean);
	const added = limitsToAdd({ options: [...execArgv, ...own], env });
	if (added)
		execve?.(execPath, [execPath, ...execArgv, ...added.options, program], added.env as NodeJS.ProcessEnv);
}
