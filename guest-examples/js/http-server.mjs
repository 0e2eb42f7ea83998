// A small web server on jexpy:net that answers in JSON, and a fetch of it.
//
//     jexpy run --allow-net=127.0.0.1 guest-examples/js/http-server.mjs
import { listen } from 'jexpy:net';

const server = await listen({ host: '127.0.0.1', port: 0 });

async function answer(connection) {
  let request = '';
  for await (const chunk of connection) {
    request += new TextDecoder().decode(chunk);
    if (request.includes('\r\n\r\n')) break;
  }
  const path = request.split(' ')[1];
  const body = JSON.stringify({ path, status: 'ready' });
  await connection.write(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
  await connection.end();
  connection.close();
}

async function serve() {
  for await (const connection of server) answer(connection);
}
const serving = serve();

const response = await fetch(`http://127.0.0.1:${server.address.port}/health`);
console.log(response.status, response.headers.get('content-type'));
console.log(await response.json());

server.close();
await serving;
