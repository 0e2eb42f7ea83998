'use strict';
// util.parseArgs.

function fail(code, message) { return internal.error(code, message, TypeError); }

function parseArgs(config = {}) {
  const { options = {}, strict = true, allowPositionals = !strict, tokens: wantTokens = false, allowNegative = false } = config;
  const args = [...(config.args ?? require('node/process').argv.slice(2))];
  const values = Object.create(null);
  const positionals = [];
  const tokens = [];

  const find = (letter) => Object.keys(options).find((name) => options[name].short === letter);
  const store = (name, value, rawName, index, inlineValue) => {
    const option = options[name];
    if (strict && option === undefined) {
      throw fail('ERR_PARSE_ARGS_UNKNOWN_OPTION', `Unknown option '${rawName}'${allowPositionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${rawName}"` : ''}`);
    }
    if (strict && option.type === 'string' && typeof value !== 'string') {
      throw fail('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${option.short ? `-${option.short}, ` : ''}--${name} <value>' argument missing`);
    }
    if (strict && option.type === 'boolean' && typeof value === 'string') {
      throw fail('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${option.short ? `-${option.short}, ` : ''}--${name}' does not take an argument`);
    }
    tokens.push({ kind: 'option', name, rawName, index, value: typeof value === 'string' ? value : undefined, inlineValue });
    const kept = value ?? true;
    if (option?.multiple) (values[name] ??= []).push(kept);
    else values[name] = kept;
  };

  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index: i });
      positionals.push(...args.slice(i + 1));
      args.slice(i + 1).forEach((value, n) => tokens.push({ kind: 'positional', index: i + 1 + n, value }));
      break;
    }
    if (arg.startsWith('--')) {
      const at = arg.indexOf('=');
      let name = at < 0 ? arg.slice(2) : arg.slice(2, at);
      if (at >= 0) store(name, arg.slice(at + 1), `--${name}`, i, true);
      else if (allowNegative && name.startsWith('no-') && options[name.slice(3)]?.type === 'boolean') {
        name = name.slice(3);
        values[name] = false;
        tokens.push({ kind: 'option', name, rawName: arg, index: i, value: undefined, inlineValue: undefined });
      } else if (options[name]?.type === 'string') store(name, args[i + 1]?.startsWith('-') && strict ? undefined : args[++i], `--${name}`, i - 1, false);
      else store(name, undefined, `--${name}`, i, undefined);
    } else if (arg.length > 1 && arg.startsWith('-')) {
      for (let k = 1; k < arg.length; k++) {
        const name = find(arg[k]) ?? arg[k];
        if (options[name]?.type === 'string') {
          const inline = k + 1 < arg.length;
          store(name, inline ? arg.slice(k + 1) : args[++i], `-${arg[k]}`, i, inline);
          break;
        }
        store(name, undefined, `-${arg[k]}`, i, undefined);
      }
    } else {
      if (!allowPositionals) throw fail('ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL', `Unexpected argument '${arg}'. This command does not take positional arguments`);
      positionals.push(arg);
      tokens.push({ kind: 'positional', index: i, value: arg });
    }
  }
  for (const [name, option] of Object.entries(options)) {
    if (option.default !== undefined && values[name] === undefined) values[name] = option.default;
  }
  return { values, positionals, ...(wantTokens ? { tokens } : {}) };
}

module.exports = { parseArgs };
