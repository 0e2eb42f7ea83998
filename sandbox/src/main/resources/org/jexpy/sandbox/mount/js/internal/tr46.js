'use strict';
// Domain names with other letters than ASCII, by the host; stands in for the npm package of this name, which is mostly a table.

module.exports = {
  toASCII(domain) {
    // eslint-disable-next-line no-control-regex
    if (/^[\x00-\x7f]*$/.test(domain) && !/(^|\.)xn--/i.test(domain)) return domain.toLowerCase();
    return internal.host.text.domainToAscii(domain);
  },
  toUnicode(domain) { return { domain: internal.host.text.domainToUnicode(domain), error: false }; },
};
