/**
 * How a Node process is started: its options and its environment, from which Node and glibc (the C library)
 * take their memory limits once, at the start.
 */
export interface Start {
	/** The options that Node was started with, those of the variable `NODE_OPTIONS` included. */
	readonly options: readonly string[];
	readonly env: Readonly<NodeJS.ProcessEnv>;
}

/**
 * Node's memory options, with the service's values: the semi-space for young objects (MB; Node keeps up to
 * three), by how many percent the heap may grow before old objects are collected, and the heap's limit (MB),
 * past which the process ends. The first two are low because most memory of a busy service was garbage
 * waiting for a collection.
 */
const LIMITS: Readonly<Record<string, string>> = {
	'--max-semi-space-size': '4',
	'--heap-growing-percent': '30',
	'--max-old-space-size': '768',
};

/**
 * The variable that says how many malloc arenas glibc keeps: by default eight per processor, each with its
 * own free memory.
 */
const ARENAS = 'MALLOC_ARENA_MAX';

/**
 * The options and the environment to restart the service with, so that it has the memory limits; undefined
 * when every option is already set, whatever its value.
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
 * Restarts `program` as the same process (execve) with the memory limits, unless they are already set; where
 * Node has no execve (Windows), goes on without them.
 */
export function withinLimits(program: string): void {
	const { execArgv, execPath, env, execve } = process;
	const own = (env['NODE_OPTIONS'] ?? '').split(/\s+/).filter(Boolean);
	const added = limitsToAdd({ options: [...execArgv, ...own], env });
	if (added)
		execve?.(execPath, [execPath, ...execArgv, ...added.options, program], added.env as NodeJS.ProcessEnv);
}
