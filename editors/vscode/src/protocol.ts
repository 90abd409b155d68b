// The server's commands, and what it answers to them (src/server/commands.rs).

export const CHECK = 'imr-ls.checkWorkspace';
export const NEW = 'imr-ls.newLetter';
export const READINESS = 'imr-ls.readiness';
export const EXPLAIN = 'imr-ls.explain';
export const ACCEPT = 'imr-ls.acceptFinding';

export interface Counts {
  errors: number;
  warnings: number;
  information: number;
  hints: number;
}

export interface Readiness extends Counts {
  ready: boolean;
  /** Some of it is kept back while the letter is written, and listed once it is saved. */
  keptBack: boolean;
  message: string;
}

export interface Checked extends Counts {
  files: number;
  cancelled: boolean;
  message: string;
}

export interface Letter {
  text: string;
  languageId: string;
}

export interface Explanation {
  markdown: string;
}

/** A finding to be accepted, as the server's code action names it; the extension adds the reason. */
export interface Acceptable {
  code?: string;
  reason?: string;
  [other: string]: unknown;
}
