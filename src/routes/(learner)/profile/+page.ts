/** A page to be read: its links and its one form need no script, and without any it stays under its weight. */
export const csr = false;
