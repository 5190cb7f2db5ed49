import type { Audience, Role } from '#identity';
import { m } from '#messages';

/** What a role is called. */
export const roleText = (role: Role): string =>
	({
		learner: m.identity_role_learner,
		adviser: m.identity_role_adviser,
		administrator: m.identity_role_administrator,
	})[role]();

/** What a role lets one do, in a sentence. */
export const roleAbout = (role: Role): string =>
	({
		learner: m.identity_role_learner_about,
		adviser: m.identity_role_adviser_about,
		administrator: m.identity_role_administrator_about,
	})[role]();

/** Whose statements a learner answers. */
export const audienceText = (audience: Audience): string =>
	({
		teacher: m.identity_audience_teacher,
		staff: m.identity_audience_staff,
		student: m.identity_audience_student,
	})[audience]();
