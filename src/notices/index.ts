/**
 * The types and kinds of notices (what a person is told happened to their applications and badges), and which
 * notice an event gives.
 */
export { type Notice, type NoticeKind, noticeOfEvent, NOTICE_KINDS, NOTICE_OF_EVENT } from './notice.ts';
