// Parses an AsyncAPI document with the official parser; prints what is wrong with it, and ends with 1 when anything is.
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';

const [file] = process.argv.slice(2);
const { document, diagnostics } = await new Parser().parse(await readFile(file, 'utf8'), { source: file });
const ERROR = 0;
const WARNING = 1;
const bad = diagnostics.filter((each) => each.severity === ERROR || each.severity === WARNING);
for (const each of bad) {
  console.log(`${each.path.join('.')}: ${each.message}`);
}
if (!document || bad.length > 0) {
  process.exit(1);
}
console.log(`${document.channels().length} channels, ${document.operations().length} operations, ${document.messages().length} messages`);
