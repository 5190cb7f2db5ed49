import { institutionById, logoOfInstitution } from '#identity/server';
import { issuingBodyAddress } from '#awards';
import { issuerAt } from '#awards/server';
import { loadPage } from '#web/load-page.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(async ({ locals: { world, locale }, params }: PageServerLoadEvent) => {
	const issuer = await issuerAt(world, params.slug);
	const institution = await institutionById(world, issuer.institution);
	const { name, demonstration, timeZone } = institution;
	const logo = await logoOfInstitution(world, institution);
	const day = (at: Date) => dayText(at, locale, timeZone);
	return {
		name,
		demonstration,
		slug: issuer.slug,
		logo: logo && { version: logo.sha256.slice(0, 8), width: logo.width, height: logo.height },
		address: issuingBodyAddress(issuer.origin, issuer.slug),
		did: issuer.did,
		since: day(issuer.createdAt),
		keys: [...issuer.keys, ...issuer.tokenKeys]
			.filter(({ state }) => state !== 'planned')
			.map((key) => ({
				kid: 'jwk' in key ? key.jwk.kid : key.multikey,
				tokens: 'jwk' in key ? key.jwk.alg : null,
				state: key.state,
				since: day(key.notBefore),
			})),
	};
});
