import { z } from 'zod';
import { parseDataFile } from '#framework/server';
import { TRAINING_KINDS } from '#training';
import file from '../data/seed.json' with { type: 'json' };

const words = z.string().trim().min(1);

const seedFile = z.strictObject({
	firstNames: z.array(words).min(10),
	lastNames: z.array(words).min(10),
	reflection: words,
	trainings: z
		.array(z.strictObject({ title: words, kind: z.enum(TRAINING_KINDS), dimensions: z.array(words).min(1) }))
		.min(1),
});

/** Names and trainings from which invented learners are made, from `src/cli/data/seed.json`. */
export const inventedLearnerSeed = parseDataFile('src/cli/data/seed.json', seedFile, file);
