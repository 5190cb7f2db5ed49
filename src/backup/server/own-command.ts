import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/**
 * Finds the built command of this application (`cli.js`) beside this module or in the three folders above;
 * undefined when nothing is built.
 */
export function commandFile(from: string = import.meta.url): string | undefined {
	const places = ['./', '../', '../../', '../../../'].map((up) => new URL(`${up}cli.js`, from));
	return places.map((place) => fileURLToPath(place)).find((place) => existsSync(place));
}

/**
 * Runs the command in a process of its own, at low priority, and returns what it printed. Throws unless it
 * exits with 0; the error's `code` contains the exit code (`EXIT_1`).
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
			// The process has already ended, or this system has no priorities and the process runs at normal
			// priority.
		}
	}
	const [printed, code] = await Promise.all([text(child.stdout), ended]);
	if (code !== 0) throw Object.assign(new Error('The command failed.'), { code: `EXIT_${code}` });
	return printed;
}
