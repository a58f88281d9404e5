/** Files of a folder that a person dropped or chose: paths below it, and bytes when they are asked for. Nothing is uploaded. */

/** One file by its path below the dropped folder. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** Files with their paths below the one folder that holds them all. */
export function belowTheirFolder(files: readonly File[]): DroppedFile[] {
  const paths = files.map((file) => (file.webkitRelativePath === '' ? file.name : file.webkitRelativePath));
  const top = paths[0]?.split('/')[0] ?? '';
  const isFolder = paths.every((path) => path.startsWith(`${top}/`));
  return files.map((file, i) => ({
    path: isFolder ? (paths[i] ?? '').slice(top.length + 1) : (paths[i] ?? ''),
    file,
  }));
}

/** A file's text; undefined when it is not there. */
export async function textOf(files: readonly DroppedFile[], path: string): Promise<string | undefined> {
  return files.find((dropped) => dropped.path === path)?.file.text();
}
