import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The built command of ours, beside a built module or above it; undefined where nothing is built. */
export function commandFile(from: string = import.meta.url): string | undefined {
	const places = ['./', '../', '../../', '../../../'].map((up) => new URL(`${up}cli.js`, from));
	return places.map((place) => fileURLToPath(place)).find((place) => existsSync(place));
}

/**
 * Runs the command of ours in a process of its own, at low priority, and gives what it printed; nothing of it is done on
 * this thread. Throws, with its exit code as `code` (`EXIT_1`), unless it ends with 0.
 */
export async function runCommand(
	command: string,
	args: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
	const child = spawn(process.execPath, [command, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] });
	const ended = new Promise<number | null>((done, fail) => child.once('exit', done).once('error', fail));
	if (child.pid !== undefined) {
		try {
			setPriority(child.pid, constants.priority.PRIORITY_LOW);
		} catch {
			// It ended already, or this system has no priorities: it runs like any other.
		}
	}
	const [printed, code] = await Promise.all([text(child.stdout), ended]);
	if (code !== 0) throw Object.assign(new Error('The command failed.'), { code: `EXIT_${code}` });
	return printed;
}
