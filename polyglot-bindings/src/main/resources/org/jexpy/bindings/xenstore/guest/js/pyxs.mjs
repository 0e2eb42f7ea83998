// `jexpy:pyxs`: what pyxs is to Python, with promises.
export { Client, Transaction, connect } from 'jexpy:pyxs/client';
export { ConnectionError, InvalidPath, InvalidPayload, InvalidPermission, PyXSError, UnexpectedPacket } from 'jexpy:pyxs/errors';
export { Watch } from 'jexpy:pyxs/watch';
