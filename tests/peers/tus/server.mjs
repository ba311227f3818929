// An independent tus server: keeps uploads in the folder given, and says on which port it listens.
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const [folder, port] = process.argv.slice(2);
const server = new Server({ path: "/files", datastore: new FileStore({ directory: folder }), relativeLocation: true });
const listening = server.listen({ host: "127.0.0.1", port: Number(port ?? 0) }, () => {
  console.log(listening.address().port);
});
