import { expect, test } from 'vitest';
import { pageOf } from '#tests/rendered-page';
import Page from './+page.svelte';

const invitation = (id: string, more: object = {}) => ({
	...{
		id,
		name: null,
		codeHint: '7K',
		role: 'learner',
		audience: 'teacher',
		state: 'open',
		uses: 30,
		used: 2,
	},
	...{ createdAt: new Date('2026-11-20T15:30:00Z'), expiresAt: new Date('2026-11-27T15:30:00Z') },
	...more,
});
const pageWith = (invitations: object[], form: object | null = null) => {
	const shell = { timeZone: 'America/Toronto' };
	const data = {
		invitations,
		institution: 'Érables',
		join: 'https://macaron.example/join',
		formKey: 'k',
		shell,
	};
	return pageOf(Page as never, { data, form }, '/invitations').body;
};

test('twins are told apart by their name, and by when they were made', () => {
	const later = { createdAt: new Date('2026-11-21T16:00:00Z') };
	const body = pageWith([invitation('a', { name: 'École des Pins' }), invitation('b', later)]);
	const [, ...listed] = body.slice(body.indexOf('id="list"')).split('<li');
	expect(listed).toHaveLength(2);
	expect(listed[0]).toMatch(/<h3[^>]*>École des Pins \(7K…\) – /);
	expect(listed[0]).toContain('Créée le 20\u00a0novembre 2026');
	expect(listed[0]).toContain('Révoquer l’invitation École des Pins (7K…)');
	expect(listed[1]).toMatch(/<h3[^>]*>7K… – /);
	expect(listed[1]).toContain('Créée le 21\u00a0novembre 2026');
});

test('what was just made is a link, with its code beneath for a board, and says which invitation it is of', () => {
	const [code, link] = ['7K2QX-M94TD', 'https://macaron.example/join?code=7K2QX-M94TD'];
	const made = (name: string | null) => pageWith([], { done: { code, link, name } });
	expect(made('École des Pins')).toContain('Lien d’invitation\u00a0: École des Pins');
	expect(made(null)).not.toContain('Lien d’invitation\u00a0:');
	const body = made(null);
	expect(body).toMatch(new RegExp(`<code[^>]*>${link.replace('?', '[?]')}</code>`));
	expect(body.indexOf(`>${link}<`)).toBeLessThan(body.indexOf(`>${code}<`));
});
