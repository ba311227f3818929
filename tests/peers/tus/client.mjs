// An independent tus client: uploads a file as told by one JSON object on standard input, and prints what came of it.
import fs from "node:fs";
import { text } from "node:stream/consumers";
import * as tus from "tus-js-client";

const order = JSON.parse(await text(process.stdin));
let stoppedAt = -1;

const upload = new tus.Upload(fs.createReadStream(order.file), {
  endpoint: order.endpoint,
  uploadUrl: order.uploadUrl ?? null,
  uploadSize: fs.statSync(order.file).size,
  chunkSize: order.chunkBytes,
  metadata: order.metadata,
  headers: order.headers,
  retryDelays: null,
  onChunkComplete: (_size, accepted) => {
    if (order.stopAfterBytes && accepted >= order.stopAfterBytes && stoppedAt < 0) {
      stoppedAt = accepted;
      upload.abort().then(() => finish({ stoppedAt, url: upload.url }));
    }
  },
  onError: (error) => {
    const answer = error.originalResponse;
    finish({ error: error.message, status: answer?.getStatus(), body: answer?.getBody() });
  },
  onSuccess: () => finish({ done: true, url: upload.url }),
});

function finish(outcome) {
  console.log(JSON.stringify(outcome));
  process.exit(0);
}

upload.start();
