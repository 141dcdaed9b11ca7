// Read by the compiler of TypeScript alone: what a program may write, and what it may not.
import * as imprint from 'imprint';
import { createReadStream, createWriteStream } from 'node:fs';

export async function uses(): Promise<void> {
  const controller = new AbortController();
  const context: imprint.Context = new imprint.Context({ threads: 2, maxPixels: 50_000_000n, keys: [imprint.generateKeySync()], event: (event) => event.durationUs });
  const marked: imprint.Marked = await context.mark('in.png', 'ExampleStudio', '1', {
    out: createWriteStream('out.png'), corner: 'upper_left', format: 'jpeg', signal: controller.signal, progress: (done: number) => done < 0.5,
    signer: { certificates: '', sign: async (request) => Buffer.from(request) }, manifest: { title: 'x', markId: 5n },
  });
  const data: Buffer | null = marked.data;
  const report = await imprint.verify(createReadStream('out.png'), { noSearch: true, timeS: 5 });
  if (report.state === 'generated') console.log(report.markIdHex, report.layers.visible === 'present', report.marks[0]?.payload);
  const changed = await imprint.embed({ data: new Uint16Array(9), info: { width: 3, height: 1, channels: 3 } }, 5n, { order: 'rgb' });
  const samples: Uint16Array = changed.data;
  const file: { data: Buffer } = await imprint.drawLabel(new Blob([]), { text: 'AI' });
  for await (const outcome of context.verifyBatch(['a', new URL('file:///b'), Buffer.alloc(0)])) {
    if (outcome.error === null) console.log(outcome.report.state);
    else console.log(outcome.error.code === 'IMPRINT_ERR_TRUNCATED', outcome.error.status === imprint.Status.TRUNCATED);
  }
  const summary = await imprint.log.verify('a.log');
  const embedder: imprint.AudioEmbedder = await context.audioEmbedder(5n, { rateHz: 48000, channels: 2, samples: 'int16', strength: 0.5 });
  const marked16: Int16Array = await embedder.process(new Int16Array(8));
  const rest: Int16Array = await embedder.flush<Int16Array>();
  const bytes: Buffer = await embedder.process(Buffer.alloc(4));
  const detector = await imprint.audioDetector({ rateHz: 48000, noSearch: true });
  if (await detector.process(new Float32Array(8))) console.log((await detector.finish()).timeScale, (await embedder.result()).depthDb);
  const label: Float32Array = await imprint.makeAudibleLabel(-20, { rateHz: 48000 });
  console.log((await imprint.findAudibleLabel(label, { rateHz: 48000 })).toneHz, marked16, rest, bytes);
  await imprint.mark('a.wav', 'b', 'c', { audiblePlace: 'end' });
  console.log(data, samples, file, summary.records, imprint.markIdSync('a', 'b') + 1n, (await imprint.findLabel('a')).legibility);

  // @ts-expect-error an option that there is not
  await imprint.verify('a', { nosearch: true });
  // @ts-expect-error a word that there is not
  await imprint.mark('a', 'b', 'c', { corner: 'middle' });
  // @ts-expect-error a stream has a rate
  await imprint.audioDetector({ channels: 2 });
  // @ts-expect-error pixels have no metadata
  await imprint.verify({ data: Buffer.alloc(3), width: 1, height: 1 });
  // @ts-expect-error reports are read
  report.state = 'possible';
}
