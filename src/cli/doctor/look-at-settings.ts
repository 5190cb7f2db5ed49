import { loadCatalogue } from '#badges/server';
import { m } from '#messages';
import { BadSettings, readSettings, type Settings } from '#platform/server';
import { type Finding, finding, findings } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Variables of other programs made with SvelteKit, which this one sets itself or does not know: whoever set one
 * believes that it has an effect.
 */
const WITHOUT_EFFECT = [
	...['BODY_SIZE_LIMIT', 'PROTOCOL_HEADER', 'HOST_HEADER', 'PORT_HEADER', 'ADDRESS_HEADER', 'XFF_DEPTH'],
	...['HOST', 'SOCKET_PATH', 'SHUTDOWN_TIMEOUT', 'IDLE_TIMEOUT', 'KEEP_ALIVE_TIMEOUT', 'HEADERS_TIMEOUT'],
];

/** Says a fault of the settings in the operator's language where it is a frequent one. */
function settingFinding(fault: string): Finding {
	if (fault.startsWith('ORIGIN ')) return finding('origin', m.doctor_origin, {});
	if (fault.startsWith('SMTP_URL and MAIL_FROM')) return finding('mail-half', m.doctor_mail_half, {});
	return finding('setting', m.doctor_setting, { fault });
}

/**
 * Reads the settings, and says each fault. Returns them without those at fault, so that the rest is looked at
 * too; undefined when nothing can be read.
 */
export function lookAtSettings(env: Environment): {
	readonly settings: Settings | undefined;
	readonly found: readonly Finding[];
} {
	const found: Finding[] = [];
	let left = env;
	// A setting is checked beside others only once each is right by itself: so, several rounds.
	for (let round = 0; round < 4; round += 1) {
		try {
			const settings = readSettings(left);
			return { settings, found: [...found, ...unheeded(env)] };
		} catch (error) {
			if (!(error instanceof BadSettings)) throw error;
			found.push(...error.faults.map(settingFinding));
			// Each fault begins with the setting at fault, or with two that do not go together.
			const named = error.faults.flatMap((fault) => /^(\S+)(?: and (\S+))?/.exec(fault)?.slice(1) ?? []);
			const right = Object.entries(left).filter(([name]) => !named.includes(name));
			if (right.length === Object.keys(left).length) break;
			left = Object.fromEntries(right);
		}
	}
	return { settings: undefined, found };
}

function unheeded(env: Environment): readonly Finding[] {
	const names = WITHOUT_EFFECT.filter((name) => env[name]);
	return findings([
		names.length > 0 && finding('without-effect', m.doctor_without_effect, { names: names.join(', ') }),
	]);
}

/** Looks at how visitors' addresses reach a service that has a public address: it speaks no TLS itself. */
export const lookAtProxies = ({ origin, proxies, demonstration }: Settings): readonly Finding[] =>
	findings([
		!demonstration &&
			origin.startsWith('https:') &&
			proxies === 0 &&
			finding('proxies', m.doctor_proxies, {}),
	]);

/** Reads every definition and every drawing of the badges. */
export function lookAtBadges({ badgesDir: folder }: Settings): readonly Finding[] {
	try {
		const catalogue = loadCatalogue(folder);
		for (const { id } of [...catalogue.all(), ...catalogue.milestones()])
			for (const locale of ['fr', 'en'] as const) catalogue.artwork(id, locale);
		return [];
	} catch (error) {
		return [finding('badges', m.doctor_badges, { folder, cause: (error as Error).message })];
	}
}
