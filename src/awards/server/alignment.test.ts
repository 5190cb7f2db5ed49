import { expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { isFrameworkVersion } from '#framework';
import { caseResource, dimension, jsonLdDocuments } from '#framework/server';
import { eachDialect } from '#tests/world';
import { awardFile } from './files/artwork.ts';
import { cast, says, trains } from '../../../tests/recognised/cast.ts';
import { setAwardVisibility } from './set-award-visibility.ts';
import { awardBadgesByRule } from '../../applications/server/award-badges-by-rule.ts';

interface Alignment {
	readonly targetName: string;
	readonly targetUrl: string;
	readonly targetCode: string;
	readonly targetType: string;
}

eachDialect('what a badge is about', (world) => {
	test.each(['fr', 'en'] as const)(
		'the address in a badge in %s names a dimension told in JSON-LD, its code the same one in CASE',
		async (language) => {
			const { ada } = await cast(world());
			await says(world(), ada, 'communication', 1);
			await trains(world(), ada, 'communication', 150);
			const [award] = await awardBadgesByRule(world(), ada.id, language);
			if (!award) throw new Error('The rule gives the badge.');
			await setAwardVisibility(world(), ada, award.id, { visibility: 'public', key: world().newId() });
			const { bytes } = await awardFile(world(), ANONYMOUS, award.id, 'json');
			const text = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
			const badge = JSON.parse(text) as {
				credentialSubject: { achievement: { alignment: readonly Alignment[] } };
			};
			const { alignment } = badge.credentialSubject.achievement;
			expect(alignment).toHaveLength(1);
			for (const { targetName, targetUrl, targetCode, targetType } of alignment) {
				const { origin } = world();
				const [, version = '', slug = ''] =
					targetUrl.slice(origin.length).match(/^\/framework\/([^/]+)\/([^/]+)$/) ?? [];
				if (!isFrameworkVersion(version)) throw new Error(`${targetUrl} names no version.`);
				const about = dimension(version, slug);
				if (!about) throw new Error(`${targetUrl} names no dimension.`);
				expect(targetUrl.startsWith(origin)).toBe(true);
				expect(targetName).toBe(about.title[language]);
				expect(jsonLdDocuments.dimension(origin, version, about)['id']).toBe(targetUrl);

				expect(targetType).toBe('CFItem');
				expect(caseResource(origin, 'CFItems', targetCode)).toMatchObject({
					identifier: targetCode,
					fullStatement: targetName,
					language,
					extensions: { macaron: { address: targetUrl } },
				});
			}
		},
	);
});
