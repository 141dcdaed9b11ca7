// Marks a picture, verifies it, prints its mark_id: node hello.mjs IN OUT.
import { mark, verify } from 'imprint';

const [input, output] = process.argv.slice(2);
await mark(input, 'ExampleStudio', '1', { out: output });
const report = await verify(output);
console.log('mark_id', report.markIdHex, 'state', report.state);
