/**
 * What bodies that no file names are called. A manifest holds the code, which is the notation that commands take; words are made of it where
 * somebody reads them. Every other label is a robot's own name, and is shown as it is.
 */

/** Languages that words exist in. */
type Language = 'en' | 'zh';

/** Code of a person whose skeleton a file describes: what the file calls itself may be somebody's name. */
export const SKELETON_LABEL = 'human:skeleton';

/** Code of a person of a stature (m). */
export function personLabel(stature: number): string {
  return `human:${stature.toFixed(2)}`;
}

/** Code of a camera that is worn at a height (m). */
export function cameraLabel(height: number): string {
  return `camera:${height.toFixed(2)}`;
}

const CODE = /^(human|camera):(\d\.\d\d)$/;

/** A label in words. */
export function bodyLabelWords(label: string, language: Language): string {
  const chinese = language === 'zh';
  if (label === SKELETON_LABEL) return chinese ? '人（自带骨架）' : 'person with own skeleton';
  const [, kind, figure] = CODE.exec(label) ?? [];
  if (kind === 'human') return chinese ? `身高 ${figure} m 的人` : `person of ${figure} m`;
  if (kind === 'camera') return chinese ? `佩戴于 ${figure} m 高的相机` : `camera worn at ${figure} m`;
  return label;
}

/** A label in every language, for whoever searches by words. */
export function bodyLabelSearchText(label: string): string {
  return [...new Set([label, bodyLabelWords(label, 'en'), bodyLabelWords(label, 'zh')])].join('\n');
}
