import { parseDataFile } from '#framework/server';
import file from '../data/suggestions.json' with { type: 'json' };
import type { Suggestion } from '../suggestions.ts';
import { suggestionFileSchema } from './suggestion-file.ts';

// The file is parsed at import, so that a faulty file stops the build and the start, and never breaks a page.
const { items } = parseDataFile('src/training/data/suggestions.json', suggestionFileSchema, file);

/** Every learning activity of the catalogue that the service suggests to people. */
export const SUGGESTIONS: readonly Suggestion[] = items;

/** The learning activity of the catalogue with this id, or undefined. */
export const suggestionById = (id: string): Suggestion | undefined => items.find((one) => one.id === id);
