import { expect, test } from 'vitest';
import digcompFile from '../data/digcomp.json' with { type: 'json' };
import { digcompSchema } from './digcomp-schema.ts';
import { digcompCrosswalk } from './open-data.ts';
import { parseDataFile } from './parse-data-file.ts';

type Copy = typeof digcompFile;

function said(breakIt: (copy: Copy) => void): string {
	const copy = structuredClone(digcompFile);
	breakIt(copy);
	try {
		parseDataFile('digcomp.json', digcompSchema, copy);
	} catch (error) {
		return (error as Error).message;
	}
	return 'accepted';
}

test('the file as it is passes, and reads every dimension beside both editions', () => {
	expect(said(() => {})).toBe('accepted');
	for (const { id, areas } of digcompCrosswalk.editions) {
		expect(areas.length).toBe(5);
		const read = digcompCrosswalk.relations.filter((one) => one.edition === id);
		expect(new Set(read.map((one) => one.dimension)).size).toBe(12);
		expect(new Set(read.map((one) => one.area)).size).toBe(5);
	}
	expect(digcompCrosswalk.relations.every((one) => one.provenance.word === 'proposé')).toBe(true);
});

const faults: [string, (copy: Copy) => void, string][] = [
	[
		'an unknown area',
		(copy) => Object.assign(copy.relations[0] ?? {}, { area: 6 }),
		'relations[0].area: edition 2.2 has no area 6',
	],
	[
		'an unknown edition',
		(copy) => Object.assign(copy.relations[1] ?? {}, { edition: '4.0' }),
		'relations[1].edition: no edition is called 4.0',
	],
	[
		'an unknown kind',
		(copy) => Object.assign(copy.relations[2] ?? {}, { kind: 'equal' }),
		'relations[2].kind: ',
	],
	[
		'a line twice',
		(copy) => copy.relations.push(...copy.relations.slice(0, 1)),
		'ethical-citizenship, 2.2, 2 is there twice',
	],
	[
		'an unknown source',
		(copy) => copy.editions[0]?.areas[0]?.title.provenance.fr.sources.push('nowhere'),
		'sources[1]: no source is called nowhere',
	],
	[
		'areas out of order',
		(copy) => copy.editions[0]?.areas.reverse(),
		'editions[0].areas[0].number: must be 1: areas are listed in order',
	],
	['a date that is none', (copy) => (copy.changedOn = 'hier'), 'changedOn: must be a date'],
];

test.each(faults)('%s is refused, with the place and the reason', (_name, breakIt, fault) => {
	expect(said(breakIt)).toContain(fault);
});
