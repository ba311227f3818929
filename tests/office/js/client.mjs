// Drives the reference client against the office: node client.mjs '{"mode": …}'; exit 0 when it is content.
import { createReadStream, statSync } from "node:fs";
import * as tus from "tus-js-client";

const order = JSON.parse(process.argv[2]);
const size = statSync(order.file).size;
const common = {
  endpoint: order.endpoint,
  uploadSize: size,
  chunkSize: order.mode === "whole" ? Infinity : 1000,
  retryDelays: [0, 10, 10],
  metadata: order.metadata,
  headers: { Authorization: order.authorization },
  overridePatchMethod: order.mode === "override",
};

function upload(options) {
  return new Promise((resolve, reject) => {
    const made = new tus.Upload(createReadStream(order.file), {
      ...common,
      ...options,
      onError: reject,
      onSuccess: () => resolve(made),
    });
    if (options.abortAfter) {
      made.options.onChunkComplete = async (_chunk, sent) => {
        if (sent >= options.abortAfter) {
          await made.abort(false);
          resolve(made);
        }
      };
    }
    made.start();
  });
}

if (order.mode === "interrupted") {
  const broken = await upload({ abortAfter: 2000 });
  await upload({ uploadUrl: broken.url });
} else if (order.mode === "terminated") {
  const broken = await upload({ abortAfter: 2000 });
  await tus.Upload.terminate(broken.url, common);
} else {
  await upload({});
}
process.exit(0);
