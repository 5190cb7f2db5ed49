import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode, lastActNumberBefore, type Settings, type World } from '#platform/server';
import { commandFile, runCommand } from './own-command.ts';

/** How recent the latest scheduled backup is. */
export interface BackupState {
	/** When the latest verified backup began (ISO 8601); null when there is none. */
	readonly verifiedAt: string | null;
	readonly ageSeconds: number | null;
	/**
	 * True when the latest verified backup (or, without one, the start of the service) is older than twice
	 * the interval.
	 */
	readonly late: boolean;
}

const answer = z.object({ folder: z.string(), beganAt: z.string(), actsInAll: z.number().int() });
type Verified = z.infer<typeof answer>;

const STATE = 'last-backup.json';
const RETRY = 15 * 60_000;
/** How long acts are kept when no backups are scheduled (ms). */
const KEPT_WITHOUT = 400 * 86_400_000;
/** The longest delay of a timer (ms). */
const LONGEST = 2 ** 31 - 1;

const schedules = new WeakMap<World, () => BackupState>();

/** Returns the state of a service's scheduled backups; undefined when none are scheduled. */
export const backupState = (world: World): BackupState | undefined => schedules.get(world)?.();

async function lastVerified(file: string): Promise<Verified | undefined> {
	try {
		const last = answer.parse(JSON.parse(await readFile(file, 'utf8')));
		return existsSync(last.folder) ? last : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Makes a backup at each interval, if the settings name a folder for them; a backup counts only once it is
 * verified. After each backup, acts that every kept backup contains are removed from the journals. Without
 * such a folder, makes no backup, and each hour removes acts older than 400 days. Logs each failure, and
 * warns every hour while the latest backup is too old. `env` is the environment of the command that is run.
 * Runs until `stop` is called.
 */
export function scheduleBackups(
	world: World,
	settings: Settings,
	env: Readonly<Record<string, string | undefined>>,
	command: string | undefined = commandFile(),
): { readonly stop: () => void } {
	const { backupDir, backupEvery: every, dataDir } = settings;
	const began = world.now().getTime();
	const file = join(dataDir, STATE);
	let last: Verified | undefined;
	let timer: NodeJS.Timeout | undefined;
	let stopped = false;

	const ageOf = () => (last ? world.now().getTime() - Date.parse(last.beganAt) : undefined);
	const state = (): BackupState => {
		const age = ageOf();
		return {
			verifiedAt: last?.beganAt ?? null,
			ageSeconds: age === undefined ? null : Math.round(age / 1000),
			late: (age ?? world.now().getTime() - began) > 2 * every,
		};
	};

	async function backUp(program: string): Promise<void> {
		await world.db.journals?.catchUp();
		const made = answer.parse(JSON.parse(await runCommand(program, ['backup', '--verify', '--json'], env)));
		await writeFile(`${file}.partial`, JSON.stringify(made), { mode: 0o600 });
		await rename(`${file}.partial`, file);
		last = made;
		world.log.info('backup.verified', { beganAt: made.beganAt });
		await world.db.journals?.deleteActs(made.actsInAll);
	}

	function plan(program: string, wait: number): void {
		if (stopped) return;
		timer = setTimeout(
			() =>
				void backUp(program).then(
					() => plan(program, every),
					(error: unknown) => {
						world.log.error('backup.failed', { code: errorCode(error) });
						plan(program, Math.min(every, RETRY));
					},
				),
			Math.min(Math.max(wait, 0), LONGEST),
		);
		timer.unref();
	}

	const hourly = setInterval(() => {
		if (backupDir === undefined) {
			const limit = new Date(world.now().getTime() - KEPT_WITHOUT);
			void lastActNumberBefore(world.db.read, limit)
				.then((n) => (n > 0 ? world.db.journals?.deleteActs(n) : undefined))
				.catch((error: unknown) => world.log.warn('acts.not-forgotten', { code: errorCode(error) }));
		} else if (state().late) world.log.warn('backup.late', { ageSeconds: state().ageSeconds });
	}, 3_600_000);
	hourly.unref();

	if (backupDir !== undefined) {
		schedules.set(world, state);
		if (command === undefined) world.log.warn('backup.no-command');
		void lastVerified(file).then((found) => {
			last = found;
			const age = ageOf();
			if (command !== undefined) plan(command, age === undefined ? 0 : every - age);
		});
	}
	return {
		stop() {
			stopped = true;
			clearTimeout(timer);
			clearInterval(hourly);
		},
	};
}
