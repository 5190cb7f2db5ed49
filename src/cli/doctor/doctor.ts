import { m } from '#messages';
import { type Settings, tryMailServer } from '#platform/server';
import { type Command, EXIT } from '../command.ts';
import { codeOrMessage } from '../data-folder.ts';
import { type Finding, finding, findings } from './finding.ts';
import { lookAtDatabase } from './look-at-database.ts';
import { lookAtBackups, lookAtFolder, lookAtKeyFile, lookAtService } from './look-at-folder.ts';
import { lookAtBadges, lookAtProxies, lookAtSettings } from './look-at-settings.ts';

/** Goes to the mail server as the service does, and comes back without having sent anything. */
async function lookAtMail({ smtp, demonstration }: Settings): Promise<readonly Finding[]> {
	if (!smtp || demonstration) return [];
	const { outcome, code } = await tryMailServer(smtp);
	const host = new URL(smtp.url).host;
	return findings([
		outcome === 'unreachable' && finding('mail-unreachable', m.doctor_mail_unreachable, { host, code }),
		outcome === 'no-tls' && finding('mail-tls', m.doctor_mail_tls, { host, code }),
		outcome === 'sign-in-refused' && finding('mail-sign-in', m.doctor_mail_sign_in, { host, code }),
	]);
}

type Look = readonly [what: string, look: (settings: Settings, now: Date) => Promise<readonly Finding[]>];

/** What is looked at, in the order in which it is said. The data folder comes before what lies in it. */
const LOOKS: readonly Look[] = [
	['folder', lookAtFolder],
	['database', lookAtDatabase],
	['key', async (settings) => lookAtKeyFile(settings)],
	['service', lookAtService],
	['proxies', async (settings) => lookAtProxies(settings)],
	['badges', async (settings) => lookAtBadges(settings)],
	['mail', lookAtMail],
	['backups', lookAtBackups],
];

/** Looks at everything; a look that fails is a finding too, and the others go on. */
async function lookAtAll(settings: Settings, now: Date): Promise<readonly Finding[]> {
	const found: Finding[] = [];
	for (const [what, look] of LOOKS) {
		try {
			found.push(...(await look(settings, now)));
		} catch (error) {
			found.push(finding('not-looked-at', m.doctor_not_looked_at, { what, cause: codeOrMessage(error) }));
		}
		// Nothing lies in a folder that is not there.
		if (found.some(({ id }) => id === 'folder-missing')) break;
	}
	return found;
}

/**
 * The `doctor` command: looks at an installation, the service running or not, and says what is wrong with it
 * and what to do. Changes nothing. Its exit code is 1 when something is wrong.
 */
export const doctor: Command = {
	name: 'doctor',
	usage: 'doctor [--json]',
	options: { json: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.doctor_about({}, { locale }),
	optionsAbout: (locale) => [['--json', m.command_option_json({}, { locale })]],
	async run({ env, out, locale }, options) {
		const { settings, found: first } = lookAtSettings(env);
		const found = [...first, ...(settings ? await lookAtAll(settings, new Date()) : [])];
		if (options['json'])
			out(JSON.stringify({ found: found.map(({ id, say }) => ({ id, sentence: say(locale) })) }));
		else if (found.length === 0) out(m.doctor_nothing({ folder: settings?.dataDir ?? '' }, { locale }));
		else {
			out(
				found.length === 1
					? m.doctor_found_one({}, { locale })
					: m.doctor_found({ count: found.length }, { locale }),
			);
			for (const { say } of found) out(`  - ${say(locale)}`);
		}
		return found.length === 0 ? EXIT.done : EXIT.no;
	},
};
