// Checks what is uploaded: middleware of the shapes of Express and Fastify.
//
//   app.post('/pictures', uploadCheck(), (req, res) => res.json({ state: req.imprint[0].report.state }));
//   fastify.post('/pictures', { preHandler: fastifyUploadCheck() }, async (request) => ({ state: request.imprint[0].report.state }));
//   fastify.addContentTypeParser(/^image\//, (request, payload, done) => done(null)); // which Fastify would refuse
//
// Pictures are what a parser has left (`req.file`, `req.files` of multer in memory, a Buffer in `req.body`), or the body itself where its type is
// image/*. The request gets `imprint`, a list of {name, data, report}, and the answer the header Imprint-State. A picture that is too large is
// answered with 413, what cannot be read as one with 422, and so is what `refuse` refuses; its word is the reason.
import { Context, ImprintError } from 'imprint';

const MAX_BYTES = 20 * 1024 * 1024;

/** What is wrong with an upload, as an answer of HTTP. */
export class Refused extends Error {
  constructor(statusCode, message) {
    super(message);
    this.statusCode = statusCode;
  }
}

function parsed(request) {
  const files = [request.file, ...Object.values(request.files ?? {}).flat()].filter((file) => file?.buffer);
  if (files.length > 0) return files.map((file) => ({ name: file.originalname ?? '', data: file.buffer }));
  return Buffer.isBuffer(request.body) ? [{ name: '', data: request.body }] : [];
}

async function bodyOf(message, maxBytes) {
  if (!/^image\//.test(message.headers['content-type'] ?? '') || message.readableEnded) return [];
  if (Number(message.headers['content-length']) > maxBytes) throw new Refused(413, `more than ${maxBytes} bytes`);
  const chunks = [];
  let size = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > maxBytes) throw new Refused(413, `more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return [{ name: '', data: Buffer.concat(chunks) }];
}

function refusalOf(error) {
  if (!(error instanceof ImprintError)) return error;
  const reasons = { IMPRINT_ERR_LIMIT_EXCEEDED: 413, IMPRINT_ERR_CANCELLED: 499, IMPRINT_ERR_OUT_OF_MEMORY: 503, IMPRINT_ERR_INTERNAL: 500 };
  return new Refused(reasons[error.code] ?? 422, error.message);
}

/** The check by itself: pictures of a request, each with its report, or a Refused. `message` and `answer` are Node's own. */
function checker({ context, maxBytes = MAX_BYTES, refuse = () => undefined, verify = {} }) {
  const own = context ?? new Context({ maxFileBytes: maxBytes });
  return async (request, message, answer) => {
    const gone = new AbortController();
    const leave = () => answer.writableEnded || gone.abort(); // nobody waits for the answer any more
    answer.once('close', leave);
    try {
      const pictures = parsed(request);
      const files = pictures.length > 0 ? pictures : await bodyOf(message, maxBytes);
      for (const file of files) {
        if (file.data.length > maxBytes) throw new Refused(413, `more than ${maxBytes} bytes`);
        file.report = await own.verify(file.data, { ...verify, signal: gone.signal });
        const reason = await refuse(file.report, file);
        if (reason) throw new Refused(422, reason);
      }
      return files;
    } catch (error) {
      throw refusalOf(error);
    } finally {
      answer.off('close', leave);
    }
  };
}

const statesOf = (files) => files.map((file) => file.report.state).join(', ') || 'none';

/** For Express, Connect, and whatever else calls (req, res, next). */
export function uploadCheck(options = {}) {
  const check = checker(options);
  return async (req, res, next) => {
    try {
      req.imprint = await check(req, req, res);
      res.setHeader('Imprint-State', statesOf(req.imprint));
    } catch (error) {
      if (!(error instanceof Refused)) return next(error);
      res.statusCode = error.statusCode;
      res.setHeader('Content-Type', 'application/json');
      return res.end(JSON.stringify({ error: error.message }));
    }
    return next();
  };
}

/** For Fastify, as a preHandler. */
export function fastifyUploadCheck(options = {}) {
  const check = checker(options);
  return async (request, reply) => {
    try {
      request.imprint = await check(request, request.raw, reply.raw);
      reply.header('Imprint-State', statesOf(request.imprint));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return reply.code(error.statusCode).send({ error: error.message });
    }
    return undefined;
  };
}
