import { m } from '#messages';
import { moveToPostgres } from '#platform/server';
import type { Command } from '../command.ts';
import { settingsOf } from '../data-folder.ts';
import { optionText } from '../options.ts';
import { sayingWhy, tellMove } from './tell-move.ts';

/** The `migrate-to-postgres` command: moves the data folder’s database into an empty PostgreSQL database. */
export const migrateToPostgres: Command = {
	name: 'migrate-to-postgres',
	usage: 'migrate-to-postgres [--to URL] [--dry-run] [--json]',
	options: { to: { type: 'string' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.moving_to_postgres_about({}, { locale }),
	optionsAbout: (locale) => [
		['--to URL', m.moving_option_to({}, { locale })],
		['--dry-run', m.moving_option_dry_run({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options) {
		const began = performance.now();
		const { locale } = terminal;
		const settings = settingsOf(terminal);
		const { dataDir, migrationsDir } = settings;
		const dryRun = options['dry-run'] === true;
		const postgres = optionText(options, 'to') ?? settings.postgres;
		const result = await sayingWhy(locale, { ...settings, postgres }, () =>
			moveToPostgres({
				dataDir,
				migrationsDir,
				address: postgres ?? undefined,
				dryRun,
				now: () => new Date(),
			}),
		);
		const done = m.moving_to_postgres_done({ file: result.keptAs ?? '' }, { locale });
		return tellMove(terminal, options, result, began, done);
	},
};
