'use strict';
module.exports = { isatty: (fd) => internal.host.io.isTerminal(Number(fd)) };
