import { z } from 'zod';
import { CURRENT_VERSION, LEVELS } from '#framework';
import { dimension } from '#framework/server';
import { RUBRIC_MARKS, RUBRIC_SIZE } from '../rubric.ts';
import { slug, text } from './badge-file.ts';

const criterion = z.strictObject({ slug, title: text, notYet: text, seen: text, beyond: text });

const sample = z.strictObject({
	level: z.enum(LEVELS),
	handed: text,
	judged: z.record(z.string(), z.strictObject({ mark: z.enum(RUBRIC_MARKS), why: text })),
});

const samples = z.array(sample).length(RUBRIC_SIZE, `must hold ${RUBRIC_SIZE} samples`);

/**
 * The schema of the file `rubrics/<dimension>.json`, whose name is that of the dimension: among other rules, every
 * sample judges each criterion, and nothing else.
 */
export const rubricFileSchema = (name: string) =>
	z
		.strictObject({
			dimension: slug,
			criteria: z.array(criterion).length(RUBRIC_SIZE, `must hold ${RUBRIC_SIZE} criteria`),
			samples: z.strictObject({ teacher: samples, staff: samples, student: samples }),
		})
		.superRefine((rubric, context) => {
			const fault = (path: (string | number)[], message: string) =>
				context.addIssue({ code: 'custom', path, message });
			if (rubric.dimension !== name) fault(['dimension'], `must be the name of its file, "${name}"`);
			if (!dimension(CURRENT_VERSION, rubric.dimension))
				fault(['dimension'], `is not a dimension of ${CURRENT_VERSION}`);
			const slugs = rubric.criteria.map((one) => one.slug);
			if (new Set(slugs).size < slugs.length) fault(['criteria'], 'must not hold the same slug twice');
			for (const [audience, dossiers] of Object.entries(rubric.samples))
				for (const [at, { judged }] of dossiers.entries())
					if (Object.keys(judged).toSorted().join() !== slugs.toSorted().join())
						fault(['samples', audience, at, 'judged'], `must judge ${slugs.join(', ')}, and nothing else`);
		});
