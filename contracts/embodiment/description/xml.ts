/**
 * A small element tree read from hostile XML: no document types, no entities of the file's own, everything bounded.
 *
 * Built on saxes, which checks well-formedness. Every element knows the 1-based line on which it starts.
 */

import { SaxesParser } from 'saxes';
import type { ExchangeError } from '../../errors.ts';
import { faultError } from '../../faults.ts';

/** Longest accepted document, in UTF-16 code units. */
export const MAX_XML_LENGTH = 8 * 1024 * 1024;
/** Deepest nesting of elements. */
export const MAX_XML_DEPTH = 256;
/** Most elements in a document. */
export const MAX_XML_ELEMENTS = 100_000;
/** Most attributes of one element. */
export const MAX_XML_ATTRIBUTES = 64;
/** Longest attribute value. */
export const MAX_XML_VALUE_LENGTH = 65_536;
/** Longest text inside one element; what is beyond is refused. */
export const MAX_XML_TEXT_LENGTH = 65_536;

/** An element: name as written (with prefix), attributes, child elements, own text without that of children. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly line: number;
}

interface OpenElement {
  name: string;
  attributes: Map<string, string>;
  children: OpenElement[];
  text: string;
  line: number;
}

/**
 * Reads a document into its root element. Throws `bad-xml` (ill-formed, document type, processing of entities) or
 * `limit-exceeded`, both with the parameter `line`.
 */
export function parseXml(text: string): XmlElement {
  if (text.length > MAX_XML_LENGTH) throw limit('length', MAX_XML_LENGTH, 1);
  const parser = new SaxesParser({ position: true, xmlns: false });
  const stack: OpenElement[] = [];
  let root: OpenElement | null = null;
  let elements = 0;
  let attributes = 0;

  parser.on('error', (error) => {
    throw faultError('bad-xml', 'xml-ill-formed', { reason: reason(error), line: parser.line });
  });
  parser.on('doctype', () => {
    throw faultError('bad-xml', 'xml-document-type', { line: parser.line });
  });
  parser.on('opentagstart', (tag) => {
    elements += 1;
    attributes = 0;
    if (elements > MAX_XML_ELEMENTS) throw limit('elements', MAX_XML_ELEMENTS, parser.line);
    if (stack.length >= MAX_XML_DEPTH) throw limit('depth', MAX_XML_DEPTH, parser.line);
    const element = { name: tag.name, attributes: new Map(), children: [], text: '', line: parser.line };
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
  });
  parser.on('attribute', ({ name, value }) => {
    attributes += 1;
    if (attributes > MAX_XML_ATTRIBUTES) throw limit('attributes', MAX_XML_ATTRIBUTES, parser.line);
    if (value.length > MAX_XML_VALUE_LENGTH) throw limit('value', MAX_XML_VALUE_LENGTH, parser.line);
    stack.at(-1)?.attributes.set(name, value);
  });
  const addText = (chunk: string): void => {
    const element = stack.at(-1);
    if (element === undefined || chunk.trim() === '') return;
    if (element.text.length + chunk.length > MAX_XML_TEXT_LENGTH) {
      throw limit('text', MAX_XML_TEXT_LENGTH, parser.line);
    }
    element.text += chunk;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void stack.pop());
  parser.write(withPlainComments(withoutDeclaration(text))).close();
  if (root === null) throw faultError('bad-xml', 'xml-empty', { line: 1 });
  return root;
}

/** Most comments before an XML declaration, and its greatest length. */
const MAX_COMMENTS_BEFORE = 16;
const DECLARATION = /^<\?xml\s[^<>]{0,200}\?>/;

/**
 * The document without its XML declaration, line for line. Good robot files have it behind an empty line or a licence, or state
 * versions of XML that there never were; it says nothing about a text that is decoded already.
 */
function withoutDeclaration(text: string): string {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (let comments = 0; comments <= MAX_COMMENTS_BEFORE; comments++) {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at += 1;
    if (!text.startsWith('<!--', at)) break;
    const end = text.indexOf('-->', at + 4);
    if (end < 0) return text;
    at = end + 3;
  }
  const declaration = DECLARATION.exec(text.slice(at, at + 210))?.[0];
  if (declaration === undefined) return text;
  return text.slice(0, at) + declaration.replace(/[^\r\n]/g, ' ') + text.slice(at + declaration.length);
}

/**
 * The document with nothing in its comments, line for line: rulers of hyphens are common in good files, and other readers of robots take
 * them. Everything up to the first `-->` is the comment.
 */
function withPlainComments(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at)) {
    const literal = text.startsWith('<![CDATA[', at);
    if (!literal && !text.startsWith('<!--', at)) {
      at += 2;
      continue;
    }
    const inside = at + (literal ? '<![CDATA['.length : '<!--'.length);
    const end = text.indexOf(literal ? ']]>' : '-->', inside);
    if (end < 0) break;
    if (!literal) {
      parts.push(text.slice(done, inside), text.slice(inside, end).replace(/[^\r\n]/g, ' '));
      done = end;
    }
    at = end + '-->'.length;
  }
  return parts.join('') + text.slice(done);
}

/** Child elements of one name. */
export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** First child element of one name, or null. */
export function childNamed(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}

/** Trimmed attribute value, or null when the attribute is absent. */
export function attribute(element: XmlElement, name: string): string | null {
  return element.attributes.get(name)?.trim() ?? null;
}

/** saxes writes "line:column: reason". */
function reason(error: Error): string {
  return error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
}

function limit(what: string, value: number, line: number): ExchangeError {
  return faultError('limit-exceeded', 'xml-limit', { what, limit: value, line });
}
