/** What becomes of one's badges, and the word typed to leave. */
export { BADGE_CHOICES, type BadgeChoice, confirms } from './leaving.ts';
