import { dateFormat } from './formats.ts';

/** The civil date (`2026-11-22`) of an instant in a time zone. */
export const civilDate = (instant: Date, timeZone: string): string =>
	dateFormat('en', timeZone, 'civil').format(instant);
