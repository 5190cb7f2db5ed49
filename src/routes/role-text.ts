import type { Audience, Role } from '#identity';
import { m } from '#messages';

/** The name of a role (learner, adviser, administrator) in the current language. */
export const roleText = (role: Role): string =>
	({
		learner: m.identity_role_learner,
		adviser: m.identity_role_adviser,
		administrator: m.identity_role_administrator,
	})[role]();

/** A sentence, in the current language, that says what a role allows a person to do. */
export const roleDescriptionText = (role: Role): string =>
	({
		learner: m.identity_role_learner_about,
		adviser: m.identity_role_adviser_about,
		administrator: m.identity_role_administrator_about,
	})[role]();

/**
 * The name, in the current language, of an audience (teachers, staff, students): the people for whom a set of
 * statements is written.
 */
export const audienceText = (audience: Audience): string =>
	({
		teacher: m.identity_audience_teacher,
		staff: m.identity_audience_staff,
		student: m.identity_audience_student,
	})[audience]();
