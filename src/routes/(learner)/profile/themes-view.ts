import type { ThemeStanding } from '#assessment/server';
import type { Locale } from '#platform';

/** What the profile shows of each theme: its name, and where the person's answers place them in it. */
export const themesView = (themes: readonly ThemeStanding[], locale: Locale) =>
	themes.map(({ theme: { slug, title }, standing }) => ({ slug, title: title[locale], standing }));
