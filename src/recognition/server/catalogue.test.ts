import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

	test('a drawing that is missing or not an SVG says so; an unknown badge has none', () => {
		const dir = copy();
		const catalogue = loadCatalogue(dir);
		expect(() => catalogue.artwork('practice-collaboration')).toThrow(/artwork\.svg cannot be read/);
		writeFileSync(join(dir, 'practice-collaboration', 'artwork.svg'), '<html>');
		expect(() => catalogue.artwork('practice-collaboration')).toThrow('it is not an SVG');
		writeFileSync(join(dir, 'practice-collaboration', 'artwork.svg'), '<svg></svg>');
		expect(catalogue.artwork('practice-collaboration')).toBe('<svg></svg>');
		expect(() => catalogue.artwork('../secrets')).toThrow(Refusal);
	});

	function rules(badge: Record<string, unknown>, list: unknown[]): void {
		badge['criteria'] = { ...(badge['criteria'] as object), rules: list };
	}
});
