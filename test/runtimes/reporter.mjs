// SPDX-License-Identifier: MIT
// A reporter for `node --test`: one line of JSON for each test, with its file, which JUnit's format lacks on Node 22.

/** @param {AsyncIterable<{type: string, data: any}>} events */
export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === 'test:diagnostic' && data.file !== undefined) yield `${JSON.stringify({ file: data.file, diagnostic: data.message })}\n`;
    if (type === 'test:stderr') yield `${JSON.stringify({ file: data.file, said: data.message })}\n`;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // A file is a test of its own when it has none, and when it ends badly.
    const isFile = data.name === data.file || data.file?.endsWith(`/${data.name}`);
    if (data.details?.type === 'suite' || (isFile && type === 'test:pass')) continue;
    const skipped = data.skip !== undefined && data.skip !== false;
    const status = type === 'test:fail' ? 'failed' : skipped ? 'skipped' : 'passed';
    const error = data.details?.error;
    const reason = status === 'failed' ? String(error?.cause?.stack ?? error?.stack ?? error) : skipped ? String(data.skip) : undefined;
    yield `${JSON.stringify({ file: data.file, name: data.name, status, reason })}\n`;
  }
}
