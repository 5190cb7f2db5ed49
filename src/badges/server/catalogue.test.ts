import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Refusal } from '#platform';
import { catalogueOf, loadCatalogue } from './catalogue.ts';

const badgesDir = resolve(import.meta.dirname, '../../../badges');

test('a world reads its catalogue once', () => {
	const world = { badgesDir };
	expect(catalogueOf(world)).toBe(catalogueOf(world));
	expect(catalogueOf(world).badge('practice-collaboration')?.kind).toBe('practice');
});

describe('a folder that cannot be used', () => {
	const folders: string[] = [];
	afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

	const copy = (): string => {
		const dir = mkdtempSync(join(tmpdir(), 'badges-'));
		folders.push(dir);
		for (const id of ['practice-collaboration', 'exploration-communication'])
			cpSync(join(badgesDir, id, 'badge.json'), join(dir, id, 'badge.json'));
		return dir;
	};
	const changed = (id: string, change: (badge: Record<string, unknown>) => unknown) => {
		const dir = copy();
		const path = join(dir, id, 'badge.json');
		const badge = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
		change(badge);
		writeFileSync(path, JSON.stringify(badge));
		return { path, load: () => loadCatalogue(dir) };
	};

	test.each([
		[
			'a missing English name',
			(badge: Record<string, unknown>) => (badge['name'] = { fr: 'Pratique' }),
			'name.en',
		],
		[
			'a misspelt key',
			(badge: Record<string, unknown>) => (badge['descripton'] = badge['description']),
			'descripton',
		],
		[
			'an id that is not the folder',
			(badge: Record<string, unknown>) => (badge['id'] = 'practice-communication'),
			'id: must be the name of its folder',
		],
		[
			'an unknown dimension',
			(badge: Record<string, unknown>) => (badge['dimension'] = 'teamwork'),
			'dimension: is not a dimension of crcn-2019',
		],
		['an unknown kind', (badge: Record<string, unknown>) => (badge['kind'] = 'mastery'), 'kind'],
		['no evidence hint', (badge: Record<string, unknown>) => delete badge['evidenceHint'], 'evidenceHint'],
		[
			'an end after five months',
			(badge: Record<string, unknown>) => (badge['validMonths'] = 5),
			'validMonths: must be 6 or more',
		],
		[
			'an unknown rule',
			(badge: Record<string, unknown>) => rules(badge, [{ rule: 'points' }]),
			'criteria.rules[0]',
		],
		[
			'half a minute',
			(badge: Record<string, unknown>) => rules(badge, [{ rule: 'training-minutes', minutes: 0.5 }]),
			'criteria.rules[0].minutes',
		],
		[
			'no rule at all',
			(badge: Record<string, unknown>) => rules(badge, []),
			'criteria.rules: must hold one rule or more',
		],
		[
			'a practice badge without an adviser',
			(badge: Record<string, unknown>) => rules(badge, [{ rule: 'said' }]),
			'must hold "advisers"',
		],
		[
			'a rule said twice',
			(badge: Record<string, unknown>) =>
				rules(badge, [{ rule: 'said' }, { rule: 'said' }, { rule: 'advisers', count: 1 }]),
			'the same rule twice',
		],
	])('%s is refused with the file and the path in it', (_, change, message) => {
		const { path, load } = changed('practice-collaboration', change);
		expect(load).toThrow(path);
		expect(load).toThrow(message);
	});

	test('an exploration badge that asks an adviser is refused', () => {
		const { load } = changed('exploration-communication', (badge) =>
			rules(badge, [{ rule: 'advisers', count: 1 }]),
		);
		expect(load).toThrow('an exploration badge asks nobody');
	});

	test('a file that is not JSON, a folder without a file, an empty or missing folder', () => {
		const dir = copy();
		writeFileSync(join(dir, 'practice-collaboration', 'badge.json'), '{ "id": ');
		expect(() => loadCatalogue(dir)).toThrow(
			/practice-collaboration\/badge\.json cannot be used: it is not valid JSON/,
		);
		rmSync(join(dir, 'practice-collaboration', 'badge.json'));
		expect(() => loadCatalogue(dir)).toThrow(/practice-collaboration\/badge\.json cannot be read/);
		const empty = mkdtempSync(join(tmpdir(), 'badges-'));
		folders.push(empty);
		expect(() => loadCatalogue(empty)).toThrow('it holds no badge');
		expect(() => loadCatalogue(join(empty, 'elsewhere'))).toThrow('elsewhere cannot be read');
	});

	test('each fault is told with its file and its cause', () => {
		const dir = copy();
		const file = join(dir, 'practice-collaboration', 'badge.json');
		const said = (load: () => unknown) => {
			try {
				load();
				return 'nothing';
			} catch (problem) {
				return [(problem as Error).message, ((problem as Error).cause as Error | undefined)?.name];
			}
		};
		const { artwork } = loadCatalogue(dir);
		const missing = (path: string) =>
			`${path} cannot be read: ENOENT: no such file or directory, open '${path}'.`;
		const drawing = join(dir, 'practice-collaboration', 'artwork.svg');
		expect(said(() => artwork('practice-collaboration', 'fr'))).toEqual([missing(drawing), 'Error']);
		for (const wrong of ['<html>', ' <svg>', '<svgx>', '<?xml version="1.0"?><html>', '']) {
			writeFileSync(drawing, wrong);
			expect(said(() => artwork('practice-collaboration', 'fr'))).toEqual([
				`${drawing} cannot be used: it is not an SVG.`,
				undefined,
			]);
		}
		for (const svg of ['<svg>', '<svg\n>', '<?xml version="1.0"?>\n<svg >']) {
			writeFileSync(drawing, svg);
			expect(loadCatalogue(dir).artwork('practice-collaboration', 'fr')).toBe(svg);
		}
		writeFileSync(file, '{');
		const [message, cause] = said(() => loadCatalogue(dir));
		expect(message?.startsWith(`${file} cannot be used: it is not valid JSON (Expected property name`)).toBe(
			true,
		);
		expect([message?.slice(-2), cause]).toEqual([').', 'SyntaxError']);
		rmSync(file);
		expect(said(() => loadCatalogue(dir))).toEqual([missing(file), 'Error']);
		const empty = mkdtempSync(join(tmpdir(), 'badges-'));
		folders.push(empty);
		writeFileSync(join(empty, 'notes.txt'), 'Rien.');
		expect(said(() => loadCatalogue(empty))).toEqual([
			`${empty} cannot be used: it holds no badge.`,
			undefined,
		]);
		const unknown = expect.objectContaining({ code: 'not-found', status: 404 });
		expect(() => artwork('practice-gone', 'fr')).toThrow(unknown);
	});

	test('a drawing is read once; a catalogue that was loaded stays as it was', () => {
		const dir = copy();
		const drawing = join(dir, 'practice-collaboration', 'artwork.svg');
		writeFileSync(drawing, '<svg>1</svg>');
		const catalogue = loadCatalogue(dir);
		expect(catalogue.artwork('practice-collaboration', 'fr')).toBe('<svg>1</svg>');
		writeFileSync(drawing, '<svg>2</svg>');
		expect(catalogue.artwork('practice-collaboration', 'fr')).toBe('<svg>1</svg>');
		expect(loadCatalogue(dir).artwork('practice-collaboration', 'fr')).toBe('<svg>2</svg>');
	});

	test('a drawing is in the language asked for; one drawing alone serves both', () => {
		const dir = copy();
		const drawing = join(dir, 'practice-collaboration', 'artwork.svg');
		writeFileSync(drawing, '<svg>Pratique</svg>');
		expect(loadCatalogue(dir).artwork('practice-collaboration', 'en')).toBe('<svg>Pratique</svg>');
		writeFileSync(join(dir, 'practice-collaboration', 'artwork.en.svg'), '<svg>Practice</svg>');
		const catalogue = loadCatalogue(dir);
		for (const [locale, words] of [
			['en', 'Practice'],
			['fr', 'Pratique'],
			['en', 'Practice'],
		] as const)
			expect(catalogue.artwork('practice-collaboration', locale)).toBe(`<svg>${words}</svg>`);
	});

	test('by dimension, then by kind, then by id in the order of a dictionary', () => {
		const dir = copy();
		const add = (from: string, id: string) => {
			const badge = JSON.parse(readFileSync(join(badgesDir, from, 'badge.json'), 'utf8')) as object;
			mkdirSync(join(dir, id));
			writeFileSync(join(dir, id, 'badge.json'), JSON.stringify({ ...badge, id }));
		};
		add('practice-collaboration', 'b');
		add('practice-collaboration', 'a-b');
		add('exploration-collaboration', 'z');
		add('practice-communication', 'aa');
		// Badges are sorted in alphabetical order, which ignores hyphens; comparing code units would put «
		// a-b » before « aa ».
		add('practice-communication', 'a-c');
		const ids = loadCatalogue(dir)
			.all()
			.map(({ id }) => id);
		const of = (...all: string[]) => ids.filter((id) => all.includes(id));
		expect(of('z', 'practice-collaboration', 'a-b', 'b')).toEqual([
			'z',
			'a-b',
			'b',
			'practice-collaboration',
		]);
		expect(of('exploration-communication', 'aa', 'a-c')).toEqual([
			'exploration-communication',
			...['a-c', 'aa'].toSorted((a, b) => a.localeCompare(b, 'en')),
		]);
	});

	test('a drawing that is missing or not an SVG says so; an unknown badge has none', () => {
		const dir = copy();
		const catalogue = loadCatalogue(dir);
		expect(() => catalogue.artwork('practice-collaboration', 'fr')).toThrow(/artwork\.svg cannot be read/);
		writeFileSync(join(dir, 'practice-collaboration', 'artwork.svg'), '<html>');
		expect(() => catalogue.artwork('practice-collaboration', 'fr')).toThrow('it is not an SVG');
		writeFileSync(join(dir, 'practice-collaboration', 'artwork.svg'), '<svg></svg>');
		expect(catalogue.artwork('practice-collaboration', 'fr')).toBe('<svg></svg>');
		expect(() => catalogue.artwork('../secrets', 'fr')).toThrow(Refusal);
	});

	function rules(badge: Record<string, unknown>, list: unknown[]): void {
		badge['criteria'] = { ...(badge['criteria'] as object), rules: list };
	}
});
