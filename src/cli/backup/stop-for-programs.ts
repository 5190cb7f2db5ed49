import { ProgramFault } from '#backup/server';
import { m } from '#messages';
import type { Locale } from '#platform';
import { DatabaseFault, type Settings } from '#platform/server';
import { plainLine, Stop } from '../command.ts';
import { stopForStorageFault } from '../data-folder.ts';

/**
 * Converts the error of a backup or a restore that lacks a program of PostgreSQL, a right, or a data folder
 * into the `Stop` to end the command with; returns undefined for any other error.
 */
export function stopForPrograms(error: unknown, settings: Settings, locale: Locale): Stop | undefined {
	if (error instanceof ProgramFault) {
		const { program, version, message } = error;
		return new Stop(
			version === undefined
				? m.backup_program_failed({ program, cause: plainLine(message) }, { locale })
				: m.backup_program_missing({ program, version }, { locale }),
		);
	}
	if (error instanceof DatabaseFault && error.detail === 'CREATEDB')
		return new Stop(m.backup_no_createdb({}, { locale }));
	const stop = stopForStorageFault(error, settings, locale);
	return stop instanceof Stop ? stop : undefined;
}
