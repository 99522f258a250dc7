import { describe, expect, it } from "vitest";
import { fileName, fileTypeOf } from "./file-kind.ts";

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

describe("what a file is", () => {
  it.each([
    ["\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"],
    ["\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"],
    ["GIF89a\x01\0", "image/gif"],
    ["RIFF\x1a\0\0\0WEBPVP8 ", "image/webp"],
    ["%PDF-1.7\n", "application/pdf"],
    ["12:01 connection refused\n\tat pool (3 < 4)\n", "text/plain"],
  ])("%j is %s", (text, type) => {
    expect(fileTypeOf(bytes(text))).toBe(type);
  });

  it.each([
    "",
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "\n  <?xml version='1.0'?><svg/>",
    "<!DOCTYPE html><p>x",
    "plain first, then <script>alert(1)</script>",
    "MZ\x90\0\x03",
    "PK\x03\x04",
    "RIFF\x1a\0\0\0WAVE",
    "\xff\xfe<\0s\0",
    "a\0b",
  ])("%j is refused", (text) => {
    expect(fileTypeOf(bytes(text))).toBeNull();
  });
});

describe("a file's name", () => {
  it.each([
    ["../../etc/passwd", "passwd.txt"],
    ["C:\\temp\\shot.html", "shot.txt"],
    ["photo.svg.png", "photo.svg.txt"],
    ['a"b\r\nc.txt', "abc.txt"],
    ["", "file.txt"],
    ["...", "file.txt"],
  ])("%j becomes %s", (given, name) => {
    expect(fileName(given, "text/plain")).toBe(name);
  });
});
