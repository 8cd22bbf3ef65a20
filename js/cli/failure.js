// SPDX-License-Identifier: MIT

/** Ends the program with a sentence instead of a stack trace.  Exit codes: 1 = it failed, 2 = it was called wrongly. */
export class Failure extends Error {
  /**
   * @param {string} sentence what was wrong and what to do about it
   * @param {1 | 2} [exitCode]
   */
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}
