'use strict';
// performance: a clock since the start of the run, marks and measures.

const { host } = internal;
const entries = [];

class PerformanceEntry {
  constructor(name, entryType, startTime, duration, detail) {
    this.name = name;
    this.entryType = entryType;
    this.startTime = startTime;
    this.duration = duration;
    if (detail !== undefined) this.detail = detail;
  }

  toJSON() { return { ...this }; }
}
class PerformanceMark extends PerformanceEntry {}
class PerformanceMeasure extends PerformanceEntry {}

function timeOf(mark, fallback) {
  if (mark === undefined) return fallback;
  if (typeof mark === 'number') return mark;
  const found = entries.findLast((entry) => entry.entryType === 'mark' && entry.name === mark);
  if (found === undefined) {
    throw new (require('internal/dom-exception').DOMException)(`The "${mark}" performance mark has not been set`, 'SyntaxError');
  }
  return found.startTime;
}

function clear(type, name) {
  for (let i = entries.length - 1; i >= 0; i--) {
    if (entries[i].entryType === type && (name === undefined || entries[i].name === name)) entries.splice(i, 1);
  }
}

class Performance {
  get timeOrigin() { return host.process.timeOrigin(); }
  now() { return host.process.sinceStart(); }
  mark(name, options) {
    const mark = new PerformanceMark(String(name), 'mark', options?.startTime ?? this.now(), 0, options?.detail ?? null);
    entries.push(mark);
    return mark;
  }

  measure(name, startOrOptions, endMark) {
    const options = typeof startOrOptions === 'object' && startOrOptions !== null ? startOrOptions : { start: startOrOptions, end: endMark };
    const end = options.end === undefined && options.duration !== undefined && options.start !== undefined
      ? timeOf(options.start, 0) + options.duration : timeOf(options.end, this.now());
    const start = options.start === undefined && options.duration !== undefined ? end - options.duration : timeOf(options.start, 0);
    const measure = new PerformanceMeasure(String(name), 'measure', start, end - start, options.detail ?? null);
    entries.push(measure);
    return measure;
  }

  getEntries() { return [...entries].sort((a, b) => a.startTime - b.startTime); }
  getEntriesByName(name, type) { return this.getEntries().filter((entry) => entry.name === name && (type === undefined || entry.entryType === type)); }
  getEntriesByType(type) { return this.getEntries().filter((entry) => entry.entryType === type); }
  clearMarks(name) { clear('mark', name); }
  clearMeasures(name) { clear('measure', name); }
  timerify(callback) { return callback; }
  toJSON() { return { timeOrigin: this.timeOrigin }; }
}

module.exports = { performance: new Performance(), Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure };
