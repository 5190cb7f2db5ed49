import { m } from '#messages';
import { moveToSqlite } from '#platform/server';
import type { Command } from '../command.ts';
import { settingsOf } from '../data-folder.ts';
import { optionText } from '../options.ts';
import { sayingWhy, tellMove } from './tell-move.ts';

/** The `migrate-to-sqlite` command: moves a PostgreSQL database into an empty data folder. */
export const migrateToSqlite: Command = {
	name: 'migrate-to-sqlite',
	usage: 'migrate-to-sqlite [--from URL] [--dry-run] [--json]',
	options: { from: { type: 'string' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.moving_to_sqlite_about({}, { locale }),
	optionsAbout: (locale) => [
		['--from URL', m.moving_option_from({}, { locale })],
		['--dry-run', m.moving_option_dry_run({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options) {
		const began = performance.now();
		const { locale } = terminal;
		const settings = settingsOf(terminal);
		const { dataDir, migrationsDir } = settings;
		const dryRun = options['dry-run'] === true;
		const postgres = optionText(options, 'from') ?? settings.postgres;
		const result = await sayingWhy(locale, { ...settings, postgres }, () =>
			moveToSqlite({ dataDir, migrationsDir, address: postgres ?? '', dryRun }),
		);
		const done = m.moving_to_sqlite_done({ folder: dataDir }, { locale });
		return tellMove(terminal, options, result, began, done);
	},
};
