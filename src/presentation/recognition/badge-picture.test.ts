import { expect, test } from 'vitest';
import { runInLocale } from '#messages/server';
import { badgePicture } from './badge-picture.ts';

test('the picture of a badge is in the language of the page; the French one is the one that badges name', async () => {
	const said = async (lang: string) => {
		const request = new Request('https://macaron.example/', { headers: { cookie: `lang=${lang}` } });
		const answer = await runInLocale(request, () =>
			Promise.resolve(new Response(badgePicture('practice-collaboration'))),
		);
		return answer.text();
	};
	expect(await said('fr')).toBe('/badges/practice-collaboration/artwork.svg');
	expect(await said('en')).toBe('/badges/practice-collaboration/artwork.en.svg');
});
