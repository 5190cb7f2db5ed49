import { parseDataFile } from '#framework/server';
import file from '../data/suggestions.json' with { type: 'json' };
import type { Suggestion } from '../suggestions.ts';
import { suggestionFile } from './suggestion-file.ts';

// Parsed at import: a broken file must stop the build and the start, never a page.
const { items } = parseDataFile('src/training/data/suggestions.json', suggestionFile, file);

/** Every autoformation of the catalogue. */
export const SUGGESTIONS: readonly Suggestion[] = items;

/** An autoformation of the catalogue by its id, or undefined. */
export const suggestionNamed = (id: string): Suggestion | undefined => items.find((one) => one.id === id);
