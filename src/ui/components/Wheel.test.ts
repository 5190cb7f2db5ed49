import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import framework from '../../framework/data/crcn-2019.json' with { type: 'json' };
import Wheel from './Wheel.svelte';

const dimensions = framework.dimensions.map(({ number, slug, title, short }) => ({
	number,
	slug,
	title: title.fr,
	short: short.fr,
}));
const marks = Object.fromEntries(
	dimensions.map(({ slug }) => [
		slug,
		{ said: 'advanced', shown: 'intermediate', observed: 'intermediate' } as const,
	]),
);
const STANDINGS = ['not-situated', 'starting', 'beginner', 'intermediate', 'advanced'] as const;
const linkTo = (slug: string) => `/assessment/${slug}`;

test('as a picture it has one name and one description', () => {
	const { body } = render(Wheel, {
		props: { dimensions, marks, label: 'Macaron d’Ada', description: 'Douze dimensions.' },
	});
	expect(body).toContain('role="img"');
	expect(body).toMatch(
		/aria-labelledby="(\w+)"[^>]*aria-describedby="(\w+)"[^]*<title id="\1">Macaron d’Ada<\/title>[^]*<desc id="\2">Douze dimensions\.<\/desc>/,
	);
	expect(body).not.toContain('<a ');
	expect(body).not.toContain('style=');
	expect(body.match(/<circle /g)).toHaveLength(12);
	expect(body.match(/class="seen"/g)).toHaveLength(12);
});

test('named beside it, the drawing answers a pointer and leaves the keyboard and the ear to the names', () => {
	const tooltips = Object.fromEntries(dimensions.map(({ slug, short }) => [slug, `${short} : Avancé`]));
	const { body } = render(Wheel, { props: { dimensions, marks, links: { to: linkTo, tooltips } } });
	expect(body).toMatch(/<svg[^>]*aria-hidden="true"/);
	expect(body).not.toMatch(/role=|aria-label/);
	const links = [...body.matchAll(/<a [^>]*>/g)].map(([link]) => link);
	expect(links).toHaveLength(12);
	for (const link of links) expect(link).toContain('tabindex="-1"');
	for (const { slug } of dimensions) expect(body).toContain(`href="/assessment/${slug}"`);
	for (const answer of Object.values(tooltips))
		expect(body.split(`<title>${answer}</title>`)).toHaveLength(2);
});

test('every texture a band asks for is there, once', () => {
	const { body } = render(Wheel, { props: { dimensions, marks, label: 'Macaron' } });
	const ids = [...body.matchAll(/ id="(\w+)"/g)].map(([, id]) => id);
	expect(new Set(ids).size).toBe(ids.length);
	const asked = new Set([...body.matchAll(/url\(#(\w+)\)/g)].map(([, id]) => id));
	expect(asked.size).toBe(3);
	for (const id of asked) expect(ids).toContain(id);
});

test('it is light: the fullest picture weighs at most 9 kB, linked 10 kB, before compression', () => {
	const weight = (props: object) =>
		Buffer.byteLength(render(Wheel, { props: { dimensions, marks, label: 'Macaron', ...props } }).body);
	expect(weight({})).toBeLessThanOrEqual(9000);
	const tooltips = Object.fromEntries(dimensions.map(({ slug, title }) => [slug, title]));
	expect(weight({ links: { to: linkTo, tooltips } })).toBeLessThanOrEqual(10_000);
});

test('an earlier date is an outline over today’s bands, told by dashes', () => {
	const before = Object.fromEntries(
		dimensions.map(({ slug }, at) => [slug, STANDINGS[at % STANDINGS.length]!]),
	);
	const html = render(Wheel, { props: { dimensions, marks, label: 'x', before } }).body;
	const outlined = Object.values(before).filter((standing) => standing !== 'not-situated').length;
	const [, outline = ''] = /class="before" d="([^"]+)"/.exec(html) ?? [];
	expect(outline.match(/M/g)).toHaveLength(outlined);
	expect(render(Wheel, { props: { dimensions, marks, label: 'x' } }).body).not.toContain('before');
});
