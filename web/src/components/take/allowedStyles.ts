/**
 * Runs work that writes style attributes and style elements, both of which the page's policy forbids and reports. Attributes are
 * set through the object model, which the policy allows; style elements become elements of that name that style nothing. Only within the call.
 */
export function withAllowedStyles<T>(work: () => T): T {
  const { setAttribute } = Element.prototype;
  const { createElementNS } = Document.prototype;
  Element.prototype.setAttribute = function (this: Element, name: string, value: string): void {
    if (name === 'style' && (this instanceof HTMLElement || this instanceof SVGElement)) this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };
  Document.prototype.createElementNS = function (this: Document, space: string | null, name: string): Element {
    return createElementNS.call(this, name === 'style' ? 'urn:amuse:none' : space, name);
  } as typeof createElementNS;
  try {
    return work();
  } finally {
    Element.prototype.setAttribute = setAttribute;
    Document.prototype.createElementNS = createElementNS;
  }
}
