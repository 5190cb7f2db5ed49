// The one public page with a script: a file can be dropped on it, and it says what it is doing while it looks.
export const csr = true;
