/** At most so many bytes in one file. */
export const MAX_FILE = 5 * 1024 * 1024;

export const FILE_TYPES = [
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/gif",
  "application/pdf",
  "text/plain",
] as const;
export type FileType = (typeof FILE_TYPES)[number];

const starts = (bytes: Uint8Array, at: number, text: string) =>
  [...text].every((sign, index) => bytes[at + index] === sign.charCodeAt(0));

/** Marks by which a browser or a viewer could take text for a page or a drawing. */
const MARKUP = /<\s*(!doctype|html|head|body|script|svg|iframe|\?xml)|^\s*</iu;

function isPlainText(bytes: Uint8Array): boolean {
  // Tab, line feed, form feed and carriage return; no other control character.
  if (bytes.some((one) => (one < 32 && ![9, 10, 12, 13].includes(one)) || one === 127)) return false;
  try {
    return !MARKUP.test(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

/**
 * What bytes are, whatever their name or sender says: a picture, a PDF or plain text; never SVG or HTML.
 * @returns null for anything else, and for nothing at all
 */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  if (bytes.length === 0) return null;
  if (starts(bytes, 0, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a")) return "image/gif";
  if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) return "image/webp";
  if (starts(bytes, 0, "%PDF-")) return "application/pdf";
  return isPlainText(bytes) ? "text/plain" : null;
}

export const isPicture = (type: string): boolean => type.startsWith("image/");

const ENDING: Record<FileType, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
  "application/pdf": "pdf",
  "text/plain": "txt",
};

/** The last part of a given name, without what a file system could take amiss, and with the ending of what it is. */
export function fileName(given: string, type: FileType): string {
  const last = given.split(/[/\\]/u).at(-1) ?? "";
  const stem = last
    .replaceAll(/\.[^.]*$/gu, "")
    .replaceAll(/[\p{C}"<>:|?*]/gu, "")
    .trim()
    .slice(0, 100);
  return `${stem.replace(/^\.+/u, "") || "file"}.${ENDING[type]}`;
}
