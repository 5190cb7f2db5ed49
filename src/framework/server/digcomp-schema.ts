import { z } from 'zod';
import { FRAMEWORK_VERSIONS, DIGCOMP_RELATION_KINDS } from '../index.ts';
import {
	provenance,
	slug,
	source,
	sourcedText,
	sourceIds,
	text,
	refuseDuplicates,
	trimmedText,
} from './schema.ts';

const address = z.url({ protocol: /^https$/, error: 'must be a web address' });
const edition = z.strictObject({
	id: z.string().regex(/^\d+(\.\d+)*$/, 'must be a number of edition, such as 2.2'),
	year: z.int(),
	title: text,
	address,
	areas: z.array(z.strictObject({ number: z.int(), title: sourcedText })).superRefine((areas, context) => {
		areas.forEach(({ number }, index) => {
			if (number !== index + 1)
				context.addIssue({
					code: 'custom',
					path: [index, 'number'],
					message: `must be ${index + 1}: areas are listed in order`,
				});
		});
	}),
});

/**
 * Schema of the data file of the crosswalk from the framework to DigComp. Refuses areas, editions and sources
 * that are not listed in the file, and repeated lines.
 */
export const digcompSchema = z
	.strictObject({
		versions: z.array(z.enum(FRAMEWORK_VERSIONS)).min(1),
		changedOn: z.iso.date('must be a date, such as 2026-11-22'),
		sources: z.array(source).superRefine(refuseDuplicates('id')),
		editions: z.array(edition).superRefine(refuseDuplicates('id')),
		relations: z.array(
			z.strictObject({
				dimension: slug,
				edition: trimmedText,
				area: z.int(),
				kind: z.enum(DIGCOMP_RELATION_KINDS),
				provenance,
			}),
		),
	})
	.superRefine((file, context) => {
		const fault = (path: PropertyKey[], message: string) =>
			context.addIssue({ code: 'custom', path, message });
		const seen = new Set<string>();
		file.relations.forEach(({ dimension, edition, area }, index) => {
			const known = file.editions.find((one) => one.id === edition);
			if (!known) fault(['relations', index, 'edition'], `no edition is called ${edition}`);
			else if (!known.areas.some((one) => one.number === area))
				fault(['relations', index, 'area'], `edition ${edition} has no area ${area}`);
			const line = `${dimension}, ${edition}, ${area}`;
			if (seen.has(line)) fault(['relations', index], `${line} is there twice`);
			seen.add(line);
		});
		const sources = new Set(file.sources.map((one) => one.id));
		for (const [path, id] of sourceIds(file)) if (!sources.has(id)) fault(path, `no source is called ${id}`);
	});
