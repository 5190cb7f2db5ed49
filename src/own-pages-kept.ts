/**
 * Route ids of the pages that are kept for the person whose page they are, until the database would give them
 * something else (docs/decisions/0055). None may contain a form with a key.
 */
export const OWN_PAGES_KEPT: ReadonlySet<string> = new Set(['/(learner)/profile']);
