/**
 * The types and kinds of notices (messages about what happened to a person's applications and badges), and
 * which notice an event gives.
 */
export { type Notice, type NoticeKind, noticeOfEvent, NOTICE_KINDS, NOTICE_OF_EVENT } from './notice.ts';
