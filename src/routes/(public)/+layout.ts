// Pages anybody reads need no script at all.
export const csr = false;
