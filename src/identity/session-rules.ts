/** How long a session lasts. Times in minutes. */
export const SESSION_MINUTES = {
	/** A session ends after this long without a request. */
	idle: 60,
	/** A session of a person who administers an institution ends after this long without a request. */
	idleAdministrator: 30,
	/** A session always ends after this long, even if it is in use. */
	absolute: 12 * 60,
	/** The stored time of the last request is written at most once in this long. */
	seenEvery: 1,
} as const;

const MINUTE = 60_000;

/** The two times that decide whether a session is still valid: the time of its last request, and its end. */
export interface SessionTimes {
	readonly seenAt: Date;
	readonly expiresAt: Date;
}

/** Returns the latest time at which a session that starts now ends. */
export const sessionEnd = (now: Date): Date => new Date(now.getTime() + SESSION_MINUTES.absolute * MINUTE);

/** Returns whether a session is still valid: neither idle for too long nor past its end. */
export function isSessionValid(session: SessionTimes, administrator: boolean, now: Date): boolean {
	const idle = (administrator ? SESSION_MINUTES.idleAdministrator : SESSION_MINUTES.idle) * MINUTE;
	return now < session.expiresAt && now.getTime() - session.seenAt.getTime() < idle;
}

/** Returns whether the stored time of a session's last request is old enough to be written again. */
export const isLastSeenStale = (session: SessionTimes, now: Date): boolean =>
	now.getTime() - session.seenAt.getTime() >= SESSION_MINUTES.seenEvery * MINUTE;
