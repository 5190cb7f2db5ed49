import { type FrameworkVersion, versionChosen } from '#framework';
import { framework } from '#framework/server';
import type { Cohort } from '../cohort.ts';

/**
 * The version of the framework in which a cohort's people are counted; the current version if the cohort's
 * own is no longer known.
 */
export const frameworkVersionOf = (cohort: Cohort): FrameworkVersion => versionChosen(cohort.framework);

/** The slugs of the dimensions in the version of the framework that a cohort uses. */
export const dimensionsOf = (cohort: Cohort): string[] =>
	framework(frameworkVersionOf(cohort)).dimensions.map(({ slug }) => slug);
