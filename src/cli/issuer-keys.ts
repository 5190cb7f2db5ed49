import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { m } from '#messages';
import { Refusal } from '#platform';
import { ensureKeyFile, fileSeal, type World } from '#platform/server';
import { declareKeyCompromised, planKey, resealKeys, rotateKey } from '#awards/server';
import { type Terminal, type Command, EXIT, type Options, Stop } from './command.ts';
import { institutionFor, checkAndRecordFolderKind, settingsOf, withDataFolder } from './data-folder.ts';

const asked = (options: Options, name: string): string | undefined => {
	const value = options[name];
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/**
 * Runs `work` on the issuer of the institution named in the options; throws `Stop` when that institution has
 * not issued anything yet.
 */
async function withIssuer<T>(
	terminal: Terminal,
	world: World,
	options: Options,
	work: (slug: string) => Promise<T>,
): Promise<T> {
	const { slug } = await institutionFor(terminal, world, asked(options, 'institution'));
	return work(slug).catch((problem: unknown) => {
		if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
		const { origin } = world;
		throw new Stop(m.command_issuer_none({ slug, origin }, { locale: terminal.locale }), EXIT.no);
	});
}

/**
 * The `issuer rotate` command: gives an issuer a new key; the previous one is retired but stays trusted. With
 * `--plan`, only prepares the key that the next rotation will use. With `--new-sealing-key`, first creates
 * the file of the sealing key if it is missing.
 */
export const issuerRotate: Command = {
	name: 'issuer rotate',
	usage: 'issuer rotate [--plan] [--new-sealing-key] [--institution …] [--json]',
	options: {
		plan: { type: 'boolean' },
		'new-sealing-key': { type: 'boolean' },
		institution: { type: 'string' },
		json: { type: 'boolean' },
	},
	words: 0,
	about: (locale) => m.command_rotate_about({}, { locale }),
	optionsAbout: (locale) => [
		['--plan', m.command_rotate_option_plan({}, { locale })],
		['--new-sealing-key', m.command_rotate_option_new_sealing_key({}, { locale })],
		['--institution …', m.command_option_institution({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	run: (terminal, options) =>
		withDataFolder(terminal, async (world, settings) => {
			await checkAndRecordFolderKind(terminal, world, settings);
			const { locale } = terminal;
			// Never overwrites an existing key file: everything sealed with that key would be lost.
			if (options['new-sealing-key']) ensureKeyFile(settings.keyFile);
			await withIssuer(terminal, world, options, async (slug) => {
				if (options['plan']) {
					const done = await planKey(world, slug);
					terminal.out(
						options['json']
							? JSON.stringify(done)
							: [done.planned, ...done.tokens]
									.map((kid) => m.command_rotate_planned({ kid }, { locale }))
									.join('\n'),
					);
					return;
				}
				const done = await rotateKey(world, slug);
				if (options['json']) return terminal.out(JSON.stringify(done));
				terminal.out(m.command_rotate_active({ kid: done.active }, { locale }));
				for (const kid of [done.retired, ...done.tokens])
					if (kid) terminal.out(m.command_rotate_retired({ kid }, { locale }));
			});
			return EXIT.done;
		}),
};

/**
 * The `issuer compromise` command: marks a key as compromised, so that nothing it signed is trusted any more,
 * and replaces it if it is active.
 */
export const issuerCompromise: Command = {
	name: 'issuer compromise',
	usage: 'issuer compromise KEY --reason … [--json]',
	options: { reason: { type: 'string' }, json: { type: 'boolean' } },
	words: 1,
	about: (locale) => m.command_compromise_about({}, { locale }),
	optionsAbout: (locale) => [
		['--reason …', m.command_option_reason({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options, [kid]) {
		const { locale } = terminal;
		const name = 'issuer compromise';
		const reason = asked(options, 'reason');
		if (kid === undefined) throw new Stop(m.command_option_missing({ option: 'KEY', name }, { locale }));
		if (!reason) throw new Stop(m.command_option_missing({ option: '--reason', name }, { locale }));
		return withDataFolder(terminal, async (world, settings) => {
			await checkAndRecordFolderKind(terminal, world, settings);
			const done = await declareKeyCompromised(world, kid, reason).catch((problem: unknown) => {
				if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
				throw new Stop(m.command_key_unknown({ kid }, { locale }), EXIT.no);
			});
			if (options['json']) terminal.out(JSON.stringify({ compromised: kid, ...done }));
			else {
				terminal.out(m.command_compromise_done({ kid, count: done.badges }, { locale }));
				if (done.replacedBy) terminal.out(m.command_rotate_active({ kid: done.replacedBy }, { locale }));
			}
			return EXIT.done;
		});
	},
};

/**
 * The `issuer reseal` command: encrypts every private key again, from the sealing key in the file `--from` to
 * the service's own, which it creates if it is missing.
 */
export const issuerReseal: Command = {
	name: 'issuer reseal',
	usage: 'issuer reseal --from FILE [--json]',
	options: { from: { type: 'string' }, json: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.command_reseal_about({}, { locale }),
	optionsAbout: (locale) => [
		['--from FILE', m.command_reseal_option_from({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options) {
		const { locale } = terminal;
		const typed = asked(options, 'from') ?? (terminal.env['OLD_KEY_FILE']?.trim() || undefined);
		if (typed === undefined)
			throw new Stop(m.command_option_missing({ option: '--from', name: 'issuer reseal' }, { locale }));
		const { keyFile } = settingsOf(terminal);
		const earlier = resolve(typed);
		const seal = fileSeal(earlier);
		if (!seal.available()) throw new Stop(m.command_reseal_no_file({ file: earlier }, { locale }));
		if (existsSync(keyFile) && realpathSync(keyFile) === realpathSync(earlier))
			throw new Stop(m.command_reseal_same({ file: earlier }, { locale }));
		return withDataFolder(terminal, async (world, settings) => {
			await checkAndRecordFolderKind(terminal, world, settings);
			ensureKeyFile(keyFile);
			const done = await resealKeys(world, seal);
			if (options['json']) terminal.out(JSON.stringify(done));
			else
				terminal.out(
					m.command_reseal_done(
						{ count: done.resealed, already: done.already, file: keyFile, earlier },
						{ locale },
					),
				);
			return EXIT.done;
		});
	},
};
