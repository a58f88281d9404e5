/** A browser and a system in a few words, told from what a browser says of itself. */

/** Marks of browsers, the most particular first: most claim to be others as well. */
const BROWSERS = [
  [/\bEdg\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bFirefox\/(\d+)/, 'Firefox'],
  [/\b(?:Headless)?Chrome\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[^ ]* (?:Mobile\/\S+ )?Safari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

/** Such as `Firefox 140, Linux`; the text itself where it is no browser's. */
export function agentName(agent: string): string {
  const browser = BROWSERS.map(([mark, name]) => [mark.exec(agent)?.[1], name] as const).find(
    ([version]) => version !== undefined,
  );
  const system = SYSTEMS.find(([mark]) => mark.test(agent))?.[1];
  if (browser === undefined) return agent;
  return [`${browser[1]} ${browser[0]}`, system].filter((part) => part !== undefined).join(', ');
}
