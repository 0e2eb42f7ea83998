// An echo server and its client in one script, over TCP on the loopback interface.
//
//     jexpy run --allow-net=127.0.0.1 guest-examples/js/sockets.mjs
import { connect, listen } from 'jexpy:net';

const server = await listen({ host: '127.0.0.1', port: 0 });

async function serve() {
  for await (const connection of server) {
    for await (const chunk of connection) {
      await connection.write(new TextDecoder().decode(chunk).toUpperCase());
    }
    await connection.end();
  }
}
const serving = serve();

const client = await connect({ host: '127.0.0.1', port: server.address.port });
await client.write('one\ntwo\n');
await client.end();
let reply = '';
for await (const chunk of client) reply += new TextDecoder().decode(chunk);
console.log(reply.trimEnd());

server.close();
await serving;
console.log('done');
