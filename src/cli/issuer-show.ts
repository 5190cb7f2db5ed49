import { m } from '#messages';
import { Refusal } from '#platform';
import { issuerAddress, issuerAt, issuingHalts, type PublicIssuer } from '#awards/server';
import { type Terminal, type Command, EXIT, Stop } from './command.ts';
import { institutionFor, withDataFolder } from './data-folder.ts';

/** Collects an issuer's public data and its addresses, to be printed. */
function shown(issuer: PublicIssuer, institution: string, halted: readonly string[]) {
	const page = issuerAddress(issuer);
	return {
		institution,
		did: issuer.did,
		/** Reasons why issuing is halted for this issuer now; empty when it is not. */
		halted,
		page,
		document: `${page}/did.json`,
		status: `${page}/status/1`,
		keys: [...issuer.keys, ...issuer.tokenKeys].map((key) => {
			const id = 'jwk' in key ? key.jwk.kid : key.multikey;
			return {
				id,
				algorithm: 'jwk' in key ? key.jwk.alg : 'Ed25519',
				state: key.state,
				address: `${page}/keys/${id}`,
				notBefore: key.notBefore.toISOString(),
				endedAt: key.endedAt?.toISOString() ?? null,
			};
		}),
	};
}

const STATES = {
	planned: m.command_key_planned,
	active: m.command_key_active,
	retired: m.command_key_retired,
	compromised: m.command_key_compromised,
} as const;

function print({ out, locale }: Terminal, all: ReturnType<typeof shown>) {
	const named = [
		[m.command_issuer_institution({}, { locale }), all.institution],
		[m.command_issuer_did({}, { locale }), all.did],
		[m.command_issuer_page({}, { locale }), all.page],
		[m.command_issuer_document({}, { locale }), all.document],
		[m.command_issuer_status({}, { locale }), all.status],
	] as const;
	const widest = Math.max(...named.map(([name]) => name.length));
	for (const [name, value] of named) out(`${name.padEnd(widest)}  ${value}`);
	for (const reason of all.halted) out(m.command_issuer_halted({ reason }, { locale }));
	out(m.command_issuer_keys({}, { locale }));
	for (const { id, algorithm, state, notBefore, endedAt } of all.keys) {
		const [date, end] = [notBefore.slice(0, 10), endedAt?.slice(0, 10)];
		const when = end
			? m.command_key_until({ date, end }, { locale })
			: m.command_key_since({ date }, { locale });
		out(`  ${id}  ${algorithm}, ${STATES[state]({}, { locale })}, ${when}`);
	}
}

/**
 * The `issuer show` command: prints an institution's issuer, with its DID, its keys and where they are
 * published.
 */
export const issuerShow: Command = {
	name: 'issuer show',
	usage: 'issuer show [--institution …] [--json]',
	options: { institution: { type: 'string' }, json: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.command_issuer_about({}, { locale }),
	optionsAbout: (locale) => [
		['--institution …', m.command_option_institution({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	run: (terminal, options) =>
		withDataFolder(terminal, async (world, { origin }) => {
			const { locale } = terminal;
			const asked = typeof options['institution'] === 'string' ? options['institution'] : undefined;
			const { slug, name } = await institutionFor(terminal, world, asked);
			const issuer = await issuerAt(world, slug).catch((problem: unknown) => {
				if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
				throw new Stop(m.command_issuer_none({ slug, origin }, { locale }), EXIT.no);
			});
			const halts = await issuingHalts(world);
			const mine = halts.filter(
				({ institution }) => institution === null || institution === issuer.institution,
			);
			const all = shown(
				issuer,
				name,
				mine.map(({ reason }) => reason),
			);
			if (options['json']) terminal.out(JSON.stringify(all));
			else print(terminal, all);
			return EXIT.done;
		}),
};
