import { expect, test } from 'vitest';
import { pageOf } from '#tests/rendered-page';
import Title from './DocumentTitle.svelte';

const headOf = (props: Record<string, unknown>) => pageOf(Title as never, props, '/framework?x=1').head;

test('a page says something to other sites only where it is given to it', () => {
	expect(headOf({ title: 'Mon profil' })).not.toMatch(/<meta/);
	const head = headOf({ title: 'Le cadre', shared: { description: 'Douze dimensions.' } });
	for (const tag of [
		'<meta name="description" content="Douze dimensions."',
		'<meta property="og:title" content="Le cadre"',
		'<meta property="og:description" content="Douze dimensions."',
		'<meta property="og:url" content="https://macaron.example/framework"',
		'<meta property="og:locale" content="fr_CA"',
		'<meta name="twitter:card" content="summary"',
	])
		expect(head).toContain(tag);
	expect(head).not.toContain('og:image');
});

test('a picture has its whole address; a wide one is shown large', () => {
	const picture = { address: '/badges/x/artwork.png', width: 600, height: 600, alt: 'Un badge' };
	const about = (width: number) => ({ description: 'Un badge.', picture: { ...picture, width } });
	const head = headOf({ title: 'Pratique', shared: about(600) });
	expect(head).toContain('<meta property="og:image" content="https://macaron.example/badges/x/artwork.png"');
	expect(head).toContain('content="summary"');
	expect(headOf({ title: 'Pratique', shared: about(1200) })).toContain('content="summary_large_image"');
});
