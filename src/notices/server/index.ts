/** A person's notices, for the copy of their data that they can download. */
export { personalData } from './personal-data.ts';
/** Reads the signed-in person's notices, and how many of them they have not read. */
export { readAndMarkNoticesSeen, unreadCountAfterOpening } from './read-notices.ts';
/** The database tables of notices, for the migrations. */
export { tables as noticeTables } from './tables.ts';
/**
 * The listener that adds a notice for a person when an event is about one of their applications or badges.
 */
export { noticeListener } from './notice-listener.ts';
/** The mail that tells a person, once a day at most, what is new: queued by a listener, written from counts. */
export { NEWS_MAIL, newsMailListener, newsToTell } from './news-mail.ts';
