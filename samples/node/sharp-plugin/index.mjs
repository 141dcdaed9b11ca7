// Labels in a pipeline of sharp: on its raw pixels, before it encodes, and on the file that it has encoded.
//
//   const label = labelWith(sharp, { producer: 'ExampleStudio' });
//   const { data, report } = await label(sharp('in.png').resize(1024), { produceId: '1', format: 'webp', encode: { quality: 90 } });
//
// `data` is the file with all layers, read back. Between decoding and encoding `onPixels` does the same to {data, info}.
import * as imprint from 'imprint';

/** Visible label and watermark on pixels of sharp, `{data, info}`; a copy in the same shape. */
export async function onPixels(picture, producer, produceId, { context = imprint, label = {}, watermark = {} } = {}) {
  const drawn = await context.drawLabel(picture, label);
  return context.embed(drawn, imprint.markIdSync(producer, produceId), watermark);
}

/** A function that ends a pipeline: (image, {produceId, format, encode, label, watermark, …options of finish}) => {data, info, report}. */
export function labelWith(sharp, { producer, context = imprint }) {
  return async (image, { produceId, format = 'png', encode = {}, label = {}, watermark = {}, ...finish }) => {
    // Orientation is applied, since raw pixels have none; greys with alpha become colours, which the label and the mark take.
    const picture = await image.rotate().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    const marked = await onPixels(picture, producer, produceId, { context, label, watermark });
    const file = await sharp(marked.data, { raw: marked.info }).toFormat(format, encode).toBuffer();
    const words = { text: label.text, font: label.font, keyId: watermark.keyId };
    const { data, report } = await context.finish(file, producer, produceId, { ...words, ...finish });
    return { data, info: { ...marked.info, format, size: data.length }, report };
  };
}
