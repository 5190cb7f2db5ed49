/**
 * The choices for the badges of a person who erases their account, and the check of what they type to confirm
 * it.
 */
export { BADGE_CHOICES, type BadgeChoice, isErasureConfirmed } from './leaving.ts';
