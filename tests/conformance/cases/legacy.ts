import type { Verdict } from '#openbadges';
import type { Case, Container } from '../case.ts';
import { hostedMutants, keysOf, signedMutants, within } from './legacy-mutants.ts';
import type { Alg, Keys } from './legacy-mutants.ts';
import { ASSERTION, assertion, KEY, keyDocument, LIST, site, sources } from './legacy-world.ts';
import type { LegacyVersion } from './legacy-world.ts';

const PAST = '2026-11-01T00:00:00Z';
const VERDICTS = { good: 'valid', expired: 'expired', revoked: 'revoked' } as const satisfies Record<
	string,
	Verdict
>;
type State = keyof typeof VERDICTS;

function hostedCase(version: LegacyVersion, container: Container, state: State): Case {
	const own = assertion(version, 'hosted', state === 'expired' ? { expires: PAST } : {});
	const documents = site(version, 'hosted', { [ASSERTION]: state === 'revoked' ? 410 : own });
	const text = version === '0.5' ? ASSERTION : JSON.stringify(own);
	return {
		name: `Open Badges ${version}, hosted, ${container}, ${state}`,
		suite: 'hosted',
		container,
		version,
		given: within(container, text),
		expected: state === 'good' ? 'valid' : 'invalid',
		verdict: VERDICTS[state],
		options: sources(documents),
		...(state === 'good' ? { mutants: hostedMutants(version, container) } : {}),
	};
}

/** Makes revocation lists that contain the case's badge, one in each form that the version allows. */
function revokedLists(version: LegacyVersion): readonly unknown[] {
	const own = assertion(version, 'signed');
	const name = version === '2.0' ? { id: own['id'] } : { uid: 'a7' };
	if (version === '1.0') return [{ a7: 'Remise par erreur.' }];
	const entry = { ...name, revocationReason: 'Remise par erreur.' };
	const list = (revokedAssertions: unknown) => ({
		...(site(version, 'signed')[LIST] as object),
		revokedAssertions,
	});
	return [list([entry]), list(entry), list([Object.values(name)[0]]), list(['urn:uuid:autre', entry])];
}

async function signedCases(
	version: LegacyVersion,
	container: Container,
	alg: Alg,
	keys: Keys,
	other: Keys,
): Promise<readonly Case[]> {
	const made = async (state: State, list?: unknown): Promise<Case> => ({
		name: `Open Badges ${version}, ${alg}, ${container}, ${state}`,
		suite: alg,
		container,
		version,
		given: within(
			container,
			await keys.sign(assertion(version, 'signed', state === 'expired' ? { expires: PAST } : {})),
		),
		expected: state === 'good' ? 'valid' : 'invalid',
		verdict: VERDICTS[state],
		options: sources(
			site(version, 'signed', { [KEY]: keyDocument(version, keys.pem), ...(list ? { [LIST]: list } : {}) }),
		),
		...(state === 'good' ? { mutants: await signedMutants(version, container, keys, other) } : {}),
	});
	const revoked = await Promise.all(revokedLists(version).map((list) => made('revoked', list)));
	return [await made('good'), await made('expired'), ...revoked];
}

/**
 * Makes the cases of every version before Open Badges 3.0, hosted and signed, in every container: in force,
 * expired and revoked, with their forgeries.
 */
export async function legacyCases(): Promise<readonly Case[]> {
	const cases: Case[] = [];
	for (const version of ['0.5', '1.0', '1.1', '2.0'] as const) {
		for (const container of version === '0.5'
			? (['png', 'svg'] as const)
			: (['json', 'png', 'svg'] as const)) {
			for (const state of ['good', 'expired', 'revoked'] as const)
				cases.push(hostedCase(version, container, state));
		}
	}
	for (const alg of ['RS256', 'ES256'] as const) {
		const [keys, other] = [await keysOf(alg), await keysOf(alg)];
		for (const version of ['1.0', '1.1', '2.0'] as const)
			for (const container of ['jwt', 'png', 'svg'] as const)
				cases.push(...(await signedCases(version, container, alg, keys, other)));
	}
	return cases;
}
