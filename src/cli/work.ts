import { m } from '#messages';
import { callDueListeners, deliverDueMails, runDueSchedules } from '#platform/server';
import { readImportedWords } from '#wording/server';
import { startWork } from '../start-work.ts';
import { rereadWords, schedules } from '../upkeep.ts';
import { type Command, EXIT } from './command.ts';
import { checkAndRecordFolderKind, withDataFolder } from './data-folder.ts';

/** Resolves when the operator, or the system, asks this process to end. */
function endAsked(): Promise<void> {
	return new Promise((end) => {
		// What is done apart keeps no process alive: its timers wait without holding it.
		const holding = setInterval(() => undefined, 3_600_000);
		const stop = () => {
			clearInterval(holding);
			end();
		};
		process.once('SIGTERM', stop).once('SIGINT', stop);
	});
}

/**
 * The `work` command: does what is done apart from people's acts (events, mails, schedules, backups) in this
 * process, for a service that leaves it to another (`WORK=apart`), until it is asked to end. With `--once`,
 * does what is due now, makes no backup, and ends.
 */
export const work: Command = {
	name: 'work',
	usage: 'work [--once] [--json]',
	options: { once: { type: 'boolean' }, json: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.command_work_about({}, { locale }),
	optionsAbout: (locale) => [
		['--once', m.command_work_option_once({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	run: (terminal, options) =>
		withDataFolder(terminal, async (world, settings) => {
			const { locale } = terminal;
			await checkAndRecordFolderKind(terminal, world, settings);
			// Badges that are signed here name the framework with the words of the service.
			await readImportedWords(world);
			if (options['once']) {
				const ran = await runDueSchedules(world, schedules);
				const done = {
					events: await callDueListeners(world),
					mails: await deliverDueMails(world),
					schedules: ran.length,
				};
				terminal.out(options['json'] ? JSON.stringify(done) : m.command_work_done(done, { locale }));
				return EXIT.done;
			}
			const words = rereadWords(world);
			const { stop } = startWork(world, settings, terminal.env);
			terminal.err(m.command_work_started({}, { locale }));
			await endAsked();
			await Promise.all([stop(), words.stop()]);
			return EXIT.done;
		}),
};
