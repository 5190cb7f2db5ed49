import { expect, test } from 'vitest';
import { framework } from '#framework/server';
import { pageOf } from '#tests/rendered-page';
import Result from './Result.svelte';

test('what the drawing shows is said once, in the sentence under it', () => {
	const trial = {
		texts: { all: { levels: { beginner: 'Débutant', intermediate: 'Intermédiaire', advanced: 'Avancé' } } },
		said: framework('crcn-2019').dimensions.map(({ slug, number, title, short }) => ({
			dimension: { slug, number, title: title.fr, short: short.fr },
			said: { standing: number === 1 ? 'advanced' : 'not-situated' },
		})),
	};
	const { body } = pageOf(Result as never, { trial });
	const sentences = [...body.matchAll(/<(?:p|desc)\b[^>]*>([^<]{20,})</g)].map(([, text]) => text);
	expect(sentences.length).toBeGreaterThan(2);
	expect(new Set(sentences).size).toBe(sentences.length);
	// The links are the names beside the drawing: the drawing itself is for eyes and pointers only.
	expect(body).toMatch(/<figure aria-label="[^"]+"/);
	expect(body).toMatch(/<svg[^>]*aria-hidden="true"/);
});
